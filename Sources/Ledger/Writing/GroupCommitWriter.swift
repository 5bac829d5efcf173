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
    private typealias Outcome = Result<CommitResult, LedgerError>

    private struct WaitingUnit: Sendable {
        let unit: LedgerUnit
        let continuation: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var waiting: [WaitingUnit] = []
        var isClosed = false
        var flushCount = 0
    }

    private let state = Mutex(State())
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
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Makes a unit durable.
    ///
    /// Once it waits, it is not given up when the task is cancelled.
    ///
    /// - Parameter unit: The unit.
    /// - Returns: Whether it was applied.
    /// - Throws: `LedgerError` when it is not durable.
    func commit(_ unit: LedgerUnit) async throws(LedgerError) -> CommitResult {
        let outcome: Outcome = await withCheckedContinuation { continuation in
            let isFirst: Bool? = state.withLock { state in
                guard !state.isClosed else { return nil }
                state.waiting.append(WaitingUnit(unit: unit, continuation: continuation))
                return state.waiting.count == 1
            }
            switch isFirst {
            case nil: continuation.resume(returning: .failure(.closed))
            case true?: database.asyncWriteWithoutTransaction { db in self.flushWaiting(db) }
            case false?: break
            }
        }
        return try outcome.get()
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
        flush(batch[...], db)
    }

    private func flush(_ batch: ArraySlice<WaitingUnit>, _ db: Database) {
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(batch.count)
        do {
            try db.inTransaction(.immediate) {
                for waiting in batch {
                    outcomes.append(try waiting.unit.apply(to: db))
                }
                return .commit
            }
            state.withLock { $0.flushCount += 1 }
        } catch {
            let failure = LedgerError(error, path: path)
            // What is too much for the disk together may still fit one by one: an exit must not
            // fail for the sake of a large batch of the journal.
            if failure == .full(path: path), batch.count > 1 {
                for index in batch.indices {
                    flush(batch[index...index], db)
                }
                return
            }
            outcomes = batch.map { _ in .failure(failure) }
        }
        for (waiting, outcome) in zip(batch, outcomes) {
            waiting.continuation.resume(returning: outcome)
        }
    }
}
