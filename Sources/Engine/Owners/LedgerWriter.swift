import Synchronization
import Trading

/// The desk's only way to write the ledger, and the memory of what could not be written yet.
///
/// Entries may only happen when they are durable first: `commit` throws, and the caller must stop. Exits must go
/// on even on a full disk: `commitOrKeep` keeps the changes in memory, in order, until the ledger takes them.
final class LedgerWriter: Sendable {
    private struct Backlog {
        var units: [[LedgerChange]] = []
        var isFlushing = false
        var lastError: LedgerError?
    }

    private let ledger: any DeskLedger
    private let backlog = Mutex(Backlog())

    init(_ ledger: any DeskLedger) {
        self.ledger = ledger
    }

    /// Why the ledger cannot be written now, or `nil` when it can.
    var trouble: LedgerError? { backlog.withLock { $0.lastError } }

    /// How many units wait in memory.
    var keptUnits: Int { backlog.withLock { $0.units.count } }

    /// Makes a unit durable, or throws; nothing has happened then.
    func commit(_ changes: [LedgerChange]) async throws(LedgerError) -> CommitResult {
        if let trouble { throw trouble }
        do {
            return try await ledger.commit(changes)
        } catch {
            note(error)
            throw error
        }
    }

    /// Makes a unit durable now, or later when the ledger cannot take it now.
    ///
    /// It is never lost, and the units of one caller stay in their order.
    func commitOrKeep(_ changes: [LedgerChange]) async {
        guard !changes.isEmpty else { return }
        let mustQueue = backlog.withLock { state in
            guard !state.units.isEmpty || state.isFlushing else { return false }
            state.units.append(changes)
            return true
        }
        if mustQueue { return }
        do {
            _ = try await ledger.commit(changes)
        } catch {
            backlog.withLock { $0.units.append(changes) }
            note(error)
        }
    }

    /// Tries to write what is kept in memory; called by the clock.
    ///
    /// - Returns: `true` when the ledger became writable by it.
    func flushBacklog() async -> Bool {
        let mayFlush = backlog.withLock { state in
            guard state.lastError != nil, !state.isFlushing else { return false }
            state.isFlushing = true
            return true
        }
        guard mayFlush else { return false }
        defer { backlog.withLock { $0.isFlushing = false } }
        while true {
            // An empty unit still asks the ledger whether it can write.
            let unit =
                backlog.withLock { $0.units.first } ?? [.setState(key: "ledger.probe", value: "1")]
            do {
                _ = try await ledger.commit(unit)
            } catch {
                note(error)
                return false
            }
            let isDone = backlog.withLock { state in
                if !state.units.isEmpty { state.units.removeFirst() }
                guard state.units.isEmpty else { return false }
                state.lastError = nil
                return true
            }
            if isDone { return true }
        }
    }

    private func note(_ error: LedgerError) {
        // A change that breaks the schema is a bug in the change, not trouble with the ledger.
        if case .invalid = error { return }
        backlog.withLock { $0.lastError = error }
    }
}
