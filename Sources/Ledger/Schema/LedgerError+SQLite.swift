internal import GRDB
internal import Trading

extension LedgerError {
    /// Sorts an error of SQLite or of a row's reading into one of the ledger's.
    ///
    /// - Parameters:
    ///   - error: Any error that came up while the ledger was used.
    ///   - path: The ledger's file.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as LedgerError:
            self = error
        case let error as UnreadableColumn:
            self = .corrupt(path: path, reason: error.description)
        case is CancellationError:
            self = .unavailable(path: path, reason: "the task that asked was cancelled")
        case let error as DatabaseError:
            self.init(error, path: path)
        default:
            self = .unavailable(path: path, reason: "\(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .locked(path: path)
        case .SQLITE_NOTADB:
            self = .corrupt(
                path: path, reason: "\(reason); name another file or move this one away")
        case .SQLITE_CORRUPT:
            self = .corrupt(path: path, reason: "\(reason); restore the file from a backup")
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE:
            self = .invalid(reason: reason)
        case .SQLITE_MISUSE:
            // GRDB answers this way once the connection is closed.
            self = .closed
        default:
            self = .unavailable(path: path, reason: reason)
        }
    }
}
