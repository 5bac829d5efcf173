/// When a worker that has much to do lets others run, and a publisher get ahead of it.
///
/// A worker that is faster than its publisher is always right behind it: both then use the same
/// cache lines of the queue, fetch them from each other with every event, and are slower together
/// than the publisher could be alone. So a worker that comes to the end of what waits, and has been
/// handling a thousand events a millisecond or more, waits until there is a stretch of events between
/// them; then each line is fetched once for all that lies in it. Events at such a rate wait some
/// microseconds more, those of a calmer handler do not wait at all.
struct WorkerPace {
    /// Events after which a worker looks how many wait, if there were few at its last look.
    private static let fewest = 32
    /// Events after which other tasks get a turn, however many wait.
    private static let most = 256
    /// The stretch that is worth waiting for.
    private static let stretch = 128
    /// How often other tasks get a turn meanwhile, about a microsecond each.
    private static let patience = 24
    /// Nanoseconds an event, below which the publisher counts as right ahead.
    private static let hurry: Int64 = 1_000

    private var left = Self.fewest
    private var handled = Self.fewest
    private var restedAt: Int64?
    private var moves = 0

    /// Counts an event, and tells whether it is time to rest.
    @inline(__always)
    mutating func isDue() -> Bool {
        left &-= 1
        return left == 0
    }

    /// Counts an event after which the worker found itself on another thread: the handler has suspended.
    ///
    /// One that suspends comes back on the same thread as often as not, so these are some of them only.
    mutating func noteMove() { moves &+= 1 }

    /// Whether that happened with more than one of eight events since the last rest.
    var hasMovedOften: Bool { moves * 8 > handled }

    /// Whether events take next to no time.
    ///
    /// - Parameter now: The monotonic time, in nanoseconds.
    /// - Returns: Whether those since the last rest did; `nil` before the first.
    func isBrief(at now: Int64) -> Bool? {
        restedAt.map { now &- $0 < Int64(handled) * Self.hurry }
    }

    /// Lets others run.
    ///
    /// - Parameters:
    ///   - queues: The lane's queues.
    ///   - now: The monotonic time, in nanoseconds.
    ///   - clock: Reads it anew.
    /// - Returns: The monotonic time after the rest.
    nonisolated(nonsending) mutating func rest(
        _ queues: LaneQueues, at now: Int64, clock: () -> Int64
    ) async -> Int64 {
        await Task.yield()
        if isBrief(at: now) == true {
            var patience = Self.patience
            while patience > 0, queues.depth < Self.stretch {
                await Task.yield()
                patience -= 1
            }
        }
        left = min(max(queues.depth, Self.fewest), Self.most)
        handled = left
        moves = 0
        let restedAt = clock()
        self.restedAt = restedAt
        return restedAt
    }
}
