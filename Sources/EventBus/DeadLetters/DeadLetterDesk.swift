import Synchronization

/// Hands dead letters to the sink, from one task, in batches, and loses none.
///
/// Letters wait in memory until the sink has taken them. When it fails, or when as many wait as are
/// allowed, the handlers whose letters they are take no more events until there is room again.
/// Workers push their letters on a stack and go on; a lock guards what only the sink's task, the
/// tick and handlers that must stop look at.
///
/// Orderings are sequentially consistent: a worker pushes and then looks whether the sink's task
/// runs or has failed, that task says so and then looks at the stack, and one of them must see the
/// other.
final class DeadLetterDesk: Sendable {
    private static let batchSize = 256
    private static let retryNanoseconds: Int64 = 1_000_000_000

    private struct State {
        var leaving: ArraySlice<Delivery> = []
        var retryAt: Int64 = 0
        var halted: [Lane] = []
    }

    private let arrived = DeliveryStack()
    private let state = Mutex(State())
    private let waiting = Atomic<Int>(0)
    /// Whether a task is handing letters over.
    private let isRunning = Atomic<Bool>(false)
    private let isFailing = Atomic<Bool>(false)
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

    /// Takes a delivery, which is the caller's no more.
    func add(_ delivery: Delivery) {
        let lane = delivery.lane
        let backlog = waiting.wrappingAdd(
            delivery.count, ordering: .sequentiallyConsistent
        ).newValue
        arrived.push(delivery)
        let hasFailed = isFailing.load(ordering: .sequentiallyConsistent)
        if backlog >= bound || hasFailed { halt(lane, backlog) }
        if !hasFailed { start(lane.core) }
    }

    /// Tries a sink that has failed again.
    func tick(at now: Int64, _ core: BusCore) {
        guard isFailing.load(ordering: .sequentiallyConsistent),
            state.withLock({ now >= $0.retryAt })
        else { return }
        start(core)
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
        guard !core.isStepped, !isRunning.load(ordering: .sequentiallyConsistent), takeOver() else {
            return
        }
        core.countTask()
        core.spawn { [self] in
            await flush(core)
            core.returnTask()
        }
    }

    /// Becomes the one who hands letters over, if there is none.
    private func takeOver() -> Bool {
        !isRunning.exchange(true, ordering: .sequentiallyConsistent)
    }

    private func halt(_ lane: Lane, _ backlog: Int) {
        let isNew = state.withLock { state in
            // Looked at again: meanwhile the sink may have freed all that were halted.
            let mustHalt =
                self.backlog >= bound || isFailing.load(ordering: .sequentiallyConsistent)
            return mustHalt && Self.halt(lane, &state)
        }
        guard isNew else { return }
        onAlarm(.deadLetterBound(handler: lane.plan.name, backlog: backlog))
    }

    /// Stops a lane's intake, and returns whether it was not stopped yet.
    ///
    /// Under the lock, as the restart is, so that the list and the lanes agree.
    @discardableResult
    private static func halt(_ lane: Lane, _ state: inout State) -> Bool {
        guard !state.halted.contains(where: { $0 === lane }) else { return false }
        state.halted.append(lane)
        lane.setHalt(Lane.Halt.deadLetters, true)
        return true
    }

    private func nextBatch() -> [Delivery]? {
        while true {
            let batch = state.withLock { state in
                if state.leaving.isEmpty { state.leaving = arrived.takeAll()[...] }
                return Array(state.leaving.prefix(Self.batchSize))
            }
            guard batch.isEmpty else { return batch }
            isRunning.store(false, ordering: .sequentiallyConsistent)
            guard !arrived.isEmpty, takeOver() else { return nil }
        }
    }

    private func noteRecorded(_ batch: [Delivery]) {
        let count = batch.reduce(0) { $0 + $1.count }
        let left = waiting.wrappingSubtract(count, ordering: .sequentiallyConsistent).newValue
        let hasRecovered = isFailing.exchange(false, ordering: .sequentiallyConsistent)
        state.withLock { state in
            state.leaving = state.leaving.dropFirst(batch.count)
            guard left <= bound / 2 else { return }
            for lane in state.halted { lane.setHalt(Lane.Halt.deadLetters, false) }
            state.halted = []
        }
        if hasRecovered { onAlarm(.deadLetterSinkRecovered) }
    }

    private func noteRefused(_ error: any Error, at now: Int64) {
        let isNew = !isFailing.exchange(true, ordering: .sequentiallyConsistent)
        state.withLock { state in
            state.retryAt = now &+ Self.retryNanoseconds
            state.leaving += arrived.takeAll()
            for delivery in state.leaving { Self.halt(delivery.lane, &state) }
        }
        isRunning.store(false, ordering: .sequentiallyConsistent)
        if isNew {
            onAlarm(.deadLetterSinkFailed(text: String(describing: error), backlog: backlog))
        }
    }
}
