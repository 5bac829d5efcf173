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
    /// The trades; the losing streak is read from them.
    var trades = DayTrades()
    /// The loss, zero or less, that the operator accepted by resuming.
    public internal(set) var acceptedLoss = Money.zero
    /// Positions that were closed when the operator resumed; the losing streak counts from there.
    public internal(set) var acceptedTrades = 0

    /// How far the net profit has fallen from its peak.
    public internal(set) var fall = ProfitFall()

    /// Positions closed; one that was called back and closed again counts once.
    public var tradesClosed: Int { trades.results.count }

    /// Those of them that made money after charges.
    public var wins: Int { trades.wins }

    init(_ day: CalendarDay, openingEquity: Money) {
        self.day = day
        self.openingEquity = openingEquity
    }
}
