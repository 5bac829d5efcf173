import Cockpit
import Ledger
import Market
import Terminal
import Trading

extension LedgerError {
    /// The error as a sentence that says what to do.
    var advice: String {
        switch self {
        case .unavailable(let path, let reason):
            "the ledger \(path) cannot be opened: \(reason) (--ledger FILE names another place)"
        case .corrupt(let path, let reason):
            "\(path) is not a usable ledger: \(reason) (--ledger FILE names another one)"
        case .newerVersion(let path, let found):
            "\(path) was made by a newer version of the program (\(found)); update the program, or name another ledger with --ledger FILE"
        case .locked(let path):
            "\(path) is in use by another running engine; --attach shows that one, --ledger FILE names another ledger"
        case .full(let path):
            "the disk is full, \(path) cannot grow; make room and start again"
        case .invalid(let reason):
            "the ledger refused a change: \(reason)"
        case .closed:
            "the ledger is closed"
        }
    }
}

/// Turns any error into the sentence that a person reads.
func sentence(for error: any Error) -> String {
    switch error {
    case let error as LedgerError: error.advice
    case let error as any CustomStringConvertible: error.description
    default: "\(error)"
    }
}
