/// One handler and its queue.
public struct HandlerStatus: Hashable, Sendable, Codable, Identifiable {
    /// The handler's name.
    public var name: String
    /// The topics or patterns it takes.
    public var topics: [String]
    /// How it runs: `parallel 64`, `serial`, `keyed 16`.
    public var policy: String
    /// Whether it exists only to make the simulation interesting.
    public var isSimulated: Bool
    /// Whether it is paused.
    public var isPaused: Bool
    /// Its circuit breaker.
    public var breaker: BreakerState
    /// Events that wait for it.
    public var depth: Int
    /// Events that may wait for it.
    public var capacity: Int
    /// Its depth, the highest of each second, oldest first, at most 300.
    public var depthHistory: [Int]
    /// Invocations that run now.
    public var inFlight: Int
    /// Invocations that may run at once.
    public var limit: Int
    /// Invocations that ignore their cancellation.
    public var stuck: Int
    /// Events that came, a second.
    public var inPerSecond: Double
    /// Events that were done, a second.
    public var outPerSecond: Double
    /// How long the oldest event has waited; 0 when none waits.
    public var oldestAgeNanoseconds: UInt64
    /// Events given to it.
    public var received: UInt64
    /// Events it processed.
    public var executed: UInt64
    /// Attempts that failed.
    public var failed: UInt64
    /// Attempts after the first.
    public var retried: UInt64
    /// Attempts cancelled by their timeout.
    public var timedOut: UInt64
    /// Events its filter turned away.
    public var filtered: UInt64
    /// Events dropped or coalesced by its policy.
    public var dropped: UInt64
    /// Events that went to the dead letters.
    public var deadLettered: UInt64
    /// How long events waited in its queue.
    public var wait: LatencySummary
    /// How long its invocations ran.
    public var run: LatencySummary
    /// Invocations by run time, in buckets that double from 1 µs.
    public var runHistogram: [Int]
    /// The last error, in one line.
    public var lastError: String?
    /// When that was, by the wall clock.
    public var lastErrorAt: Timestamp?

    /// The handler's name.
    public var id: String { name }

    /// The share of attempts that failed, 0…1.
    public var failFraction: Double {
        let attempts = executed + failed
        return attempts > 0 ? Double(failed) / Double(attempts) : 0
    }

    /// Seconds until the queue is empty at the present rates; `nil` when arrivals win.
    public var drainSeconds: Double? {
        guard depth > 0 else { return 0 }
        let surplus = outPerSecond - inPerSecond
        return surplus > 0 ? Double(depth) / surplus : nil
    }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - name: The handler's name.
    ///   - topics: The topics or patterns it takes.
    ///   - policy: How it runs: `parallel 64`, `serial`, `keyed 16`.
    ///   - isSimulated: Whether it exists only to make the simulation interesting.
    ///   - isPaused: Whether it is paused.
    ///   - breaker: Its circuit breaker.
    ///   - depth: Events that wait for it.
    ///   - capacity: Events that may wait for it.
    ///   - depthHistory: Its depth, the highest of each second, oldest first, at most 300.
    ///   - inFlight: Invocations that run now.
    ///   - limit: Invocations that may run at once.
    ///   - stuck: Invocations that ignore their cancellation.
    ///   - inPerSecond: Events that came, a second.
    ///   - outPerSecond: Events that were done, a second.
    ///   - oldestAgeNanoseconds: How long the oldest event has waited; 0 when none waits.
    ///   - received: Events given to it.
    ///   - executed: Events it processed.
    ///   - failed: Attempts that failed.
    ///   - retried: Attempts after the first.
    ///   - timedOut: Attempts cancelled by their timeout.
    ///   - filtered: Events its filter turned away.
    ///   - dropped: Events dropped or coalesced by its policy.
    ///   - deadLettered: Events that went to the dead letters.
    ///   - wait: How long events waited in its queue.
    ///   - run: How long its invocations ran.
    ///   - runHistogram: Invocations by run time, in buckets that double from 1 µs.
    ///   - lastError: The last error, in one line.
    ///   - lastErrorAt: When that was, by the wall clock.
    public init(
        name: String,
        topics: [String] = [],
        policy: String = "",
        isSimulated: Bool = false,
        isPaused: Bool = false,
        breaker: BreakerState = .closed,
        depth: Int = 0,
        capacity: Int = 0,
        depthHistory: [Int] = [],
        inFlight: Int = 0,
        limit: Int = 0,
        stuck: Int = 0,
        inPerSecond: Double = 0,
        outPerSecond: Double = 0,
        oldestAgeNanoseconds: UInt64 = 0,
        received: UInt64 = 0,
        executed: UInt64 = 0,
        failed: UInt64 = 0,
        retried: UInt64 = 0,
        timedOut: UInt64 = 0,
        filtered: UInt64 = 0,
        dropped: UInt64 = 0,
        deadLettered: UInt64 = 0,
        wait: LatencySummary = LatencySummary(),
        run: LatencySummary = LatencySummary(),
        runHistogram: [Int] = [],
        lastError: String? = nil,
        lastErrorAt: Timestamp? = nil
    ) {
        self.name = name
        self.topics = topics
        self.policy = policy
        self.isSimulated = isSimulated
        self.isPaused = isPaused
        self.breaker = breaker
        self.depth = depth
        self.capacity = capacity
        self.depthHistory = depthHistory
        self.inFlight = inFlight
        self.limit = limit
        self.stuck = stuck
        self.inPerSecond = inPerSecond
        self.outPerSecond = outPerSecond
        self.oldestAgeNanoseconds = oldestAgeNanoseconds
        self.received = received
        self.executed = executed
        self.failed = failed
        self.retried = retried
        self.timedOut = timedOut
        self.filtered = filtered
        self.dropped = dropped
        self.deadLettered = deadLettered
        self.wait = wait
        self.run = run
        self.runHistogram = runHistogram
        self.lastError = lastError
        self.lastErrorAt = lastErrorAt
    }
}

/// The state of a handler's circuit breaker.
public enum BreakerState: String, Hashable, Sendable, Codable, CaseIterable {
    case closed
    case open
    case halfOpen
}

/// Percentiles of a latency over the last minute or so, in nanoseconds.
public struct LatencySummary: Hashable, Sendable, Codable {
    /// The median.
    public var p50Nanoseconds: UInt64
    /// The 90th percentile.
    public var p90Nanoseconds: UInt64
    /// The 99th percentile.
    public var p99Nanoseconds: UInt64
    /// The longest.
    public var maxNanoseconds: UInt64

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - p50Nanoseconds: The median.
    ///   - p90Nanoseconds: The 90th percentile.
    ///   - p99Nanoseconds: The 99th percentile.
    ///   - maxNanoseconds: The longest.
    public init(
        p50Nanoseconds: UInt64 = 0,
        p90Nanoseconds: UInt64 = 0,
        p99Nanoseconds: UInt64 = 0,
        maxNanoseconds: UInt64 = 0
    ) {
        self.p50Nanoseconds = p50Nanoseconds
        self.p90Nanoseconds = p90Nanoseconds
        self.p99Nanoseconds = p99Nanoseconds
        self.maxNanoseconds = maxNanoseconds
    }
}
