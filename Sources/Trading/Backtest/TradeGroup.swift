/// The trades that have something in common, such as their strategy, and how they did.
public struct TradeGroup: Hashable, Sendable, Encodable {
    /// What they have in common: a strategy's name, a day, a reason of exit.
    public let name: String
    /// How they did.
    public let statistics: TradeStatistics

    /// Sorts trades into groups; each trade is in exactly one.
    ///
    /// - Parameters:
    ///   - trades: Closed positions in the order in which they were closed.
    ///   - name: What a trade is grouped by.
    /// - Returns: The groups by name.
    public static func groups(
        of trades: some Sequence<Position>, by name: (Position) -> String
    ) -> [TradeGroup] {
        var groups: [String: TradeStatistics] = [:]
        for trade in trades { groups[name(trade), default: TradeStatistics()].add(trade) }
        return groups.sorted { $0.key < $1.key }
            .map { TradeGroup(name: $0.key, statistics: $0.value) }
    }
}
