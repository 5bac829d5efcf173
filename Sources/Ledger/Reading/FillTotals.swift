public import Trading

/// The sums of some fills.
public struct FillTotals: Hashable, Sendable {
    /// How many fills.
    public let count: Int
    /// What was paid for bought units, without charges.
    public let bought: Money
    /// What sold units brought, without charges.
    public let sold: Money
    /// All charges.
    public let charges: Money

    /// What they did to the cash balance.
    public var cashEffect: Money { sold - bought - charges }
}
