/// How closed positions did, after charges.
public struct TradeStatistics: Hashable, Sendable {
    /// Closed positions.
    public var trades = 0
    /// Those of them that made money.
    public var wins = 0
    /// Those of them that lost money.
    public var losses = 0
    /// What the winners made.
    public var grossWin = Money.zero
    /// What the losers lost, as a positive amount.
    public var grossLoss = Money.zero
    /// What brokers, venues and the state took; already taken off everything else here.
    public var charges = Money.zero
    /// The deepest fall of the running result from its peak, as a positive amount, trade by trade.
    ///
    /// Only what is booked counts: what a position loses before it is closed is in `EquityCurve.deepestFall`.
    public var bookedDrawdown = Money.zero

    private var result = Money.zero
    private var peak = Money.zero

    /// Makes the statistics of nothing.
    public init() {}

    /// Makes the statistics of closed positions.
    ///
    /// - Parameter positions: Positions in the order in which they were closed; others are left out.
    public init(of positions: some Sequence<Position>) {
        for position in positions { add(position) }
    }

    /// Counts a position; one that is not closed is left out.
    ///
    /// - Parameter position: The position closed next.
    public mutating func add(_ position: Position) {
        guard position.status == .closed else { return }
        let net = position.realised - position.charges
        trades += 1
        charges += position.charges
        if net > .zero {
            wins += 1
            grossWin += net
        } else if net < .zero {
            losses += 1
            grossLoss -= net
        }
        result += net
        peak = max(peak, result)
        bookedDrawdown = max(bookedDrawdown, peak - result)
    }

    /// The result of all trades, after charges.
    public var net: Money { grossWin - grossLoss }

    /// The result of all trades before charges.
    public var beforeCharges: Money { net + charges }

    /// The share of winners, 0…1; `nil` without a trade.
    public var winRate: Double? { trades > 0 ? Double(wins) / Double(trades) : nil }

    /// What a winner made on average; `nil` without one.
    public var averageWin: Money? { wins > 0 ? grossWin.divided(by: wins) : nil }

    /// What a loser lost on average, as a positive amount; `nil` without one.
    public var averageLoss: Money? { losses > 0 ? grossLoss.divided(by: losses) : nil }

    /// What was won for each rupee lost; infinite without losses, `nil` without a trade.
    public var profitFactor: Double? {
        guard trades > 0 else { return nil }
        return grossLoss > .zero ? grossWin.rupees / grossLoss.rupees : .infinity
    }

    /// What a trade brings on average; `nil` without a trade.
    public var expectancy: Money? { trades > 0 ? net.divided(by: trades) : nil }

    /// The statistics of each day on which positions were closed.
    ///
    /// - Parameter positions: Positions in the order in which they were closed.
    /// - Returns: Days in order, each with its statistics.
    public static func byDay(
        _ positions: some Sequence<Position>
    ) -> [(day: CalendarDay, statistics: TradeStatistics)] {
        grouped(positions) { $0.closedAt?.indiaDay }.map { (day: $0.0, statistics: $0.1) }
    }

    /// The statistics of each strategy.
    ///
    /// - Parameter positions: Positions in the order in which they were closed.
    /// - Returns: Strategies in alphabetical order, each with its statistics.
    public static func byStrategy(
        _ positions: some Sequence<Position>
    ) -> [(strategy: String, statistics: TradeStatistics)] {
        grouped(positions) { $0.closedAt == nil ? nil : $0.strategy }
            .map { (strategy: $0.0, statistics: $0.1) }
    }

    private static func grouped<Key: Hashable & Comparable>(
        _ positions: some Sequence<Position>, by key: (Position) -> Key?
    ) -> [(Key, TradeStatistics)] {
        var groups: [Key: TradeStatistics] = [:]
        for position in positions {
            if let key = key(position) { groups[key, default: TradeStatistics()].add(position) }
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
