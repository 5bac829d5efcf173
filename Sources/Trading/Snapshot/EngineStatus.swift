/// The engine and its bus at one instant.
public struct EngineStatus: Hashable, Sendable, Codable {
    /// Where the engine is in its life.
    public var phase: EnginePhase
    /// Seconds since it was started.
    public var uptimeSeconds: Double
    /// Events published a second, over the last second.
    public var publishedPerSecond: Double
    /// Deliveries done a second, over the last second.
    public var processedPerSecond: Double
    /// Events published.
    public var published: UInt64
    /// Deliveries executed.
    public var processed: UInt64
    /// Deliveries that failed, retries included.
    public var failed: UInt64
    /// Deliveries dropped or coalesced by their policy.
    public var dropped: UInt64
    /// Deliveries that wait now.
    public var queued: Int
    /// Deliveries that run now.
    public var inFlight: Int
    /// Worker tasks alive.
    public var tasksAlive: Int
    /// The ceiling for them.
    public var taskCeiling: Int
    /// Events in the history.
    public var historySize: Int
    /// The 99th percentile of the wait in queues, over all handlers.
    public var waitP99Nanoseconds: UInt64
    /// Deliveries waiting, one sample a second, oldest first, at most 300.
    public var queuedHistory: [Int]
    /// The depth at which a queue raises its alarm.
    public var depthAlarm: Int
    /// Processor time used over the last second, 1 for a whole core.
    public var cpuFraction: Double
    /// Resident memory of the process.
    public var memoryBytes: UInt64

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - phase: Where the engine is in its life.
    ///   - uptimeSeconds: Seconds since it was started.
    ///   - publishedPerSecond: Events published a second, over the last second.
    ///   - processedPerSecond: Deliveries done a second, over the last second.
    ///   - published: Events published.
    ///   - processed: Deliveries executed.
    ///   - failed: Deliveries that failed, retries included.
    ///   - dropped: Deliveries dropped or coalesced by their policy.
    ///   - queued: Deliveries that wait now.
    ///   - inFlight: Deliveries that run now.
    ///   - tasksAlive: Worker tasks alive.
    ///   - taskCeiling: The ceiling for them.
    ///   - historySize: Events in the history.
    ///   - waitP99Nanoseconds: The 99th percentile of the wait in queues, over all handlers.
    ///   - queuedHistory: Deliveries waiting, one sample a second, oldest first, at most 300.
    ///   - depthAlarm: The depth at which a queue raises its alarm.
    ///   - cpuFraction: Processor time used over the last second, 1 for a whole core.
    ///   - memoryBytes: Resident memory of the process.
    public init(
        phase: EnginePhase,
        uptimeSeconds: Double,
        publishedPerSecond: Double = 0,
        processedPerSecond: Double = 0,
        published: UInt64 = 0,
        processed: UInt64 = 0,
        failed: UInt64 = 0,
        dropped: UInt64 = 0,
        queued: Int = 0,
        inFlight: Int = 0,
        tasksAlive: Int = 0,
        taskCeiling: Int = 10_000,
        historySize: Int = 0,
        waitP99Nanoseconds: UInt64 = 0,
        queuedHistory: [Int] = [],
        depthAlarm: Int = 100,
        cpuFraction: Double = 0,
        memoryBytes: UInt64 = 0
    ) {
        self.phase = phase
        self.uptimeSeconds = uptimeSeconds
        self.publishedPerSecond = publishedPerSecond
        self.processedPerSecond = processedPerSecond
        self.published = published
        self.processed = processed
        self.failed = failed
        self.dropped = dropped
        self.queued = queued
        self.inFlight = inFlight
        self.tasksAlive = tasksAlive
        self.taskCeiling = taskCeiling
        self.historySize = historySize
        self.waitP99Nanoseconds = waitP99Nanoseconds
        self.queuedHistory = queuedHistory
        self.depthAlarm = depthAlarm
        self.cpuFraction = cpuFraction
        self.memoryBytes = memoryBytes
    }
}

/// Where the engine is in its life.
public enum EnginePhase: String, Hashable, Sendable, Codable, CaseIterable {
    case starting = "START"
    case running = "RUN"
    case draining = "DRAIN"
    case stopped = "STOP"
    /// Not running: what is shown is what the ledger holds, and nobody looks after it.
    case resting = "AT REST"
}
