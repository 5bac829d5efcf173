import Dispatch
import Foundation
import Synchronization
import Testing

@testable import EventBus

/// Where the workers of a handler run that suspends often.
///
/// One after the other: each of the tests that block a thread takes one of the pool's.
@Suite(.serialized) struct LaneExecutorTests {
    @Test func `more steps than there is room for are all taken`() async {
        let executor = LaneExecutor(workers: 1)
        let begun = Counter()
        await withTaskGroup { group in
            for _ in 0..<5_000 {
                group.addTask(executorPreference: executor) {
                    for _ in 0..<4 { await Task.yield() }
                    begun.add()
                }
            }
        }
        #expect(begun.value == 5_000)
    }

    @Test func `a step that comes while a pump ends is taken`() async {
        let executor = LaneExecutor(workers: 1, processors: 1)
        let taken = Counter()
        await withCheckedContinuation { continuation in
            // A thread of its own, which sees the last step end while its pump still looks for another.
            Thread.detachNewThread {
                for number in 1...50_000 * stress {
                    Task.detached(executorPreference: executor) { taken.add() }
                    spin(untilALittleAfter: taken, reaches: number)
                }
                continuation.resume()
            }
        }
        #expect(taken.value == 50_000 * stress)
    }

    @Test func `an executor that only its tasks hold goes with the last of them`() async {
        for _ in 0..<1_000 * stress {
            weak var gone: LaneExecutor?
            let tasks: [Task<Void, Never>] = {
                let executor = LaneExecutor(workers: 1)
                gone = executor
                return (0..<4).map { _ in
                    Task.detached(executorPreference: executor) {
                        for _ in 0..<4 { await Task.yield() }
                    }
                }
            }()
            for task in tasks { await task.value }
            await until { gone == nil }
        }
    }

    @Test func `steps are taken after the ticks have ended too`() async {
        let executor = LaneExecutor(workers: 1, processors: 1)
        let semaphore = DispatchSemaphore(value: 0)
        let (begun, others) = (Counter(), Counter())
        Task.detached(executorPreference: executor) {
            begun.add()
            Self.wait(for: semaphore)
        }
        await until { begun.value == 1 }
        Task.detached(executorPreference: executor) { others.add() }
        executor.retire()
        Task.detached(executorPreference: executor) { others.add() }
        await until { others.value == 2 }
        semaphore.signal()
    }

    @Test func `a step that blocks its thread holds up no others for longer than two ticks`() async
    {
        let executor = LaneExecutor(workers: 4, processors: 1)
        let semaphore = DispatchSemaphore(value: 0)
        let (blocked, others) = (Counter(), Counter())
        Task.detached(executorPreference: executor) {
            blocked.add()
            Self.wait(for: semaphore)
            blocked.add(-1)
        }
        for _ in 0..<100 { Task.detached(executorPreference: executor) { others.add() } }
        var seen: UInt64?
        await until {
            seen = executor.rescue(since: seen)
            return others.value == 100
        }
        semaphore.signal()
        await until { blocked.value == 0 }
    }

    @Test func `a tick calls no pump while steps are taken, nor when none waits`() async {
        let executor = LaneExecutor(workers: 1)
        #expect(executor.rescue(since: nil) == nil)
        let semaphore = DispatchSemaphore(value: 0)
        let begun = Counter()
        Task.detached(executorPreference: executor) {
            begun.add()
            Self.wait(for: semaphore)
        }
        await until { begun.value == 1 }
        #expect(executor.rescue(since: nil) == nil)
        semaphore.signal()
    }

    @Test func `workers that move to the lane's executor while events come lose none`() async throws
    {
        let bus = Bus<Int>()
        let seen = Counter()
        try bus.subscribe(
            "suspending", to: ["test.tick"],
            options: .init(policy: .parallel(limit: 8), capacity: 64)
        ) { _ in
            await Task.yield()
            seen.add()
        }
        let lane = try #require(bus.core.lane(named: "suspending"))
        for number in 0..<20_000 * stress {
            if number == 5_000 { lane.suspendsOften.store(true, ordering: .relaxed) }
            try await bus.publish(.tick(number))
        }
        _ = await bus.drain(within: .seconds(600))
        #expect(seen.value == 20_000 * stress)
        bus.assertBalanced()
        _ = await bus.stop(within: .seconds(600))
    }

    @Test func `a handler on its lane's executor that blocks its thread holds up only itself`()
        async throws
    {
        let bus = Bus<Int>()
        let semaphore = DispatchSemaphore(value: 0)
        let (seen, seenAtHome) = (Counter(), Counter())
        let home = Mutex<LaneExecutor?>(nil)
        try bus.subscribe(
            "blocking", to: ["test.tick"], options: .init(policy: .parallel(limit: 4))
        ) { context in
            if context.payload == 0 { Self.wait(for: semaphore) }
            await Task.yield()
            let executor = withUnsafeCurrentTask { unsafe $0?.unownedTaskExecutor }
            if executor == home.withLock({ $0?.asUnownedTaskExecutor() }) { seenAtHome.add() }
            seen.add()
        }
        let lane = try #require(bus.core.lane(named: "blocking"))
        home.withLock { $0 = lane.executor }
        lane.suspendsOften.store(true, ordering: .relaxed)
        for number in 0..<100 { try await bus.publish(.tick(number)) }
        await until { seen.value == 99 }
        semaphore.signal()
        await bus.untilIdle()
        #expect(seen.value == 100)
        #expect(seenAtHome.value == 100)
        bus.assertBalanced()
    }

    @Test func `a handler suspends often when one event in eight has moved its worker`() async {
        var pace = WorkerPace()
        for _ in 0..<4 { pace.noteMove() }
        #expect(!pace.hasMovedOften)
        pace.noteMove()
        #expect(pace.hasMovedOften)
        _ = await pace.rest(LaneQueues(capacity: 1, coalesces: false), at: 0) { 0 }
        #expect(!pace.hasMovedOften)
    }

    /// Blocks the thread, as a handler should not.
    private static func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }
}
