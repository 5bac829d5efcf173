/// A number that a strategy can be given: its name, its range and what it means.
public struct StrategyParameter: Hashable, Sendable {
    /// The name, as the configuration spells it, such as `fast_period`.
    public let name: String
    /// What it means, its unit included.
    public let meaning: String
    /// What it is when nobody says.
    public let standard: Double
    /// What it may be.
    public let range: ClosedRange<Double>
    /// Whether only whole numbers will do.
    public let isWhole: Bool

    /// Describes a number.
    ///
    /// - Parameters:
    ///   - name: The name, as the configuration spells it.
    ///   - meaning: What it means, its unit included.
    ///   - standard: What it is when nobody says, within the range.
    ///   - range: What it may be.
    public init(
        _ name: String, _ meaning: String, _ standard: Double, in range: ClosedRange<Double>
    ) {
        self.init(name, meaning, standard, in: range, isWhole: false)
    }

    /// Describes a whole number.
    ///
    /// - Parameters:
    ///   - name: The name, as the configuration spells it.
    ///   - meaning: What it means, its unit included.
    ///   - standard: What it is when nobody says, within the range.
    ///   - range: What it may be.
    public init(_ name: String, _ meaning: String, _ standard: Int, in range: ClosedRange<Int>) {
        self.init(
            name, meaning, Double(standard),
            in: Double(range.lowerBound)...Double(range.upperBound), isWhole: true)
    }

    private init(
        _ name: String, _ meaning: String, _ standard: Double, in range: ClosedRange<Double>,
        isWhole: Bool
    ) {
        precondition(range.contains(standard), "\(name): \(standard) is outside \(range)")
        self.name = name
        self.meaning = meaning
        self.standard = standard
        self.range = range
        self.isWhole = isWhole
    }
}
