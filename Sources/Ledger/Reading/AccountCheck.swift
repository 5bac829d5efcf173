public import Trading

/// The books held against the fills, which are the only truth about money.
public struct AccountCheck: Hashable, Sendable {
    /// The sums of every fill there ever was; capital plus `fills.cashEffect` is the cash there
    /// must be.
    public let fills: FillTotals
    /// Positions whose quantities, values or charges are not the sums of their fills.
    public let positionsOutOfStep: [PositionID]
    /// Orders whose filled quantity or value is not the sum of their fills.
    public let ordersOutOfStep: [OrderID]

    /// Whether positions and orders agree with the fills.
    public var isBalanced: Bool { positionsOutOfStep.isEmpty && ordersOutOfStep.isEmpty }
}
