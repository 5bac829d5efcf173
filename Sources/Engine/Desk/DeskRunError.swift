public import Trading

/// Why a run cannot be played on.
public enum DeskRunError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A strategy does not return, and a run of one event at a time waits for it.
    case strategyHangs(
        strategy: String, symbol: String, barOpensAt: Timestamp, afterSeconds: Double)

    /// What was found, where, and what to do.
    public var description: String {
        switch self {
        case .strategyHangs(let strategy, let symbol, let opensAt, let seconds):
            "strategy \(strategy) has not come back from the \(symbol) bar of "
                + "\(opensAt.indiaISO8601) after \(IndianFormat.decimal(seconds, decimals: 0)) s; the run ends "
                + "here. Mend the strategy, or run without it"
        }
    }
}
