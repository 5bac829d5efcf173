/// The figures of one trading day.
public struct AccountDay: Hashable, Sendable, Codable {
    /// The day in India.
    public let day: CalendarDay
    /// Cash and holdings when it began.
    public let openingEquity: Money
    /// Profit of what was sold, before charges.
    public internal(set) var realised = Money.zero
    /// Charges of the fills.
    public internal(set) var charges = Money.zero
    /// Positions closed.
    public internal(set) var tradesClosed = 0
    /// Those of them that made money after charges.
    public internal(set) var wins = 0
    /// The loss, zero or less, that the operator accepted by resuming.
    public internal(set) var acceptedLoss = Money.zero
    /// Positions that were closed when the operator resumed; the losing streak counts from there.
    public internal(set) var acceptedTrades = 0

    init(_ day: CalendarDay, openingEquity: Money) {
        self.day = day
        self.openingEquity = openingEquity
    }
}
