/// What of a trading day cannot be told from its fills, and is kept over a restart.
public struct DayMemory: Hashable, Sendable {
    /// Cash and holdings when the day began; `nil` when that was not kept, and then what was held counts at its last
    /// mark of an earlier day, or at its cost.
    public var openingEquity: Money?
    /// The loss, zero or less, that the operator accepted by resuming.
    public var acceptedLoss: Money
    /// How many of the day's trades were closed then.
    public var acceptedTrades: Int
    /// How far the profit had fallen; `nil` when that was not kept.
    public var fall: ProfitFall?

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - openingEquity: Cash and holdings when the day began, where that was kept.
    ///   - acceptedLoss: The loss, zero or less, that the operator accepted by resuming.
    ///   - acceptedTrades: How many of the day's trades were closed then.
    ///   - fall: How far the profit had fallen, where that was kept.
    public init(
        openingEquity: Money? = nil, acceptedLoss: Money = .zero, acceptedTrades: Int = 0,
        fall: ProfitFall? = nil
    ) {
        self.openingEquity = openingEquity
        self.acceptedLoss = acceptedLoss
        self.acceptedTrades = acceptedTrades
        self.fall = fall
    }
}
