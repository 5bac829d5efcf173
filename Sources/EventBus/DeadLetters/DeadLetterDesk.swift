import Synchronization

/// Hands dead letters to the sink, from one task, in batches of one handler, and loses none as long as the bus is
/// there to be asked for them.
///
/// Letters wait in memory until the sink has taken them. When it refuses a handler's, or when as many of one handler
/// wait as are allowed, that handler takes no more events until there is room again; the others go on. A handler
/// whose work must not stop only raises the alarm. Workers push their letters on a stack and go on; a lock guards
/// what only the sink's task, the tick and handlers that must stop look at.
///
/// Orderings are sequentially consistent: a worker pushes and then looks whether the sink's task
/// runs or has failed, that task says so and then looks at the stack, and one of them must see the
/// other.
final class DeadLetterDesk: Sendable {
    private static let batchSize = 256
    private static let retryNanoseconds: Int64 = 1_000_000_000

    /// What waits of one handler.
    private struct Share {
        let lane: Lane
        var letters: ArraySlice<Delivery> = []
        /// Whether the sink has refused its letters, and taken none since.
        var hasFailed = false
        /// Whether they are not to be tried again yet.
        var isResting = false
        /// Whether the handler was stopped, or was to be.
        var isHalted = false

        var isDone: Bool { letters.isEmpty && !hasFailed && !isHalted }
        /// Whether the sink is to be given some.
        var isDue: Bool { !letters.isEmpty && !isResting }
    }

    /// Letters that the sink is to be given together.
    private struct Batch {
        let lane: Lane
        let letters: ArraySlice<Delivery>
        /// Whether the bus had been dropped when they were taken: what the sink refuses of them is let go of.
        let isLast: Bool
    }

    private struct State {
        /// Those that something waits of, in turn.
        var shares: [Share] = []
        var retryAt: Int64 = 0
        /// Whether the bus was dropped: nobody can ask for what the sink refuses now.
        var isAbandoned = false

        /// Adds letters to the shares of their handlers, those that come together at once.
        mutating func sort(_ arrivals: ArraySlice<Delivery>) {
            var rest = arrivals
            while let lane = rest.first?.lane {
                let others = rest.firstIndex { !$0.isOf(lane) } ?? rest.endIndex
                let place = place(of: lane)
                if shares[place].letters.isEmpty {
                    shares[place].letters = rest[..<others]
                } else {
                    shares[place].letters += rest[..<others]
                }
                rest = rest[others...]
            }
        }

        /// The place of a handler's share, made if need be.
        mutating func place(of lane: Lane) -> Int {
            if let place = shares.firstIndex(where: { $0.lane === lane }) { return place }
            shares.append(Share(lane: lane))
            return shares.count - 1
        }
    }

    private let arrived = DeliveryStack()
    private let state = Mutex(State())
    private let waiting = Atomic<Int>(0)
    /// Whether a task is handing letters over.
    private let isRunning = Atomic<Bool>(false)
    /// Whether the sink has refused some handler's letters and taken none of it since.
    private let isFailing = Atomic<Bool>(false)
    private let bound: Int
    private let sink: @Sendable (ArraySlice<Delivery>) async throws -> Void
    private let onAlarm: @Sendable (BusAlarm) -> Void

    init(
        bound: Int, sink: @escaping @Sendable (ArraySlice<Delivery>) async throws -> Void,
        onAlarm: @escaping @Sendable (BusAlarm) -> Void
    ) {
        self.bound = bound
        self.sink = sink
        self.onAlarm = onAlarm
    }

    /// How many events wait to be recorded.
    var backlog: Int { waiting.load(ordering: .sequentiallyConsistent) }

    /// Takes a delivery of a lane, which is the caller's no more.
    func add(_ delivery: Delivery, of lane: Lane) {
        waiting.wrappingAdd(delivery.count, ordering: .sequentiallyConsistent)
        let backlog = lane.unrecorded.wrappingAdd(
            delivery.count, ordering: .sequentiallyConsistent
        ).newValue
        // Letters do not hold their lane: one reference does for all of them, from the first that waits to the last that
        // is recorded. Whoever takes the count from nothing or back to it is the only one who does, and holds the lane.
        if backlog == delivery.count { _ = unsafe Unmanaged.passRetained(lane) }
        arrived.push(delivery)
        if backlog >= bound || isFailing.load(ordering: .sequentiallyConsistent) {
            guard !halt(lane, backlog) else { return }
        }
        start(lane.core)
    }

    /// Tries a sink that has failed again.
    func tick(at now: Int64, _ core: BusCore) {
        guard isFailing.load(ordering: .sequentiallyConsistent) else { return }
        let isDue = state.withLock { state in
            guard now >= state.retryAt else { return false }
            Self.wake(&state)
            return true
        }
        if isDue { start(core) }
    }

    /// Hands over what waits, until nothing does that the sink has not just refused.
    func flush(_ core: BusCore) async {
        // Nothing ticks between two runs of a stepped bus.
        if core.isStepped { state.withLock { Self.wake(&$0) } }
        while let batch = nextBatch() {
            do {
                try await sink(batch.letters)
                noteRecorded(batch)
            } catch {
                noteRefused(error, batch, at: core.now().monotonicNanoseconds)
            }
        }
        core.noteIdleWorker()
    }

    /// Calls a function with what the sink has not taken yet; it stays here, and a sink that is busy with some may
    /// still take them.
    ///
    /// Under the lock, without which nobody holds the letters' lanes.
    func withUnrecorded<Result: Sendable>(_ body: ([Delivery]) -> Result) -> Result {
        state.withLock { state in
            state.sort(arrived.takeAll()[...])
            return body(state.shares.flatMap { Array($0.letters) })
        }
    }

    /// Tries the sink with everything a last time, now that the bus was dropped, and lets go of what it refuses then.
    ///
    /// Letters hold their lanes and so the bus, for which nobody else waits any more.
    func abandon(_ core: BusCore) {
        state.withLock { state in
            state.isAbandoned = true
            Self.wake(&state)
        }
        if core.isStepped {
            // Nobody runs it any more.
            while let batch = nextBatch() {
                state.withLock { Self.drop(batch, from: &$0) }
                noteGone(batch)
            }
        } else {
            start(core)
        }
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

    private static func wake(_ state: inout State) {
        for place in state.shares.indices { state.shares[place].isResting = false }
    }

    /// Stops a handler that must stop, and returns whether the sink is not to be tried with its letters now.
    private func halt(_ lane: Lane, _ backlog: Int) -> Bool {
        let (isNew, isResting) = state.withLock { state in
            let place = state.place(of: lane)
            let share = state.shares[place]
            // Looked at again: meanwhile the sink may have taken what was too much.
            let mustHalt = self.backlog(of: lane) >= bound || share.hasFailed
            guard mustHalt else {
                if share.isDone { state.shares.remove(at: place) }
                return (false, false)
            }
            return (Self.halt(&state.shares[place]), share.isResting)
        }
        if isNew {
            let handler = lane.plan.name
            onAlarm(
                lane.plan.stopsForDeadLetters
                    ? .deadLetterBound(handler: handler, backlog: backlog)
                    : .deadLettersKept(handler: handler, backlog: backlog))
        }
        return isResting
    }

    /// Stops a handler's intake, and returns whether it was not stopped yet.
    ///
    /// Under the lock, as the restart is, so that the list and the lanes agree.
    @discardableResult
    private static func halt(_ share: inout Share) -> Bool {
        guard !share.isHalted else { return false }
        share.isHalted = true
        if share.lane.plan.stopsForDeadLetters { share.lane.setHalt(Lane.Halt.deadLetters, true) }
        return true
    }

    private func backlog(of lane: Lane) -> Int {
        lane.unrecorded.load(ordering: .sequentiallyConsistent)
    }

    /// The letters that are to be handed over next, and their handler.
    ///
    /// A slice of what waits: nobody changes that before they are recorded, so nothing is copied.
    private func nextBatch() -> Batch? {
        while true {
            let batch = state.withLock { state -> Batch? in
                state.sort(arrived.takeAll()[...])
                return state.shares.first(where: \.isDue).map {
                    Batch(
                        lane: $0.lane, letters: $0.letters.prefix(Self.batchSize),
                        isLast: state.isAbandoned)
                }
            }
            if let batch { return batch }
            isRunning.store(false, ordering: .sequentiallyConsistent)
            // Looked at again: who brought or woke some meanwhile has seen that there is a task.
            guard !arrived.isEmpty || state.withLock({ $0.shares.contains(where: \.isDue) }),
                takeOver()
            else { return nil }
        }
    }

    private func noteRecorded(_ batch: Batch) {
        let lane = batch.lane
        noteGone(batch)
        let hasRecovered = state.withLock { state in
            let place = state.place(of: lane)
            // It goes to the end of the line: no handler's letters wait for all of another's.
            var share = state.shares.remove(at: place)
            let hadFailed = share.hasFailed
            share.letters = share.letters.dropFirst(batch.letters.count)
            share.hasFailed = false
            if share.isHalted, backlog(of: lane) <= bound / 2 {
                share.isHalted = false
                lane.setHalt(Lane.Halt.deadLetters, false)
            }
            if !share.isDone { state.shares.append(share) }
            guard hadFailed, !state.shares.contains(where: \.hasFailed) else { return false }
            isFailing.store(false, ordering: .sequentiallyConsistent)
            return true
        }
        if hasRecovered { onAlarm(.deadLetterSinkRecovered) }
    }

    private func noteRefused(_ error: any Error, _ batch: Batch, at now: Int64) {
        let isNew = state.withLock { state in
            if batch.isLast {
                Self.drop(batch, from: &state)
                return false
            }
            // Dropped meanwhile: this was not the last try.
            guard !state.isAbandoned else { return false }
            state.retryAt = now &+ Self.retryNanoseconds
            let place = state.place(of: batch.lane)
            state.shares[place].hasFailed = true
            state.shares[place].isResting = true
            Self.halt(&state.shares[place])
            return !isFailing.exchange(true, ordering: .sequentiallyConsistent)
        }
        if batch.isLast { noteGone(batch) }
        if isNew {
            onAlarm(.deadLetterSinkFailed(text: String(describing: error), backlog: backlog))
        }
    }

    /// Lets go of letters; the caller calls `noteGone` afterwards.
    private static func drop(_ batch: Batch, from state: inout State) {
        let place = state.place(of: batch.lane)
        state.shares[place].letters = state.shares[place].letters.dropFirst(batch.letters.count)
        // Halted or not: it holds its lane.
        if state.shares[place].letters.isEmpty { state.shares.remove(at: place) }
    }

    /// Counts letters that wait no more.
    private func noteGone(_ batch: Batch) {
        let count = batch.letters.reduce(0) { $0 + $1.count }
        waiting.wrappingSubtract(count, ordering: .sequentiallyConsistent)
        let left = batch.lane.unrecorded.wrappingSubtract(count, ordering: .sequentiallyConsistent)
            .newValue
        if left == 0 { unsafe Unmanaged.passUnretained(batch.lane).release() }
    }
}
