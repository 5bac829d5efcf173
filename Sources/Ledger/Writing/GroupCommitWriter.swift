internal import GRDB
internal import Synchronization
internal import Trading

/// Makes units durable: all that wait at the same time share one transaction, and so one flush of
/// the disk.
///
/// The one writing thread is the queue of GRDB's writing connection. Only the first unit of a batch
/// asks for a turn there; the units that come until that turn begins, which is while the previous
/// batch is flushed, ride along. So a lone unit waits for nobody, and a crowd costs one flush.
final class GroupCommitWriter: Sendable {
    typealias Outcome = Result<CommitResult, LedgerError>

    /// Units that were handed in together, and who waits for them.
    private struct Order: Sendable {
        let units: [LedgerUnit]
        let continuation: CheckedContinuation<[Outcome], Never>
    }

    private struct State {
        var waiting: [Order] = []
        var isClosed = false
        var flushCount = 0
    }

    private let state = Mutex(State())
    let statements = WriterStatements()
    private let database: any DatabaseWriter
    private let path: String

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - database: The connection that writes.
    ///   - path: The ledger's file, for errors.
    init(database: any DatabaseWriter, path: String) {
        self.database = database
        self.path = path
    }

    /// How many transactions were made durable so far.
    var flushCount: Int { state.withLock { $0.flushCount } }

    /// Whether new units are refused.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// How many units wait for their turn now.
    var waitingCount: Int { state.withLock { $0.waiting.reduce(0) { $0 + $1.units.count } } }

    /// Makes units durable.
    ///
    /// Once they wait, they are not given up when the task is cancelled.
    ///
    /// - Parameter units: The units, in order.
    /// - Returns: What became of each.
    func commit(_ units: [LedgerUnit]) async -> [Outcome] {
        await withCheckedContinuation { continuation in
            let isFirst: Bool? = state.withLock { state in
                guard !state.isClosed else { return nil }
                state.waiting.append(Order(units: units, continuation: continuation))
                return state.waiting.count == 1
            }
            switch isFirst {
            case nil: continuation.resume(returning: units.map { _ in .failure(.closed) })
            case true?: database.asyncWriteWithoutTransaction { db in self.flushWaiting(db) }
            case false?: break
            }
        }
    }

    /// Refuses what comes from now on, and waits until everything that waited is settled.
    ///
    /// - Returns: `false` when it was closed before; the connection must not be touched again then.
    func close() async -> Bool {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard wasOpen else { return false }
        await withCheckedContinuation { continuation in
            database.asyncWriteWithoutTransaction { db in
                // Also what has joined the list, but not got its turn yet.
                self.flushWaiting(db)
                self.statements.forget()
                continuation.resume()
            }
        }
        return true
    }

    private func flushWaiting(_ db: Database) {
        let batch = state.withLock { state in
            let batch = state.waiting
            state.waiting.removeAll(keepingCapacity: true)
            return batch
        }
        guard !batch.isEmpty else { return }
        do throws(LedgerError) {
            let outcomes = try transaction(over: batch.lazy.map(\.units), db)
            for (order, outcomes) in zip(batch, outcomes) {
                order.continuation.resume(returning: outcomes)
            }
        } catch {
            for order in batch {
                order.continuation.resume(returning: retry(order.units, after: error, db))
            }
        }
    }

    /// Applies lists of units, all in one transaction.
    private func transaction(
        over lists: some Collection<[LedgerUnit]>, _ db: Database
    ) throws(LedgerError) -> [[Outcome]] {
        do {
            try statements.prepare(in: db)
            let outcomes: [[Outcome]]
            do {
                outcomes = try transaction(over: lists, isCareful: false, db)
            } catch is TornUnit {
                // Rare, because it is a mistake in the program; so the usual batch does without
                // a savepoint for each unit.
                outcomes = try transaction(over: lists, isCareful: true, db)
            }
            state.withLock { $0.flushCount += 1 }
            return outcomes
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    private func transaction(
        over lists: some Collection<[LedgerUnit]>, isCareful: Bool, _ db: Database
    ) throws -> [[Outcome]] {
        var outcomes: [[Outcome]] = []
        outcomes.reserveCapacity(lists.count)
        try db.inTransaction(.immediate) {
            for units in lists {
                outcomes.append(
                    try units.map { try $0.apply(to: db, with: statements, isCareful: isCareful) })
            }
            return .commit
        }
        return outcomes
    }

    /// What is too much for the disk together may still fit one by one: an exit must not fail for
    /// the sake of a large batch of the journal.
    private func retry(
        _ units: [LedgerUnit], after failure: LedgerError, _ db: Database
    ) -> [Outcome] {
        var outcomes: [Outcome] = []
        var failure: LedgerError? = failure == .full(path: path) ? nil : failure
        for unit in units {
            if failure == nil {
                do throws(LedgerError) {
                    outcomes += try transaction(over: [[unit]], db).joined()
                    continue
                } catch {
                    failure = error
                }
            }
            outcomes += failure.map { [.failure($0)] } ?? []
        }
        return outcomes
    }
}
