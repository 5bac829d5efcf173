/// What the trades of a report can be grouped by.
public enum BacktestGrouping: String, Sendable, CaseIterable {
    case strategy
    case underlying
    case mode
    case exit
    case month
    case day

    /// The name of the group that a trade belongs to.
    func name(of trade: Position) -> String {
        switch self {
        case .strategy: trade.strategy
        case .underlying: trade.contract.underlying
        case .mode: trade.mode.text
        case .exit: trade.exitReason?.rawValue ?? "UNKNOWN"
        case .month: String((trade.closedAt ?? trade.openedAt).indiaDay.description.prefix(7))
        case .day: (trade.closedAt ?? trade.openedAt).indiaDay.description
        }
    }
}
