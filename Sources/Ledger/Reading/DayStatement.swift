public import Trading

/// What a day's trading came to.
public struct DayStatement: Hashable, Sendable {
    /// One strategy's positions that were closed on the day.
    public struct StrategyLine: Hashable, Sendable {
        /// The strategy.
        public let strategy: String
        /// Positions closed.
        public let tradesClosed: Int
        /// Those of them that made money after charges.
        public let wins: Int
        /// What they made before charges, from their first fill to their last.
        public let gross: Money
        /// Charges of all their fills.
        public let charges: Money

        /// What they made after charges.
        public var net: Money { gross - charges }
    }

    /// The day in India.
    public let day: CalendarDay
    /// Order intents made on the day.
    public let orderCount: Int
    /// The day's fills.
    public let fills: FillTotals
    /// One line a strategy, by name.
    public let strategies: [StrategyLine]

    /// Positions closed on the day.
    public var tradesClosed: Int { strategies.reduce(0) { $0 + $1.tradesClosed } }
    /// Those of them that made money after charges.
    public var wins: Int { strategies.reduce(0) { $0 + $1.wins } }
    /// What the closed positions made before charges.
    public var gross: Money { strategies.reduce(.zero) { $0 + $1.gross } }
    /// What the closed positions made after charges.
    public var net: Money { strategies.reduce(.zero) { $0 + $1.net } }
}
