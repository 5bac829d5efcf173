import Synchronization
import Trading

/// The desk's only way to write the ledger, and the memory of what could not be written yet.
///
/// Entries may only happen when they are durable first: `commit` throws, and the caller must stop. Exits must go
/// on even on a full disk: `commitOrKeep` keeps the changes in memory, in order, until the ledger takes them.
///
/// A flush of the disk costs as much as hundreds of rows, so units share it. What arrives during a flush goes into
/// the next one. A unit of work that was announced (`expecting`) also waits for the others that are announced
/// and not here yet, as long as they are running and at most `Gathering.limit`; everything else, an exit before
/// all, is flushed at once and takes along what waits.
final class LedgerWriter: Sendable {
    private typealias Outcome = Result<CommitResult, LedgerError>

    /// When a unit is to be flushed.
    enum Urgency {
        /// At once, unless a flush is running.
        case now
        /// As soon as nothing announced is on its way here any more.
        case together
        /// With the next flush; soon, but not for its own sake.
        case later
    }

    /// What became of a unit that is not given up.
    enum Fate: Equatable {
        /// It is written; of a claim, what became of it.
        case durable(CommitResult)
        /// It waits in memory until the ledger takes it.
        case kept
        /// It breaks a rule of the ledger and will never be written.
        case refused
    }

    /// How units wait for each other.
    struct Gathering: Sendable {
        /// The longest that a unit waits for others to come.
        var limit: Duration
        /// Whether an event waits for a handler that announces its work and may take it now.
        var isMoreReady: @Sendable () -> Bool
    }

    private struct Waiting: Sendable {
        let changes: [LedgerChange]
        let urgency: Urgency
        /// What is kept in memory when it cannot be written.
        let isKept: Bool
        let announcement: UInt64?
        let continuation: CheckedContinuation<Outcome, Never>?

        /// The journal, which nothing refers to, goes last: what is too large for the disk must not take others
        /// with it.
        var isLast: Bool {
            if case .later = urgency { isKept } else { false }
        }
    }

    private struct State {
        var gathering: Gathering?
        var waiting: [Waiting] = []
        var isFlushing = false
        /// Units in the flush that is running.
        var flushing = 0
        /// Work that is running and may bring a unit.
        var announced: Set<UInt64> = []
        var lastAnnouncement: UInt64 = 0
        /// Counts the groups, so that a late timer knows that its group is gone.
        var group: UInt64 = 0
        var isTimed = false
        var isDue = false

        var kept: [[LedgerChange]] = []
        var isRewriting = false
        var lastError: LedgerError? {
            didSet {
                guard (lastError == nil) != (oldValue == nil) else { return }
                failingSince = lastError == nil ? nil : WallClock().now
            }
        }
        private(set) var failingSince: Timestamp?
        var statistics = LedgerWriterStatistics()
    }

    /// The announced work that the current task is part of.
    @TaskLocal private static var announcement: UInt64?

    /// At most this many kept units go into one flush.
    private static let rewrittenAtOnce = 256

    private let ledger: any DeskLedger
    private let onRefusal: @Sendable (LedgerError, [LedgerChange]) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - ledger: Where units go.
    ///   - onRefusal: Takes the reason, and the unit, when one that is not given up breaks a rule of the ledger, and so
    ///     can never be written.
    init(
        _ ledger: any DeskLedger,
        onRefusal: @escaping @Sendable (LedgerError, [LedgerChange]) -> Void = { _, _ in }
    ) {
        self.ledger = ledger
        self.onRefusal = onRefusal
    }

    /// Lets announced units wait for each other; with `nil`, every unit is flushed as soon as possible.
    func gather(_ gathering: Gathering?) {
        state.withLock { $0.gathering = gathering }
        flushIfReady()
    }

    /// Why the ledger cannot be written now, or `nil` when it can.
    var trouble: LedgerError? { state.withLock { $0.lastError } }

    /// Since when the ledger cannot be written, or `nil` when it can.
    var failingSince: Timestamp? { state.withLock { $0.failingSince } }

    /// How many units wait in memory.
    var keptUnits: Int { state.withLock { $0.kept.count } }

    /// How many units were handed in and are not durable: those that are kept, wait or are being flushed.
    var unwrittenUnits: Int {
        state.withLock { state in
            state.kept.count + state.waiting.count { !$0.changes.isEmpty } + state.flushing
        }
    }

    /// How many units wait for their flush, and how much work is announced that has not brought its unit yet.
    var waitingCount: Int { state.withLock { $0.waiting.count } }
    var announcedCount: Int { state.withLock { $0.announced.count } }

    /// What was written so far.
    var statistics: LedgerWriterStatistics { state.withLock { $0.statistics } }

    // MARK: Writing

    /// Announces that some work will probably write, so that others wait for it and share its flush.
    func expecting<Result>(
        _ work: () async throws -> Result
    ) async rethrows -> Result {
        let announcement = state.withLock { state in
            state.lastAnnouncement += 1
            state.announced.insert(state.lastAnnouncement)
            return state.lastAnnouncement
        }
        defer {
            _ = state.withLock { $0.announced.remove(announcement) }
            flushIfReady()
        }
        return try await Self.$announcement.withValue(announcement, operation: work)
    }

    /// Makes a unit durable, or throws; nothing has happened then.
    func commit(_ changes: [LedgerChange]) async throws(LedgerError) -> CommitResult {
        if let trouble { throw trouble }
        return try await write({ changes }, isKept: false).get()
    }

    /// Makes a unit durable now, or later when the ledger cannot take it now.
    ///
    /// It is never lost, and the units of one caller stay in their order.
    ///
    /// - Returns: What became of it.
    @discardableResult
    func commitOrKeep(
        _ changes: [LedgerChange], _ urgency: Urgency = .now
    ) async -> Fate {
        guard !changes.isEmpty else { return .durable(.committed) }
        return await commitOrKeep(urgency) { changes }
    }

    /// The same with a unit that is put together when its place among the others is certain: what is read in it is no
    /// older than what units before it have read.
    ///
    /// - Parameters:
    ///   - urgency: When it is to be flushed.
    ///   - changes: Makes the unit, under the writer's lock: it must not call the writer.
    /// - Returns: What became of it.
    @discardableResult
    func commitOrKeep(
        _ urgency: Urgency = .now, _ changes: () -> [LedgerChange]
    ) async -> Fate {
        let mustQueue = state.withLock { state in
            guard !state.kept.isEmpty || state.isRewriting else { return false }
            state.kept.append(changes())
            return true
        }
        if mustQueue { return .kept }
        switch await write(changes, urgency, isKept: true) {
        case .success(let result): return .durable(result)
        case .failure(let error): return error.isAboutTheUnit ? .refused : .kept
        }
    }

    /// Writes what is good to know but not needed after a restart, with the next flush; it is not waited for.
    func note(_ changes: [LedgerChange]) async {
        let isAlone = state.withLock { state in
            guard state.gathering != nil else { return true }
            append(changes, .later, isKept: false, nil, to: &state)
            return false
        }
        guard isAlone else { return flushIfReady() }
        _ = await write({ changes }, isKept: false)
    }

    /// Waits until everything that was handed in is written or kept.
    func finish() async {
        _ = await write({ [] }, isKept: false)
    }

    private func write(
        _ changes: () -> [LedgerChange], _ urgency: Urgency = .now, isKept: Bool
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                append(changes(), urgency, isKept: isKept, continuation, to: &state)
            }
            flushIfReady()
        }
    }

    private func append(
        _ changes: [LedgerChange], _ urgency: Urgency, isKept: Bool,
        _ continuation: CheckedContinuation<Outcome, Never>?, to state: inout State
    ) {
        let announcement = continuation == nil ? nil : Self.announcement
        var urgency = urgency
        if let announcement {
            state.announced.remove(announcement)
            if case .now = urgency { urgency = .together }
        }
        state.waiting.append(
            Waiting(
                changes: changes, urgency: urgency, isKept: isKept, announcement: announcement,
                continuation: continuation))
    }

    // MARK: Flushing

    private enum Step {
        case nothing
        case time(group: UInt64, Duration)
        case flush([Waiting])
    }

    /// Flushes what waits, unless a flush is running or more is on its way; both end in a call of this.
    private func flushIfReady() {
        switch state.withLock({ nextStep(&$0) }) {
        case .nothing:
            return
        case .time(let group, let limit):
            Task { [self] in
                try? await Task.sleep(for: limit)
                end(group)
            }
        case .flush(let group):
            Task { [self] in await flush(group) }
        }
    }

    private func nextStep(_ state: inout State) -> Step {
        guard !state.isFlushing, !state.waiting.isEmpty else { return .nothing }
        if let gathering = state.gathering, !state.isDue, isHeld(state, gathering) {
            guard !state.isTimed else { return .nothing }
            state.isTimed = true
            return .time(group: state.group, gathering.limit)
        }
        let group = state.waiting.filter { !$0.isLast } + state.waiting.filter(\.isLast)
        state.waiting = []
        state.flushing = group.count { !$0.changes.isEmpty }
        state.group += 1
        (state.isFlushing, state.isTimed, state.isDue) = (true, false, false)
        return .flush(group)
    }

    private func isHeld(_ state: State, _ gathering: Gathering) -> Bool {
        var isAnyoneInAHurry = false
        for waiting in state.waiting {
            switch waiting.urgency {
            case .now: return false
            case .together: isAnyoneInAHurry = true
            case .later: break
            }
        }
        return !isAnyoneInAHurry || !state.announced.isEmpty || gathering.isMoreReady()
    }

    /// The time of a group is up: who has not come until now is not waited for again.
    private func end(_ group: UInt64) {
        state.withLock { state in
            guard state.group == group else { return }
            state.announced = []
            state.isDue = true
        }
        flushIfReady()
    }

    private func flush(_ group: [Waiting]) async {
        let outcomes = await ledger.commit(together: group.map(\.changes))
        let settled = zip(group, outcomes).map { ($0, $1) }
        let refused = state.withLock { state in settle(settled, &state) }
        for (error, changes) in refused.errors { onRefusal(error, changes) }
        for (waiting, outcome) in settled + refused.waiting {
            waiting.continuation?.resume(returning: outcome)
        }
        flushIfReady()
    }

    /// Takes over what became of a group.
    ///
    /// - Returns: Why units that nobody waits for were refused, and the units that share the group's failure.
    private func settle(
        _ settled: [(Waiting, Outcome)], _ state: inout State
    ) -> (errors: [(LedgerError, [LedgerChange])], waiting: [(Waiting, Outcome)]) {
        var errors: [(LedgerError, [LedgerChange])] = []
        var failure: LedgerError?
        for (waiting, outcome) in settled {
            if case .failure(let error) = outcome {
                if error.isAboutTheUnit {
                    if waiting.isKept { errors.append((error, waiting.changes)) }
                } else {
                    failure = error
                    if waiting.isKept { state.kept.append(waiting.changes) }
                }
            }
        }
        state.isFlushing = false
        state.flushing = 0
        state.statistics.note(settled.filter { !$0.0.changes.isEmpty }.map(\.1))
        var shared: [(Waiting, Outcome)] = []
        if let failure {
            state.lastError = failure
            // What came meanwhile must not overtake what is kept now.
            shared = state.waiting.map { ($0, .failure(failure)) }
            state.kept += state.waiting.lazy.filter(\.isKept).map(\.changes)
            state.waiting = []
        }
        // Whoever goes on may write again.
        for (waiting, _) in settled + shared {
            if let announcement = waiting.announcement { state.announced.insert(announcement) }
        }
        return (errors, shared)
    }

    // MARK: What is kept

    /// Tries to write what is kept in memory; called by the clock.
    ///
    /// - Returns: `true` when the ledger became writable by it.
    func flushBacklog() async -> Bool {
        let mayFlush = state.withLock { state in
            guard state.lastError != nil || !state.kept.isEmpty, !state.isRewriting else {
                return false
            }
            state.isRewriting = true
            return true
        }
        guard mayFlush else { return false }
        while true {
            let kept = state.withLock { Array($0.kept.prefix(Self.rewrittenAtOnce)) }
            // With nothing kept, the ledger is still asked whether it can write.
            let units = kept.isEmpty ? [[.setState(key: "ledger.probe", value: "1")]] : kept
            let outcomes = await ledger.commit(together: units)
            let written = outcomes.prefix { $0.error.map(\.isAboutTheUnit) ?? true }
            for (outcome, changes) in zip(written, units) {
                if let error = outcome.error { onRefusal(error, changes) }
            }
            let isDone = state.withLock { state in
                state.statistics.note(outcomes)
                // Those that were sent: others may have been kept while the ledger was only asked.
                state.kept.removeFirst(min(written.count, kept.count))
                state.lastError = outcomes.dropFirst(written.count).first?.error
                guard state.kept.isEmpty || state.lastError != nil else { return false }
                // Under the same lock: what comes from now on is written again, not kept.
                state.isRewriting = false
                return true
            }
            if isDone { return trouble == nil }
        }
    }
}

extension LedgerError {
    /// Whether a change itself broke a rule, and the ledger is well.
    fileprivate var isAboutTheUnit: Bool {
        if case .invalid = self { true } else { false }
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
