import Ledger
import Synchronization
import Trading

/// A real ledger that a test can make fail, and whose units it can count.
final class ScriptedLedger: DeskLedger {
    private struct State {
        var failure: LedgerError?
        var readsFail = false
        var groups: [[[LedgerChange]]] = []
        var holdsClaims = false
        var holdsAll = false
        var heldClaims: [String] = []
        var held: [CheckedContinuation<Void, Never>] = []
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

    /// From now on a claim is not answered: whoever makes one is busy with it until `letGo`.
    func holdClaims() {
        state.withLock { $0.holdsClaims = true }
    }

    /// From now on nothing is answered until `release`: the ledger hangs.
    func holdAll() {
        state.withLock { $0.holdsAll = true }
    }

    /// Lets pass what was held, and all that comes.
    func release() {
        let held = state.withLock { state in
            defer { (state.held, state.holdsClaims, state.holdsAll) = ([], false, false) }
            return state.held
        }
        for unit in held { unit.resume() }
    }

    /// Answers the claims that were held: they have failed.
    func letGo() {
        state.withLock { $0.failure = .closed }
        letPass()
    }

    /// Commits the claims that were held.
    func letPass() {
        let held = state.withLock { state in
            defer { (state.held, state.holdsClaims) = ([], false) }
            return state.held
        }
        for claim in held { claim.resume() }
    }

    /// Whether somebody waits for a claim.
    var isHanging: Bool { state.withLock { !$0.held.isEmpty } }

    /// The signals that were to be claimed and are held.
    var heldClaims: [String] { state.withLock { $0.heldClaims } }

    /// The units that were committed.
    var units: [[LedgerChange]] { groups.flatMap(\.self) }

    /// The units that were committed, those together that shared a flush.
    var groups: [[[LedgerChange]]] { state.withLock { $0.groups } }

    func commit(together units: [[LedgerChange]]) async -> [Result<CommitResult, LedgerError>] {
        await hold(units)
        if let failure = state.withLock({ $0.failure }) {
            return units.map { _ in .failure(failure) }
        }
        let results = await inner.commit(together: units)
        let committed = zip(units, results).filter { $1 == .success(.committed) }.map(\.0)
        state.withLock { $0.groups.append(committed) }
        return results
    }

    private func hold(_ units: [[LedgerChange]]) async {
        let claims = units.joined().compactMap { change -> String? in
            if case .claimSignal(let record) = change { record.id } else { nil }
        }
        let isHeld = state.withLock { $0.holdsAll || $0.holdsClaims && !claims.isEmpty }
        guard isHeld else { return }
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.heldClaims += claims
                state.held.append(continuation)
            }
        }
    }

    func restore(on day: CalendarDay) async throws(LedgerError) -> DeskMemory {
        try await inner.restore(on: day)
    }

    func choices(on day: CalendarDay) async throws(LedgerError) -> [String: StrikeChoice] {
        if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
        return try await inner.choices(on: day)
    }

    func signal(_ id: String) async throws(LedgerError) -> SignalRecord? {
        if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
        return try await inner.signal(id)
    }

    func order(_ id: OrderID) async throws(LedgerError) -> Order? {
        if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
        return try await inner.order(id)
    }

    func position(_ id: PositionID) async throws(LedgerError) -> Position? {
        if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
        return try await inner.position(id)
    }

    func deadLetters(_ ids: [DeadLetterID]) async throws(LedgerError) -> [DeadLetterRecord] {
        try await inner.deadLetters(ids)
    }
}
