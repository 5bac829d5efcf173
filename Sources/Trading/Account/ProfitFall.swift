/// How far a net profit has fallen from its peak.
public struct ProfitFall: Hashable, Sendable, Codable {
    /// The highest profit, zero at least.
    public private(set) var peak = Money.zero
    /// The deepest fall from it, as a positive amount.
    public private(set) var deepest = Money.zero

    /// Begins at no profit.
    public init() {}

    /// Takes the profit after a change.
    ///
    /// - Parameter profit: The net profit.
    public mutating func follow(_ profit: Money) {
        peak = max(peak, profit)
        deepest = max(deepest, peak - profit)
    }
}
