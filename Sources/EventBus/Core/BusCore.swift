public import Logging
import Synchronization

/// The bus without its payload type: what publishers, lanes and the tick share.
///
/// A lane holds its core and a core its lanes, and so do the ticker and the core; `end()` and
/// `abandon()` break these circles. (Weak references would cost each retain a second look-up.)
@usableFromInline
final class BusCore: Sendable {
    /// The phases of a bus, in their order.
    enum Phase {
        static let open = 0
        /// Only handlers may still publish.
        static let draining = 1
        static let ended = 2
    }

    struct Registry {
        var lanes: [Lane] = []
        /// Unsubscribed, but not done with what waits in them.
        var leaving: [Lane] = []
        /// What lanes that are gone have counted.
        var gone = BusStatistics()
        var nextIndex = 0
        var undelivered: [(handler: String, event: EventHeader)] = []
    }

    let configuration: BusConfiguration
    let clock: any BusClock
    /// Whether the clock is the machine's, which can be read without asking for its type first.
    private let isSystemClock: Bool
    let logger: Logger
    let order: StepOrder?
    let onAlarm: @Sendable (BusAlarm) -> Void
    let onAttempt: (@Sendable (EndedAttempt) -> Void)?
    let history: History
    let letters: DeadLetterDesk
    let timers = RetryTimers()
    let random: RandomSource
    /// Draws the next delivery of a stepped bus.
    let stepOrder: RandomSource
    /// Lanes of a stepped bus to which something has come since its last look.
    private let ready = Mutex<[Lane]>([])
    let gate = PublishGate()
    let tables = RoutingTables()
    let registry = Mutex(Registry())
    let bell = Bell()
    let meter: RateMeter
    let throttles: [String: TokenBucket]

    let phase = Atomic<Int>(Phase.open)
    let tasksAlive = Atomic<Int>(0)
    let throttled = Atomic<UInt64>(0)
    let refused = Atomic<UInt64>(0)
    /// Whether a worker was woken or started since a publisher last gave way; relaxed, since it only spares a yield.
    let hasCalledWorkers = Atomic<Bool>(false)
    let published = PublishCount()
    private let nonce: UInt64
    private let isTicking = Atomic<Bool>(false)
    private let ticker: BusTicker

    @usableFromInline
    init(
        configuration: BusConfiguration, clock: any BusClock, execution: Execution, logger: Logger,
        sink: @escaping @Sendable (ArraySlice<Delivery>) async throws -> Void,
        onAttempt: (@Sendable (EndedAttempt) -> Void)?,
        onAlarm: @escaping @Sendable (BusAlarm) -> Void
    ) {
        self.configuration = configuration
        self.clock = clock
        isSystemClock = clock is SystemClock
        self.logger = logger
        self.onAttempt = onAttempt
        self.onAlarm = onAlarm
        switch execution {
        case .concurrent: order = nil
        case .stepped(let order): self.order = order
        }
        history = History(limit: configuration.historyLimit)
        letters = DeadLetterDesk(
            bound: configuration.deadLetterBound, sink: sink, onAlarm: onAlarm)
        throttles = configuration.throttles.mapValues(TokenBucket.init)
        var generator = SystemRandomNumberGenerator()
        let seed = configuration.seed ?? generator.next()
        random = RandomSource(seed: seed)
        var orderSeed: UInt64 = 0
        if case .stepped(order: .seeded(let seed)) = execution { orderSeed = seed }
        stepOrder = RandomSource(seed: orderSeed)
        nonce = RandomSource(seed: ~seed).next()
        meter = RateMeter(startedAt: clock.read().monotonicNanoseconds)
        ticker = BusTicker(clock, every: configuration.tick)
        ticker.start { [self] in tick() }
    }

    var isStepped: Bool { order != nil }
    var isOpen: Bool { phase.load(ordering: .sequentiallyConsistent) == Phase.open }
    var hasEnded: Bool { phase.load(ordering: .sequentiallyConsistent) == Phase.ended }
    var lanes: [Lane] {
        registry.withLock { $0.leaving.isEmpty ? $0.lanes : $0.lanes + $0.leaving }
    }

    func refuses(isHandler: Bool) -> Bool {
        switch phase.load(ordering: .sequentiallyConsistent) {
        case Phase.open: false
        case Phase.draining: !isHandler
        default: true
        }
    }

    func lane(named name: String) -> Lane? {
        registry.withLock { registry in registry.lanes.first { $0.plan.name == name } }
    }

    // MARK: Steps

    /// Notes that a stepped bus should look at a lane.
    func noteReady(_ lane: Lane) {
        guard !lane.isListed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        ready.withLock { $0.append(lane) }
    }

    func takeReadyLanes() -> [Lane] {
        let lanes = ready.withLock { ready in
            defer { ready = [] }
            return ready
        }
        for lane in lanes { lane.isListed.store(false, ordering: .releasing) }
        return lanes
    }

    // MARK: Tasks

    /// Whether another worker may be started.
    var maySpawn: Bool {
        tasksAlive.load(ordering: .sequentiallyConsistent) < configuration.taskCeiling
    }

    /// Counts a worker's task, unless there are as many as may be; a lane's only worker comes in any case, or workers
    /// that are parked in other lanes could keep it from running for ever.
    func claimTask(isOnlyOne: @autoclosure () -> Bool) -> Bool {
        let alive = tasksAlive.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        if alive <= configuration.taskCeiling || isOnlyOne() { return true }
        returnTask()
        return false
    }

    func countTask() {
        tasksAlive.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }

    func returnTask() {
        tasksAlive.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }

    /// Starts a task where the configuration says, else on a lane's executor, else in the pool that all tasks share.
    @discardableResult
    func spawn(
        on lanes: LaneExecutor? = nil, _ body: @escaping @Sendable () async -> Void
    ) -> Task<Void, Never> {
        guard let executor = configuration.executor ?? lanes else {
            // Not the same as a preference for `nil`, which each resumption would look up.
            return Task.detached(operation: body)
        }
        return Task.detached(executorPreference: executor, operation: body)
    }

    // MARK: Identity

    /// Gives a published event its place in the order and its id.
    func stamp(_ event: EventHeader) {
        let sequence = published.next(at: event.receivedAt)
        let id = EventID(
            high: UInt64(bitPattern: event.receivedAtNanoseconds), low: nonce &+ sequence)
        event.stamp = EventHeader.Stamp(id: id, sequence: sequence)
    }

    /// The event with an id, while the history holds it: an id's lower half tells the sequence.
    func event(_ id: EventID) -> EventHeader? {
        history.event(sequence: id.low &- nonce).flatMap { $0.id == id ? $0 : nil }
    }

    // MARK: Time

    func now() -> ClockReading {
        isSystemClock ? SystemClock().read() : clock.read()
    }

    func tick() {
        guard !isTicking.exchange(true, ordering: .acquiring) else { return }
        defer { isTicking.store(false, ordering: .releasing) }
        let reading = now()
        for (lane, delivery) in timers.takeDue(at: reading.monotonicNanoseconds) {
            lane.resume(delivery)
        }
        let lanes = lanes
        for lane in lanes { lane.tick(at: reading) }
        letters.tick(at: reading.monotonicNanoseconds, self)
        meter.tick(at: reading.monotonicNanoseconds, lanes: lanes, published: published.value)
        forgetIdleLeavers()
        // New topics and new handlers have replaced them.
        tables.releaseRetired { gate.synchronizeAtOnce() }
        if !isOpen { bell.ring() }
        let restingInterval = ticker.restingInterval.nanoseconds
        func isIdle() -> Bool {
            isOpen && lanes.allSatisfy { $0.bearsTicks(every: restingInterval) }
        }
        if isIdle() {
            ticker.rest({ [self] in self.tick() }, if: isIdle)
        } else {
            // Plain events do not say that they have come: that would cost each publish a look.
            hurryTicks()
        }
    }

    /// Makes the ticks come at their pace again.
    ///
    /// Call it after bringing something that is due at a time of its own.
    func hurryTicks() {
        ticker.hurry { [self] in tick() }
    }

    func stopTicking() {
        ticker.stop()
    }

    /// Tells a drain that something may have become idle.
    func noteIdleWorker() {
        if !isOpen { bell.ring() }
    }

    func keepUndelivered(_ events: [EventHeader], of lane: Lane) {
        registry.withLock { registry in
            registry.undelivered += events.map { (lane.plan.name, $0) }
        }
    }
}
