import Ledger
import Synchronization
import Trading

/// A real ledger that a test can make fail, and whose units it can count.
final class ScriptedLedger: DeskLedger {
    private struct State {
        var failure: LedgerError?
        var readsFail = false
        var units: [[LedgerChange]] = []
    }

    let inner: SQLiteLedger
    private let state = Mutex(State())

    init(_ inner: SQLiteLedger) {
        self.inner = inner
    }

    /// From now on every commit fails with this, and every look-up too when asked; `nil` lets them pass again.
    func fail(with error: LedgerError?, readsToo readsFail: Bool = false) {
        state.withLock { ($0.failure, $0.readsFail) = (error, readsFail) }
    }

    /// The units that were committed.
    var units: [[LedgerChange]] { state.withLock { $0.units } }

    func commit(_ changes: [LedgerChange]) async throws(LedgerError) -> CommitResult {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        let result = try await inner.commit(changes)
        state.withLock { $0.units.append(changes) }
        return result
    }

    func restore(on day: CalendarDay) async throws(LedgerError) -> DeskMemory {
        try await inner.restore(on: day)
    }

    func signal(_ id: String) async throws(LedgerError) -> SignalRecord? {
        if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
        return try await inner.signal(id)
    }

    func deadLetters(_ ids: [DeadLetterID]) async throws(LedgerError) -> [DeadLetterRecord] {
        try await inner.deadLetters(ids)
    }
}
