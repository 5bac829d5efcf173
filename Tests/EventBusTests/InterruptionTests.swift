import Synchronization
import Testing

@testable import EventBus

/// What is lost for ever unless both sides of a race look again.
@Suite struct InterruptionTests {
    @Test func `a retry that is set while the bus ends is left undelivered`() async throws {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribe("handler", to: ["test.tick"]) { _ in }
        bus.pause("handler")
        try bus.tryPublish(.tick(1))
        let lane = try #require(bus.core.lane(named: "handler"))
        // A worker has failed at it, has seen that the bus goes on, and stops there.
        let work = try #require(lane.takeLeftover())
        bus.core.end()
        lane.retrying.wrappingAdd(1, ordering: .sequentiallyConsistent)
        bus.core.timers.add(Delivery(lane: lane, event: work.event, track: nil), of: lane, due: 1)
        #expect(bus.undelivered().map(\.event.payload) == [1])
        bus.assertBalanced()
    }

    @Test func `what the end gives on to a later stage is left undelivered there too`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        // Looked at before the handler whose event it gets.
        try bus.subscribe("late", to: ["test.tick"], options: .init(stage: 1)) { _ in }
        try bus.subscribe("early", to: ["test.tick"]) { _ in }
        bus.pause("early")
        try bus.tryPublish(.tick(1))
        bench.run()
        bus.core.end()
        #expect(bus.numbers(of: "early")?.undelivered == 1)
        #expect(bus.numbers(of: "late")?.undelivered == 1)
        bus.assertBalanced()
    }

    @Test func `a place is not lost when its handler ends while it is being given up`() throws {
        let latch = Latch()
        let box = Mutex<HandDriven?>(nil)
        let bench = HandDriven { report in
            guard report.failure?.kind == .timeout else { return }
            // The tick stops here, and the handler ends.
            latch.open()
            box.withLock { $0 }?.run()
        }
        box.withLock { $0 = bench }
        let bus = bench.bus
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: .serial, retry: .never, stuckLimit: 0)
        ) { context in
            if context.payload == 1 { await latch.wait() }
            seen.add(context.payload)
        }
        try bus.tryPublish(EventDraft("test.tick", 1, source: "test", correlationID: "story"))
        bench.run()
        bench.clock.advance(by: .seconds(6))
        #expect(bus.numbers(of: "handler")?.lateFinishes == 1)
        #expect(bus.numbers(of: "handler")?.stuck == 0)
        try bus.tryPublish(.tick(2))
        bench.run()
        #expect(seen.all == [1, 2])
        bus.assertBalanced()
        box.withLock { $0 = nil }
    }

    @Test func `places beyond the limit stay empty until a stuck handler ends`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let latches = [Latch(), Latch()]
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: .parallel(limit: 2), retry: .never, stuckLimit: 0)
        ) { context in
            if context.payload < 2 { await latches[context.payload].wait() }
            seen.add(context.payload)
        }
        for number in 0..<2 {
            try bus.tryPublish(.tick(number))
            bench.run()
        }
        bench.clock.advance(by: .seconds(6))
        bench.run()
        #expect(bus.numbers(of: "handler")?.stuck == 2)
        try bus.tryPublish(.tick(2))
        bench.run()
        #expect(seen.all.isEmpty)
        latches[1].open()
        bench.run()
        #expect(seen.all == [1, 2])
        latches[0].open()
        bench.run()
        #expect(bus.numbers(of: "handler")?.stuck == 0)
        bus.assertBalanced()
    }

    @Test func `a worker that stops with the right to search delays its lane by two ticks`() throws
    {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"]) { seen.add($0.payload) }
        let lane = try #require(bus.core.lane(named: "handler"))
        lane.searching.store(true, ordering: .sequentiallyConsistent)
        try bus.tryPublish(.tick(1))
        for _ in 0..<2 {
            bench.run()
            #expect(seen.all.isEmpty)
            bench.clock.advance(by: .milliseconds(5))
        }
        bench.run()
        #expect(seen.all == [1])
        try bus.tryPublish(.tick(2))
        bench.run()
        #expect(seen.all == [1, 2])
        bus.assertBalanced()
    }
}

@Suite struct LatestValueTests {
    private final class Box: Sendable {}

    @Test func `what is put back does not replace a newer value`() throws {
        let cell = LatestValue<Box>()
        let (old, new) = (Box(), Box())
        cell.publish(old)
        let taken = try #require(cell.take())
        cell.publish(new)
        cell.putBack(taken)
        #expect(cell.take() === new)
        cell.putBack(taken)
        #expect(cell.take() === old)
        #expect(cell.take() == nil)
    }
}
