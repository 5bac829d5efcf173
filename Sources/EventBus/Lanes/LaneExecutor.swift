import Dispatch
import Synchronization

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Runs the steps of a lane's workers, on threads of the dispatch library.
///
/// A step is what a task does between two suspensions. In the queue that all tasks share each step may go to another
/// processor than the one before, which then fetches the task, the lane and the events from there: that takes longer than
/// most steps do, and two processors get less done than one. So a lane's steps wait in a queue here, and a *pump* runs
/// them one after the other on one thread. A pump is one turn of dispatch's: after a while it goes to the end of the
/// queue, so that publishers and other lanes get theirs.
///
/// Whatever prefers a task's executor runs here too, without regard to its priority: child tasks of a handler, and
/// actors that it calls, while they serve others as well.
///
/// One pump is enough while steps are brief. Else each step that comes calls another, as many as there are processors.
/// A lane is known to be brief after a turn with many steps, and until a step that is long. While that one still runs,
/// whoever brings a step sees how long ago the last one began, and calls another pump; and if nobody comes, the tick
/// does (`rescue`), also for a handler that blocks its thread.
///
/// The count of pumps is sequentially consistent: who brings a step looks at it afterwards, a pump that ends looks for
/// steps afterwards, and one of them must see the other. All else is relaxed: at worst a pump too many is called, which
/// finds nothing, or one too few until the tick.
final class LaneExecutor: TaskExecutor {
    /// Nanoseconds of a pump's turn.
    private static let turn: Int64 = 50_000
    /// Nanoseconds of a step, above which it is not brief.
    private static let longStep: Int64 = 20_000
    /// Steps of a turn, from which on they count as brief.
    private static let manySteps: UInt64 = 16

    private let jobs: JobQueue
    private let processors: Int
    /// The most pumps that the tick calls for handlers that block their threads.
    private let mostPumps: Int
    private let pumps = Atomic<Int>(0)
    private let isBrief = Atomic<Bool>(false)
    /// Threads that are bringing a step; see `deinit`.
    private let bringing = Padded()
    /// Whether there are no more ticks.
    private let hasRetired = Atomic<Bool>(false)
    private let steps = Padded()
    /// When the last step began, by the processor's clock.
    private let steppedAt = Padded()

    /// Creates an executor without work.
    ///
    /// - Parameters:
    ///   - workers: The most workers of the lane.
    ///   - processors: The most pumps while none is held up.
    init(workers: Int, processors: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
        self.processors = processors
        // Tasks that a handler has started run here too; what finds no room goes to the pool.
        jobs = JobQueue(capacity: max(IndexRing.smallestCapacity, 2 * workers))
        // One more, for what the workers wait for.
        mostPumps = max(processors, workers) + 1
    }

    deinit {
        // Only tasks hold us, and not who resumes them: when a step was the last one, whoever brought it may still be
        // about to look at the pumps.
        while bringing.value.load(ordering: .acquiring) != 0 { sched_yield() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The first job goes along with the pump: a queue to wait in would only delay it.
        if pumps.load(ordering: .relaxed) == 0, callPump(from: 0, with: job) { return }
        bringing.value.wrappingAdd(1, ordering: .relaxed)
        // Releases all that is done here to the load in `deinit`.
        defer { bringing.value.wrappingSubtract(1, ordering: .releasing) }
        guard !hasRetired.load(ordering: .relaxed), jobs.push(job) else {
            return DispatchQueue.global().async { [self] in
                unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            }
        }
        // From here on the job may be done, and with it the last task that holds us; then nothing waits, and no pump is
        // called that would.
        let count = pumps.load(ordering: .sequentiallyConsistent)
        if count < processors, count == 0 || !isBrief.load(ordering: .relaxed) || isHeldUp,
            !jobs.isEmpty
        {
            _ = callPump(from: count)
        }
    }

    /// Goes on without ticks: what comes now waits for no pump, and what waits gets one more.
    func retire() {
        hasRetired.store(true, ordering: .relaxed)
        pumps.wrappingAdd(1, ordering: .sequentiallyConsistent)
        takeTurn()
    }

    /// Gets on with steps that wait while all pumps are held up.
    ///
    /// - Parameter seen: What this returned at the last tick.
    /// - Returns: What to call it with at the next.
    func rescue(since seen: UInt64?) -> UInt64? {
        guard !jobs.isEmpty else { return nil }
        let steps = steps.value.load(ordering: .relaxed)
        guard steps == seen else { return steps }
        let count = pumps.load(ordering: .sequentiallyConsistent)
        if count < mostPumps { _ = callPump(from: count) }
        return nil
    }

    /// Whether no step has begun for so long that those that run are not brief.
    private var isHeldUp: Bool {
        let steppedAt = Int64(bitPattern: steppedAt.value.load(ordering: .relaxed))
        return CycleClock.nanoseconds() &- steppedAt > Self.longStep
    }

    /// Calls a pump if there are as many as the caller has seen.
    private func callPump(from count: Int, with job: UnownedJob? = nil) -> Bool {
        let isCalled = pumps.compareExchange(
            expected: count, desired: count + 1, ordering: .sequentiallyConsistent
        ).exchanged
        if isCalled { takeTurn(with: job) }
        return isCalled
    }

    private func takeTurn(with job: UnownedJob? = nil) {
        DispatchQueue.global().async { [self] in pump(job) }
    }

    private func pump(_ first: UnownedJob?) {
        var first = first
        let start = CycleClock.nanoseconds()
        var now = start
        let before = steps.value.load(ordering: .relaxed)
        var taken: UInt64 = 0
        repeat {
            while let job = first ?? jobs.pop() {
                first = nil
                let begun = now
                steppedAt.value.store(UInt64(bitPattern: begun), ordering: .relaxed)
                steps.value.wrappingAdd(1, ordering: .relaxed)
                unsafe job.runSynchronously(on: asUnownedTaskExecutor())
                taken += 1
                now = CycleClock.nanoseconds()
                if now &- begun > Self.longStep { noteLongStep() }
                if now &- start > Self.turn {
                    return endTurn(taken, ofAll: steps.value.load(ordering: .relaxed) &- before)
                }
            }
            pumps.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        } while !jobs.isEmpty && rejoin()
    }

    private func noteLongStep() {
        isBrief.store(false, ordering: .relaxed)
        guard !jobs.isEmpty else { return }
        let count = pumps.load(ordering: .sequentiallyConsistent)
        if count < processors { _ = callPump(from: count) }
    }

    /// Goes to the end of the pool's queue, or ends if another pump has taken steps meanwhile and one is enough.
    private func endTurn(_ taken: UInt64, ofAll all: UInt64) {
        let isBrief = taken >= Self.manySteps
        self.isBrief.store(isBrief, ordering: .relaxed)
        if isBrief, all > taken {
            pumps.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            guard !jobs.isEmpty, rejoin() else { return }
        }
        takeTurn()
    }

    /// Counts a pump again that has just ended, if there is no other.
    private func rejoin() -> Bool {
        pumps.compareExchange(expected: 0, desired: 1, ordering: .sequentiallyConsistent).exchanged
    }
}
