/// The numbers that a strategy is made with; what was not given has its standard value.
public struct StrategyParameters: Sendable {
    private let given: [String: Double]
    private let known: [String: StrategyParameter]

    /// Takes numbers that are known to be in their ranges.
    ///
    /// - Parameters:
    ///   - given: The numbers that were given, by name.
    ///   - known: Every number that the strategy knows.
    init(_ given: [String: Double], of known: [StrategyParameter]) {
        self.given = given
        self.known = Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0) })
    }

    /// A number.
    ///
    /// - Parameter name: A name that the strategy has described.
    /// - Returns: What was given, else the standard value.
    public func number(_ name: String) -> Double {
        guard let parameter = known[name] else {
            preconditionFailure("the strategy describes no parameter called \(name)")
        }
        return given[name] ?? parameter.standard
    }

    /// A whole number.
    ///
    /// - Parameter name: A name that the strategy has described as whole.
    /// - Returns: What was given, else the standard value.
    public func whole(_ name: String) -> Int { Int(number(name)) }
}

extension StrategyParameter {
    /// The length of the bars, which every strategy can be given.
    public static let timeframeMinutes = StrategyParameter(
        "timeframe_minutes", "length of a bar in minutes", 15, in: 1...375)
}

extension StrategyParameters {
    /// The length of the bars in seconds, of a strategy that describes `timeframe_minutes`.
    public var timeframeSeconds: Int { whole("timeframe_minutes") * 60 }
}
