import Synchronization

/// Hands dead letters to the sink, from one task, in batches, and loses none.
///
/// Letters wait in memory until the sink has taken them. When it fails, or when as many wait as are
/// allowed, the handlers whose letters they are take no more events until there is room again.
/// Cold: a lock guards the list.
final class DeadLetterDesk: Sendable {
    private static let batchSize = 256
    private static let retryNanoseconds: Int64 = 1_000_000_000

    private struct State {
        var arrived: [Delivery] = []
        var leaving: ArraySlice<Delivery> = []
        var isRunning = false
        var isFailing = false
        var retryAt: Int64 = 0
        var halted: [Lane] = []
    }

    private let state = Mutex(State())
    private let waiting = Atomic<Int>(0)
    private let bound: Int
    private let sink: @Sendable ([Delivery]) async throws -> Void
    private let onAlarm: @Sendable (BusAlarm) -> Void

    init(
        bound: Int, sink: @escaping @Sendable ([Delivery]) async throws -> Void,
        onAlarm: @escaping @Sendable (BusAlarm) -> Void
    ) {
        self.bound = bound
        self.sink = sink
        self.onAlarm = onAlarm
    }

    /// How many events wait to be recorded.
    var backlog: Int { waiting.load(ordering: .sequentiallyConsistent) }

    func add(_ delivery: Delivery) {
        let lane = delivery.lane
        let backlog = waiting.wrappingAdd(
            delivery.events.count, ordering: .sequentiallyConsistent
        ).newValue
        let (mustHalt, mustStart) = state.withLock { state in
            state.arrived.append(delivery)
            let mustHalt =
                (backlog >= bound || state.isFailing)
                && !state.halted.contains { $0 === lane }
            if mustHalt { state.halted.append(lane) }
            let mustStart = !state.isRunning && !state.isFailing && !lane.core.isStepped
            if mustStart { state.isRunning = true }
            return (mustHalt, mustStart)
        }
        if mustHalt {
            lane.setHalt(Lane.Halt.deadLetters, true)
            onAlarm(.deadLetterBound(handler: lane.plan.name, backlog: backlog))
        }
        if mustStart { start(lane.core) }
    }

    /// Tries a sink that has failed again.
    func tick(at now: Int64, _ core: BusCore) {
        let mustStart = state.withLock { state in
            guard state.isFailing, !state.isRunning, now >= state.retryAt, !core.isStepped else {
                return false
            }
            state.isRunning = true
            return true
        }
        if mustStart { start(core) }
    }

    /// Hands over what waits, until nothing does or the sink fails.
    func flush(_ core: BusCore) async {
        while let batch = nextBatch() {
            do {
                try await sink(batch)
                noteRecorded(batch)
            } catch {
                noteRefused(error, at: core.now().monotonicNanoseconds)
                break
            }
        }
        core.noteIdleWorker()
    }

    private func start(_ core: BusCore) {
        Task.detached { [self] in
            core.countTask()
            await flush(core)
            core.returnTask()
        }
    }

    private func nextBatch() -> [Delivery]? {
        state.withLock { state in
            if state.leaving.isEmpty {
                state.leaving = state.arrived[...]
                state.arrived = []
            }
            guard !state.leaving.isEmpty else {
                state.isRunning = false
                return nil
            }
            state.isRunning = true
            return Array(state.leaving.prefix(Self.batchSize))
        }
    }

    private func noteRecorded(_ batch: [Delivery]) {
        let count = batch.reduce(0) { $0 + $1.events.count }
        let (hasRecovered, freed) = state.withLock { state in
            state.leaving = state.leaving.dropFirst(batch.count)
            let left = waiting.wrappingSubtract(count, ordering: .sequentiallyConsistent).newValue
            defer { state.isFailing = false }
            guard left <= bound / 2 else { return (state.isFailing, [Lane]()) }
            defer { state.halted = [] }
            return (state.isFailing, state.halted)
        }
        if hasRecovered { onAlarm(.deadLetterSinkRecovered) }
        for lane in freed { lane.setHalt(Lane.Halt.deadLetters, false) }
    }

    private func noteRefused(_ error: any Error, at now: Int64) {
        let (isNew, halted) = state.withLock { state in
            defer {
                state.isFailing = true
                state.isRunning = false
                state.retryAt = now &+ Self.retryNanoseconds
            }
            var halted: [Lane] = []
            for delivery in Array(state.leaving) + state.arrived
            where !state.halted.contains(where: { $0 === delivery.lane }) {
                state.halted.append(delivery.lane)
                halted.append(delivery.lane)
            }
            return (!state.isFailing, halted)
        }
        for lane in halted { lane.setHalt(Lane.Halt.deadLetters, true) }
        if isNew {
            onAlarm(.deadLetterSinkFailed(text: String(describing: error), backlog: backlog))
        }
    }
}
