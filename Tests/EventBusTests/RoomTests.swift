import Synchronization
import Testing

@testable import EventBus

/// Publishers that wait for room in more than one handler.
@Suite struct RoomTests {
    @Test func `who is woken and finds another handler full passes the room on`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<Int>()
        try bus.subscribe("b", to: ["way.both", "way.b"], options: .init(capacity: 1)) { _ in }
        try bus.subscribe("a", to: ["way.both", "way.a"], options: .init(capacity: 1)) {
            seen.add($0.payload)
        }
        bus.pause("a")
        bus.pause("b")
        func draft(_ topic: Topic, _ number: Int) -> EventDraft<Int> {
            EventDraft(topic, number, source: "test")
        }
        try bus.tryPublish(draft("way.a", 0))
        let both = draft("way.both", 1)
        let one = draft("way.a", 2)
        bench.run { try await bus.publish(both) }
        bench.run { try await bus.publish(one) }
        #expect(bus.statistics().suspendedPublishers == 2)
        // The first waits for `a`, and when it is woken `b` has no room.
        try bus.tryPublish(draft("way.b", 3))
        bus.resume("a")
        bench.run()
        #expect(seen.all == [0, 2])
        #expect(bus.numbers(of: "a")?.depth.total == 0)
        try bus.tryPublish(draft("way.a", 4))
        bus.resume("b")
        bench.run()
        #expect(seen.all == [0, 2, 4, 1])
        #expect(bus.statistics().suspendedPublishers == 0)
        bus.assertBalanced()
    }

    @Test func `who waits for room is not passed by who comes later`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<Int>()
        let steps = (0..<3).map { _ in Latch() }
        try bus.subscribe(
            "slow", to: ["test.tick"], options: .init(policy: .serial, capacity: 4)
        ) { context in
            seen.add(context.payload)
            if context.payload < steps.count { await steps[context.payload].wait() }
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        for number in 1...4 { try bus.tryPublish(.tick(number)) }
        bench.run { try await bus.publish(.tick(10)) }
        #expect(bus.statistics().suspendedPublishers == 1)
        // One place becomes free: less than half, so nobody is woken for it.
        steps[0].open()
        bench.run()
        #expect(seen.all == [0, 1])
        bench.run { try await bus.publish(.tick(11)) }
        for step in steps { step.open() }
        bench.run()
        #expect(seen.all == [0, 1, 2, 3, 4, 10, 11])
        bus.assertBalanced()
    }

    @Test func `a redelivery that was woken and is refused passes the room on`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<Int>()
        let latch = Latch()
        try bus.subscribe(
            "full", to: ["test.tick"], options: .init(policy: .serial, capacity: 1)
        ) { [core = bus.core] context in
            seen.add(context.payload)
            if context.payload == 0 { await latch.wait() }
            // The bus closes when the place is given to the redelivery, and before that comes to take it.
            if context.payload == 1 {
                core.phase.store(BusCore.Phase.draining, ordering: .sequentiallyConsistent)
            }
        }
        try bus.subscribe("handler", to: ["test.cause"]) { context in
            try await context.publish("test.tick", 3)
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        try bus.tryPublish(.tick(1))
        let letter = EventDraft<Int>.tick(2)
        bench.run { try await bus.redeliver(letter, toHandler: "full") }
        try bus.tryPublish(EventDraft("test.cause", 0, source: "test"))
        bench.run()
        #expect(bus.statistics().suspendedPublishers == 2)
        latch.open()
        bench.run()
        #expect(seen.all == [0, 1, 3])
    }
}
