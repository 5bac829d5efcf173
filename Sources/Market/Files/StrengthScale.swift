/// The scale on which a source writes a signal's strength; the desk's own is 0…1.
public enum StrengthScale: String, Sendable, CaseIterable {
    case zeroToOne = "0-1"
    case zeroToTen = "0-10"
    case zeroToHundred = "0-100"

    /// Brings a figure onto the desk's scale; one outside the source's scale stays outside the
    /// desk's.
    ///
    /// - Parameter strength: What the source wrote.
    /// - Returns: The same strength where 1 is the most.
    public func unit(_ strength: Double) -> Double {
        switch self {
        case .zeroToOne: strength
        case .zeroToTen: strength / 10
        case .zeroToHundred: strength / 100
        }
    }
}
