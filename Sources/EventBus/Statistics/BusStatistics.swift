/// The numbers of a bus, and of each of its handlers.
///
/// Counters include handlers that were unsubscribed.
public struct BusStatistics: Hashable, Sendable {
    /// Events published.
    public var published: UInt64 = 0
    /// Deliveries: each event once for each handler that it was meant for.
    public var delivered: UInt64 = 0
    /// Deliveries handled with success.
    public var processed: UInt64 = 0
    /// Attempts that failed, timeouts included.
    public var failed: UInt64 = 0
    /// Events dropped to make room for newer ones.
    public var droppedOldest: UInt64 = 0
    /// Events dropped because there was no room.
    public var droppedNewest: UInt64 = 0
    /// Events replaced by newer ones with the same key.
    public var coalesced: UInt64 = 0
    /// Deliveries that failed for good.
    public var deadLettered: UInt64 = 0
    /// Deliveries made again by request.
    public var redelivered: UInt64 = 0
    /// Publishes refused because the source was over its rate.
    public var throttled: UInt64 = 0
    /// Publishes refused for want of room, or because the bus was closed.
    public var refused: UInt64 = 0

    /// Events that wait in queues, one for each handler that it waits for.
    public var queued = 0
    /// Events being handled.
    public var inFlight = 0
    /// Events that wait for their retry.
    public var retrying = 0
    /// Events in the history.
    public var historyCount = 0
    /// Dead letters that the sink has not taken yet.
    public var deadLetterBacklog = 0
    /// Handlers subscribed.
    public var subscriptions = 0
    /// Tasks that the bus keeps alive.
    public var tasksAlive = 0
    /// The most that it may.
    public var taskCeiling = 0
    /// Publishers that wait for room.
    public var suspendedPublishers = 0

    /// Events published per second, over the last second or so.
    public var publishedPerSecond = 0.0
    /// Deliveries handled with success per second, over the last second or so.
    public var processedPerSecond = 0.0
    /// How long the bus has existed, in nanoseconds.
    public var uptimeNanoseconds: Int64 = 0

    /// Each handler that is subscribed, in the order of subscribing.
    public var handlers: [HandlerStatistics] = []
}
