internal import GRDB
internal import Trading

/// One prepared change of one row: all that is left to do is to bind the cells and to run the
/// statement.
struct RowWrite: Sendable {
    /// The kinds of change, each one statement.
    enum Kind: Int, CaseIterable {
        case claimSignal
        case updateSignal
        case insertOrder
        case updateOrder
        case insertFill
        case upsertPosition
        case upsertDeadLetter
        case resolveDeadLetter
        case appendJournal
        case appendTrace
        case setState
    }

    /// What is done.
    let kind: Kind
    /// The row's key, for messages.
    let key: String
    /// The cells to bind, in order.
    let cells: [DatabaseValue]

    /// Runs the change.
    ///
    /// - Parameter statements: The writing connection's statements, within a transaction.
    /// - Throws: `UnitFailure`.
    func run(with statements: WriterStatements) throws(UnitFailure) {
        let changedRows: Int
        do throws(DatabaseError) {
            changedRows = try statements.run(kind, cells)
        } catch {
            guard error.isAboutTheValues else { throw .ledger(error) }
            throw .refused(
                reason: "\(kind.table.name) \(key): "
                    + (error.message ?? "\(error.extendedResultCode)"))
        }
        guard changedRows != 1 else { return }
        switch kind {
        case .claimSignal:
            throw .duplicate(signalID: key)
        case .updateSignal, .updateOrder, .resolveDeadLetter:
            throw .refused(
                reason: "\(kind.table.name) \(key): there is no such row to change")
        case .appendJournal:
            throw .refused(
                reason: "\(kind.table.name) \(key): another event has the number \(cells[2]) of "
                    + "run \(cells[1])")
        case .insertOrder, .insertFill, .upsertPosition, .upsertDeadLetter, .appendTrace,
            .setState:
            return
        }
    }
}

extension RowWrite.Kind {
    /// The table that is changed.
    var table: Table {
        switch self {
        case .claimSignal, .updateSignal: SignalRecord.table
        case .insertOrder, .updateOrder: Order.table
        case .insertFill: Fill.table
        case .upsertPosition: Position.table
        case .upsertDeadLetter, .resolveDeadLetter: FiledDeadLetter.table
        case .appendJournal: JournalEntry.table
        case .appendTrace: TracedRun.table
        case .setState: StateEntry.table
        }
    }

    /// The statement; its parameters are the cells in their order.
    var sql: String {
        switch self {
        case .claimSignal, .insertFill: table.insertIfAbsent
        case .updateSignal: SignalRecord.progressUpdate
        case .insertOrder: table.insert
        case .updateOrder: Order.update
        case .upsertPosition: Position.upsertNewer
        case .upsertDeadLetter, .setState: table.upsert
        case .resolveDeadLetter: FiledDeadLetter.resolve
        case .appendJournal: JournalEntry.append
        case .appendTrace: TracedRun.append
        }
    }
}

/// Why a change cannot be made.
enum UnitFailure: Error {
    /// The signal was claimed before.
    case duplicate(signalID: String)
    /// A change breaks a rule of the schema.
    case refused(reason: String)
    /// The ledger itself is in trouble: no change can be made.
    case ledger(DatabaseError)
}

extension DatabaseError {
    /// Whether the values of one statement are to blame, and not the file, the disk or the
    /// connection.
    fileprivate var isAboutTheValues: Bool {
        switch resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE: true
        default: false
        }
    }
}
