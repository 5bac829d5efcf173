/// What a commit waits for.
public enum Durability: String, CaseIterable, Sendable {
    /// Every commit waits for the disk: what was acknowledged survives a power cut.
    case full
    /// A commit reaches the operating system: it survives the end of the process, not that of the
    /// machine.
    case normal
    /// Nothing is waited for: for backtests, whose ledger can be made again.
    case off

    /// The value of `PRAGMA synchronous`.
    var synchronous: String {
        switch self {
        case .full: "FULL"
        case .normal: "NORMAL"
        case .off: "OFF"
        }
    }
}
