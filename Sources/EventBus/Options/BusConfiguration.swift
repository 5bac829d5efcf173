/// What a bus is set up with.
public struct BusConfiguration: Sendable {
    /// How many events the history keeps.
    public var historyLimit = 1_000
    /// Fixes event ids and retry delays; `nil` takes a random seed.
    public var seed: UInt64?
    /// The rate that each named source may publish at.
    ///
    /// Others are not limited.
    public var throttles: [String: Throttle] = [:]
    /// The depth of a handler's queue at which an alarm is raised.
    ///
    /// It is relieved at half of it.
    public var depthAlarm = 100
    /// How many dead letters of one handler may wait for the sink before it stops taking events.
    public var deadLetterBound = 10_000
    /// The most tasks that the bus keeps alive at a time.
    public var taskCeiling = 10_000
    /// How often timeouts, retries and alarms are looked at.
    ///
    /// Ten times less often while nothing is under way and no handler's timeout is shorter than that; the first of
    /// those slow ticks that finds something under way brings the pace back. So after a rest the timeout of an
    /// invocation, or an alarm, may come that much later, once.
    public var tick: Duration = .milliseconds(5)
    /// Where workers run; `nil` means the pool that all tasks share, and for handlers that often suspend an executor of
    /// their lane's own.
    ///
    /// Threads of its own keep a bus apart from tasks that block theirs. An executor that runs one
    /// job at a time, in an order that it draws, makes tests try out orders.
    public var executor: (any TaskExecutor)?

    /// Creates the default configuration.
    public init() {}
}
