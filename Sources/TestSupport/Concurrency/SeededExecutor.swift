import Synchronization

/// Runs tasks one step at a time, on the thread that asks for it, in an order drawn from a seed.
///
/// A step is what a task does between two suspensions. When a bus, its publishers, its handlers and
/// whoever stops it all run here, a seed decides every order in which they start, suspend, finish
/// and find each other, and the same seed decides the same again. Give the seed as the argument of a
/// parametrised test, and a failure names it.
///
/// Time must be injected too: a task that sleeps by the machine's clock comes back on its own.
public final class SeededExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var draws: UInt64
    }

    private let state: Mutex<State>

    /// Creates an executor that draws from a seed.
    ///
    /// - Parameter seed: The seed.
    public init(seed: UInt64) {
        state = Mutex(State(draws: seed))
    }

    /// Takes a task's next step.
    ///
    /// - Parameter job: The step.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs steps, also those that come meanwhile, until none is left.
    public func run() {
        while let job = state.withLock({ Self.next(&$0) }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Runs a task here to its end.
    ///
    /// - Parameters:
    ///   - body: What the task does.
    ///   - whenIdle: Called when nothing can go on, to move the clock, say; returns whether it has
    ///     changed anything.
    /// - Returns: Whether the task has ended. If not, it waits for something that never comes.
    public func run(
        _ body: @escaping @Sendable () async -> Void, whenIdle: () -> Bool = { false }
    ) -> Bool {
        let hasEnded = Flag()
        Task.detached(executorPreference: self) {
            await body()
            hasEnded.raise()
        }
        repeat { run() } while !hasEnded.isRaised && whenIdle()
        return hasEnded.isRaised
    }

    private static func next(_ state: inout State) -> UnownedJob? {
        guard !state.jobs.isEmpty else { return nil }
        // SplitMix64, of which the upper bits are the better ones.
        state.draws &+= 0x9E37_79B9_7F4A_7C15
        var draw = (state.draws ^ (state.draws >> 30)) &* 0xBF58_476D_1CE4_E5B9
        draw = (draw ^ (draw >> 27)) &* 0x94D0_49BB_1331_11EB
        let place = Int(
            (draw ^ (draw >> 31)).multipliedFullWidth(by: UInt64(state.jobs.count)).high)
        return state.jobs.remove(at: place)
    }

    private final class Flag: Sendable {
        private let state = Atomic<Bool>(false)
        var isRaised: Bool { state.load(ordering: .acquiring) }
        func raise() { state.store(true, ordering: .releasing) }
    }
}
