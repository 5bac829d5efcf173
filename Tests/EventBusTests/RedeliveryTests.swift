import Foundation
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

    @Test(arguments: ["serial", "keyed"])
    func `an event that is given again while it is handled, waits; never do both run`(
        _ policy: String
    ) async throws {
        let bench = HandDriven()
        let bus = bench.bus
        let running = Counter()
        let done = Recorder<EventID>()
        let door = Latch()
        try bus.subscribe(
            "one", to: ["test.tick"],
            options: .init(
                policy: policy == "serial"
                    ? .serial : .keyed(by: { UInt64($0.payload) }), timeout: .seconds(100))
        ) { context in
            running.add()
            await door.wait()
            running.add(-1)
            done.add(context.event.id)
        }
        try bus.tryPublish(.tick(7))
        bench.run()
        let event = try #require(bus.history().first)
        for _ in 0..<3 {
            bench.run { try await bus.redeliver(event, toHandler: "one") }
        }
        #expect(running.value == 1)
        door.open()
        bench.run()
        #expect(running.highest == 1)
        #expect(done.all == Array(repeating: event.id, count: 4))
        #expect(bus.statistics().handlers.first?.redelivered == 3)
        bus.assertBalanced()
    }

    @Test func `who unsubscribes waits for a redelivery that is under way`() async throws {
        let bus = Bus<Int>()
        let (isInside, mayLeave, isGone) = (Switch(false), Switch(false), Switch(false))
        let seen = Recorder<Int>()
        let subscription = try bus.subscribe(
            "prices", to: ["test.tick"],
            options: .init(
                backPressure: .coalesce { event in
                    // The publisher's own thread, in the middle of giving its event to the lane.
                    isInside.set(true)
                    while !mayLeave.isOn { sched_yield() }
                    return UInt64(event.payload)
                })
        ) { seen.add($0.payload) }
        let giver = Task.detached { try await bus.redeliver(.tick(5), toHandler: "prices") }
        while !isInside.isOn { await Task.yield() }
        let leaver = Task.detached {
            await bus.unsubscribe(subscription)
            isGone.set(true)
        }
        // From now on the handler is not known any more, though the publisher still is inside.
        while bus.statistics().subscriptions > 0 { await Task.yield() }
        for _ in 0..<100 { await Task.yield() }
        #expect(!isGone.isOn)
        await #expect(throws: PublishError.unknownHandler("prices")) {
            try await bus.redeliver(.tick(6), toHandler: "prices")
        }
        mayLeave.set(true)
        _ = try await giver.value
        await leaver.value
        _ = await bus.stop(within: .seconds(30))
        #expect(seen.all == [5])
        bus.assertBalanced()
    }
}
