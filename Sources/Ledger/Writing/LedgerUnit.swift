internal import GRDB
internal import Trading

/// The changes of one commit, made ready for the writer.
///
/// Everything that takes time, such as JSON, is done while this is made, on the caller's side; the
/// one writer only binds.
struct LedgerUnit: Sendable {
    private var writes: [RowWrite] = []
    /// Why it can never be written.
    private var problem: LedgerError?

    /// Prepares changes; a value that cannot be stored makes the whole unit `.invalid`.
    ///
    /// - Parameters:
    ///   - changes: The changes, in order.
    ///   - run: The run of the desk, for the journal.
    init(_ changes: [LedgerChange], run: Int64) {
        do {
            for change in changes {
                try append(change, run: run)
            }
        } catch {
            problem = .invalid(reason: "a value cannot be written: \(error)")
        }
    }

    /// Applies all changes or none.
    ///
    /// - Parameters:
    ///   - db: The writing connection, within a transaction.
    ///   - statements: Its statements.
    ///   - isCareful: Whether a unit that fails in the middle is to be taken back by itself.
    /// - Returns: The unit's own outcome; a unit that failed has left no trace.
    /// - Throws: `TornUnit` when a unit has failed in the middle and it was not careful,
    ///   `DatabaseError` when the ledger itself is in trouble: nothing of the transaction holds then.
    func apply(
        to db: Database, with statements: WriterStatements, isCareful: Bool
    ) throws -> Result<CommitResult, LedgerError> {
        if let problem { return .failure(problem) }
        // One statement is all or nothing by itself.
        guard isCareful, writes.count > 1 else {
            return try runWrites(with: statements) { throw TornUnit() }
        }
        try db.cachedStatement(sql: "SAVEPOINT unit").execute()
        let outcome = try runWrites(with: statements) {
            try db.cachedStatement(sql: "ROLLBACK TO unit").execute()
        }
        try db.cachedStatement(sql: "RELEASE unit").execute()
        return outcome
    }

    private func runWrites(
        with statements: WriterStatements, orElse takeBack: () throws -> Void
    ) throws -> Result<CommitResult, LedgerError> {
        for (index, write) in writes.enumerated() {
            let outcome: Result<CommitResult, LedgerError>
            do throws(UnitFailure) {
                try write.run(with: statements)
                continue
            } catch .duplicate(let signalID) {
                outcome = .success(.duplicate(signalID: signalID))
            } catch .refused(let reason) {
                outcome = .failure(.invalid(reason: reason))
            } catch .ledger(let error) {
                throw error
            }
            if index > 0 { try takeBack() }
            return outcome
        }
        return .success(.committed)
    }

    private mutating func append(_ change: LedgerChange, run: Int64) throws {
        switch change {
        case .claimSignal(let record):
            append(.claimSignal, record.id, try record.cells())
        case .updateSignal(let record):
            append(.updateSignal, record.id, try record.progressCells() + [record.id.cell])
        case .insertOrder(let order):
            append(.insertOrder, order.id.text, try order.cells())
        case .updateOrder(let order):
            let cells = try order.cells()
            append(.updateOrder, order.id.text, Array(cells.dropFirst() + cells.prefix(1)))
        case .insertFill(let fill):
            append(.insertFill, fill.id, fill.cells())
        case .upsertPosition(let position):
            append(.upsertPosition, position.id.text, try position.cells())
        case .upsertDeadLetter(let letter):
            append(
                .upsertDeadLetter, letter.id.text, try FiledDeadLetter(waiting: letter).cells())
        case .resolveDeadLetter(let id, let resolution, let time):
            append(.resolveDeadLetter, id.text, [resolution.cell, time.cell, id.cell])
        case .appendJournal(let events):
            for event in events {
                append(
                    .appendJournal, event.id, try JournalEntry(run: run, event: event).cells())
            }
        case .appendTrace(let runs):
            for run in runs { append(.appendTrace, run.eventID, run.cells()) }
        case .setState(let key, let value):
            append(.setState, key, StateEntry(key: key, value: value).cells())
        }
    }

    private mutating func append(
        _ kind: RowWrite.Kind, _ key: String, _ cells: [DatabaseValue]
    ) {
        writes.append(RowWrite(kind: kind, key: key, cells: cells))
    }
}

/// A unit has failed in the middle of a transaction that cannot take it back by itself.
struct TornUnit: Error {}
