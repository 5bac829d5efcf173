internal import GRDB
internal import Trading

/// The changes of one commit, made ready for the writer.
///
/// Everything that takes time, such as JSON, is done while this is made, on the caller's side; the
/// one writer only binds.
struct LedgerUnit: Sendable {
    private var writes: [RowWrite] = []

    /// Prepares changes.
    ///
    /// - Parameters:
    ///   - changes: The changes, in order.
    ///   - run: The run of the desk, for the journal.
    /// - Throws: `.invalid` when a value cannot be stored.
    init(_ changes: [LedgerChange], run: Int64) throws(LedgerError) {
        do {
            for change in changes {
                try append(change, run: run)
            }
        } catch {
            throw .invalid(reason: "a value cannot be written: \(error)")
        }
    }

    /// Applies all changes or none.
    ///
    /// - Parameter db: The writing connection, within a transaction.
    /// - Returns: The unit's own outcome; a unit that failed has left no trace.
    /// - Throws: `DatabaseError` when the ledger itself is in trouble: nothing of the transaction
    ///   holds then.
    func apply(to db: Database) throws -> Result<CommitResult, LedgerError> {
        // One statement is all or nothing by itself.
        guard writes.count > 1 else { return try runWrites(in: db) }
        try db.cachedStatement(sql: "SAVEPOINT unit").execute()
        let outcome = try runWrites(in: db)
        if outcome != .success(.committed) {
            try db.cachedStatement(sql: "ROLLBACK TO unit").execute()
        }
        try db.cachedStatement(sql: "RELEASE unit").execute()
        return outcome
    }

    private func runWrites(in db: Database) throws -> Result<CommitResult, LedgerError> {
        do {
            for write in writes {
                try write.run(in: db)
            }
            return .success(.committed)
        } catch UnitFailure.duplicate(let signalID) {
            return .success(.duplicate(signalID: signalID))
        } catch UnitFailure.refused(let reason) {
            return .failure(.invalid(reason: reason))
        }
    }

    private mutating func append(_ change: LedgerChange, run: Int64) throws {
        switch change {
        case .claimSignal(let record):
            try append(record, SignalRecord.table.insertIfAbsent, .claimsSignal)
        case .updateSignal(let record):
            let cells = try record.progressCells() + [record.id.cell]
            update(SignalRecord.table, record.id, SignalRecord.progressUpdate, cells)
        case .insertOrder(let order):
            try append(order, Order.table.insert)
        case .updateOrder(let order):
            let cells = try order.cells()
            let keyLast = Array(cells.dropFirst() + cells.prefix(1))
            update(Order.table, order.id.text, Order.update, keyLast)
        case .insertFill(let fill):
            try append(fill, Fill.table.insertIfAbsent)
        case .upsertPosition(let position):
            try append(position, Position.table.upsert)
        case .upsertDeadLetter(let letter):
            try append(FiledDeadLetter(waiting: letter), FiledDeadLetter.table.upsert)
        case .resolveDeadLetter(let id, let resolution, let time):
            let cells = [resolution.cell, time.cell, id.cell]
            update(FiledDeadLetter.table, id.text, FiledDeadLetter.resolve, cells)
        case .appendJournal(let events):
            for event in events {
                let isOther = "another event has the number \(event.sequence) of run \(run)"
                try append(
                    JournalEntry(run: run, event: event), JournalEntry.append,
                    .changesOneRow(orElse: isOther))
            }
        case .setState(let key, let value):
            try append(StateEntry(key: key, value: value), StateEntry.table.upsert)
        }
    }

    private mutating func append<Record: StoredRecord>(
        _ record: Record, _ sql: String, _ rule: RowWrite.Rule = .none
    ) throws {
        let cells = try record.cells()
        let key = (cells.first??.databaseValue).flatMap(String.read) ?? ""
        writes.append(
            RowWrite(table: Record.table, key: key, sql: sql, cells: cells, rule: rule))
    }

    private mutating func update(
        _ table: Table, _ key: String, _ sql: String, _ cells: [BoundCell]
    ) {
        writes.append(
            RowWrite(
                table: table, key: key, sql: sql, cells: cells,
                rule: .changesOneRow(orElse: "there is no such row to change")))
    }
}
