/// How many events wait in a handler's queues.
public struct PriorityDepths: Hashable, Sendable {
    /// Those of low priority.
    public var low = 0
    /// Those of normal priority.
    public var normal = 0
    /// Those of high priority.
    public var high = 0
    /// Those that are critical.
    public var critical = 0
    /// Keys whose newest event waits in a coalescing lane.
    public var coalescing = 0

    /// All of them.
    public var total: Int { low + normal + high + critical + coalescing }

    /// Creates empty depths.
    public init() {}
}
