/// How a drain or a stop ended.
public struct DrainReport: Hashable, Sendable {
    /// What a handler has not finished.
    public struct Remainder: Hashable, Sendable {
        /// The handler's name.
        public var handler: String
        /// Events that waited in its queues.
        public var queued: Int
        /// Events that were being handled.
        public var running: Int
        /// Events that waited for their retry.
        public var retrying: Int
    }

    /// Whether every event was done with and every dead letter recorded before the deadline.
    public var isComplete: Bool
    /// Deliveries that were finished meanwhile.
    public var drained: Int
    /// Publishers that waited for room and were sent away.
    public var releasedPublishers: Int
    /// Invocations that ignored their cancellation and still run.
    public var stuck: Int
    /// Dead letters that the sink has not taken.
    public var deadLetterBacklog: Int
    /// What each handler has not finished; handlers that have are not listed.
    public var remaining: [Remainder]
}
