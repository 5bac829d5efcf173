import Testing

@testable import EventBus

/// Events that are given to one handler again.
@Suite struct RedeliveryTests {
    @Test func `a new event that its handler refuses was never published`() async throws {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribe(
            "full", to: ["test.tick"], options: .init(backPressure: .fail, capacity: 1)
        ) { _ in }
        bus.pause("full")
        try bus.tryPublish(.tick(0))
        await #expect(throws: PublishError.full(handler: "full")) {
            try await bus.redeliver(.tick(1), toHandler: "full")
        }
        await #expect(throws: PublishError.unknownHandler("nobody")) {
            try await bus.redeliver(.tick(1), toHandler: "nobody")
        }
        #expect(bus.statistics().published == 1)
        bus.resume("full")
        bench.run()
        let receipt = try await bus.redeliver(.tick(2), toHandler: "full")
        #expect(receipt.sequence == 2)
        #expect(bus.history().map(\.payload) == [0, 2])
        bench.run()
        bus.assertBalanced()
    }
}
