import Testing

@testable import EventBus

/// Handlers that are unsubscribed while something of theirs is under way.
@Suite struct LeavingTests {
    @Test func `a batch that waits for more is handled when its handler leaves`() async throws {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<[Int]>()
        let subscription = try bus.subscribeBatch(
            "batch", to: ["test.tick"], upTo: 10, within: .seconds(1_000)
        ) { context in seen.add(context.events.map(\.payload)) }
        try bus.tryPublish(.tick(1))
        bench.run()
        #expect(seen.all.isEmpty)
        bench.run { await bus.unsubscribe(subscription) }
        #expect(seen.all == [[1]])
        #expect(bus.statistics().processed == 1)
        #expect(bus.statistics().inFlight == 0)
        bench.clock.advance(by: .milliseconds(5))
        #expect(bus.core.lanes.isEmpty, "the lane has nothing left to do, and is forgotten")
    }

    @Test func `a batch of a handler that leaves while it is paused is left at the end`()
        async throws
    {
        let bench = HandDriven()
        let bus = bench.bus
        let subscription = try bus.subscribeBatch(
            "batch", to: ["test.tick"], upTo: 10, within: .seconds(1_000)
        ) { _ in }
        try bus.tryPublish(.tick(1))
        bench.run()
        bus.pause("batch")
        bench.run { await bus.unsubscribe(subscription) }
        bus.core.end()
        bench.run()
        #expect(bus.undelivered().map(\.event.payload) == [1])
        #expect(bus.statistics().inFlight == 0)
    }

    @Test func `what a paused handler was collecting is left as soon as the bus has stopped`()
        async throws
    {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribeBatch(
            "batch", to: ["test.tick"], upTo: 10, within: .seconds(1_000)
        ) { _ in }
        try bus.tryPublish(.tick(1))
        bench.run()
        bus.pause("batch")
        bus.core.end()
        // Nothing has run since: the worker that collected it is still parked.
        #expect(bus.undelivered().map(\.event.payload) == [1])
        bench.run()
        #expect(bus.statistics().inFlight == 0)
        #expect(bus.undelivered().isEmpty)
    }
}
