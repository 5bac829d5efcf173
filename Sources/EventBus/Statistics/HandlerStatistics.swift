/// The numbers of one handler.
///
/// At rest they balance, each delivery having exactly one end:
/// `received = executed + filtered + droppedOldest + droppedNewest + coalesced + deadLettered +
/// undelivered`. Failed attempts are counted in `failed`, each of which was either `retried` or
/// ended its delivery as a dead letter.
public struct HandlerStatistics: Hashable, Sendable, Identifiable {
    /// The handler's name.
    public var name: String
    /// The patterns that it is subscribed to.
    public var patterns: [String]
    /// Which invocations may run side by side, in words.
    public var policy: String
    /// What a full queue does, in words.
    public var backPressure: String
    /// Its stage.
    public var stage: Int

    /// Events meant for this handler, redeliveries included.
    public var received: UInt64 = 0
    /// Redeliveries among them.
    public var redelivered: UInt64 = 0
    /// Events that the filter kept away.
    public var filtered: UInt64 = 0
    /// Events handled with success.
    public var executed: UInt64 = 0
    /// Attempts that failed, timeouts included.
    public var failed: UInt64 = 0
    /// Failed attempts that were followed by another.
    public var retried: UInt64 = 0
    /// Attempts that took too long.
    public var timedOut: UInt64 = 0
    /// Invocations that ended after they had been given up as timed out.
    public var lateFinishes: UInt64 = 0
    /// Events that failed for good.
    public var deadLettered: UInt64 = 0
    /// Events dropped to make room for newer ones.
    public var droppedOldest: UInt64 = 0
    /// Events dropped because there was no room.
    public var droppedNewest: UInt64 = 0
    /// Events replaced by newer ones with the same key.
    public var coalesced: UInt64 = 0
    /// Events that a stop left in the queues.
    public var undelivered: UInt64 = 0

    /// Events being handled now.
    public var inFlight = 0
    /// The most that may be.
    public var limit: Int
    /// Invocations that ignore their cancellation and still run.
    public var stuck = 0
    /// Events that wait for their retry.
    public var retrying = 0
    /// How many events of each priority may wait.
    public var capacity: Int
    /// Worker tasks alive.
    public var workers = 0
    /// Events that wait, by priority.
    public var depth = PriorityDepths()
    /// How long the oldest waiting event has waited, in nanoseconds; 0 when none waits.
    public var oldestAgeNanoseconds: Int64 = 0
    /// From publish to the start of the handler.
    public var wait = LatencyPercentiles()
    /// From the start of the handler to its end.
    public var run = LatencyPercentiles()
    /// Events handled with success per second, over the last second or so.
    public var executedPerSecond = 0.0
    /// The last failed attempt's error.
    public var lastErrorText: String?
    /// When that was: wall clock, nanoseconds since 1970.
    public var lastErrorAtNanoseconds: Int64?
    /// The state of the circuit breaker.
    public var circuit = CircuitState.closed
    /// Whether the handler takes no events at present.
    public var isPaused = false
    /// Why, in words.
    public var pauseReason: String?

    /// The handler's name.
    public var id: String { name }
}
