import Synchronization
import Testing

@testable import EventBus

/// Threads that stop in the middle, for as long as they like: the test is that thread, and takes
/// one step of a publisher, a consumer or the ticker by hand.
@Suite struct SuspensionTests {
    @Test func `a publisher that stops in the middle of a publish holds up nobody`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"], options: .init(capacity: 2)) {
            seen.add($0.payload)
        }
        let lane = try #require(bus.core.lane(named: "handler"))
        let stopped = Event(.tick(-1), at: bus.core.now())
        let epoch = bus.core.gate.enter()
        let admission = lane.admit(stopped, isWoken: false)
        for number in 0..<1_000 { try await bus.publish(.tick(number)) }
        await until { seen.count == 1_000 }
        try bus.subscribe("later", to: ["test.tick"]) { _ in }
        bus.core.stamp(stopped)
        lane.commit(admission, stopped)
        bus.core.gate.leave(epoch)
        await until { seen.count == 1_001 }
        #expect(seen.all.last == -1)
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `a consumer that stops with an event in its hand holds up nobody`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"], options: .init(capacity: 2)) {
            seen.add($0.payload)
        }
        bus.pause("handler")
        try await bus.publish(.tick(-1))
        let lane = try #require(bus.core.lane(named: "handler"))
        var turn = 0
        let claimed = try #require(lane.queues.next(turn: &turn))
        bus.resume("handler")
        for number in 0..<1_000 { try await bus.publish(.tick(number)) }
        await until { seen.count == 1_000 }
        #expect(lane.queues.take(claimed).stamp.sequence == 1)
    }

    @Test func `a worker does not let go of an event that the ticker is taking from it`()
        async throws
    {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let latch = Latch()
        let ended = Counter()
        try bus.subscribe(
            "handler", to: ["test.tick"], options: .init(policy: .serial, retry: .never)
        ) { _ in
            await latch.wait()
            ended.add()
        }
        try await bus.publish(.tick(1))
        await until { bus.numbers(of: "handler")?.inFlight == 1 }
        let lane = try #require(bus.core.lane(named: "handler"))
        let slot = lane.slots[0]
        // The ticker stops in the middle, and meanwhile the handler ends.
        let claim = try #require(slot.beginClaim(startedBefore: .max))
        latch.open()
        await until { ended.value == 1 }
        for _ in 0..<1_000 { await Task.yield() }
        #expect(bus.numbers(of: "handler")?.lateFinishes == 0)
        lane.giveUp(slot.endClaim(claim), in: slot, startedAt: 0, at: clock.read())
        await until { bus.numbers(of: "handler")?.lateFinishes == 1 }
        await bus.untilIdle()
        #expect(bus.numbers(of: "handler")?.timedOut == 1)
        #expect(bus.numbers(of: "handler")?.deadLettered == 1)
        bus.assertBalanced()
    }

    @Test func `a drain does not believe one look at counts that move`() {
        // Between the look at one lane and at the next, a handler of the second published to the
        // first and ended: what came and what was settled agree, and an event waits.
        var looks = [Lane.Traffic(came: 1, settled: 1), Lane.Traffic(came: 2, settled: 1)]
        #expect(!BusCore.isIdle { looks.removeFirst() })
        #expect(BusCore.isIdle { Lane.Traffic(came: 2, settled: 2) })
        #expect(!BusCore.isIdle { Lane.Traffic(came: 2, settled: 1) })
        #expect(!BusCore.isIdle { nil })
    }
}
