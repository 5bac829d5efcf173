/// What a start found in the ledger, and what it did about it.
public struct RecoveryReport: Sendable, Equatable {
    /// Positions that are live.
    public var openPositions = 0
    /// Orders that had no outcome and were settled with the venue.
    public var settledOrders = 0
    /// Orders that still work at the venue.
    public var workingOrders = 0
    /// Dead letters that wait.
    public var deadLetters = 0
    /// Signals of the day.
    public var signals = 0
    /// Signals that were taken, have no outcome, and are given to their handler again.
    public var unfinishedSignals = 0
    /// Fills there ever were.
    public var fills = 0
    /// Whether cash equals the capital plus the sum of all fills.
    public var isBalanced = true

    /// The report in one line.
    public var summary: String {
        guard fills + signals + deadLetters + unfinishedSignals > 0 else {
            return "the desk is ready; the ledger is new"
        }
        return
            "the desk is ready: \(openPositions) open position(s), \(settledOrders) order(s) settled, "
            + "\(workingOrders) working, \(deadLetters) dead letter(s), \(signals) signal(s) today, "
            + (unfinishedSignals > 0 ? "\(unfinishedSignals) unfinished, " : "")
            + "\(fills) fill(s) in all\(isBalanced ? "" : "; THE ACCOUNT DOES NOT BALANCE")"
    }
}
