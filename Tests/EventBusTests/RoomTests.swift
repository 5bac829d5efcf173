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
}
