import Testing

@testable import EventBus

@Suite struct SteppedTests {
    /// Runs a small world with failures, retries, keys and events that cause others, and writes
    /// down all that happens.
    private func run(_ order: StepOrder) async throws -> [String] {
        let clock = ManualClock()
        var configuration = BusConfiguration()
        configuration.seed = 42
        let bus = Bus<Int>(
            configuration: configuration, clock: clock, execution: .stepped(order: order))
        let seen = Recorder<String>()
        try bus.subscribe("fragile", to: ["world.start"]) { context in
            seen.add("fragile \(context.payload) \(context.attempt) \(context.event.id)")
            if context.payload % 3 == 0, context.attempt < 3 { throw Mishap() }
            try context.tryPublish("world.next", context.payload * 10)
        }
        try bus.subscribe(
            "keyed", to: [">"], options: .init(policy: .keyed(by: { UInt64($0.payload % 4) }))
        ) {
            seen.add("keyed \($0.payload) \($0.nowNanoseconds)")
        }
        try bus.subscribe("serial", to: ["world.*"], options: .init(policy: .serial)) {
            seen.add("serial \($0.payload)")
        }
        for number in 0..<12 { try bus.tryPublish(EventDraft("world.start", number, source: "t")) }
        await bus.runUntilIdle()
        for _ in 0..<30 {
            clock.advance(by: .milliseconds(100))
            await bus.runUntilIdle()
        }
        bus.assertBalanced()
        #expect(bus.statistics().tasksAlive == 0)
        return seen.all
    }

    @Test func `the same input gives the same run, bit for bit`() async throws {
        #expect(try await run(.fifo) == run(.fifo))
        #expect(try await run(.seeded(7)) == run(.seeded(7)))
    }

    @Test func `other seeds explore other orders, all of which keep the policies`() async throws {
        var orders: Set<[String]> = []
        for seed in 0..<20 as Range<UInt64> {
            let order = try await run(.seeded(seed))
            orders.insert(order)
            let serial = order.filter { $0.hasPrefix("serial") }
            #expect(Array(serial.prefix(12)) == (0..<12).map { "serial \($0)" })
            for key in 0..<4 {
                let starts = order.filter { $0.hasPrefix("keyed") }
                    .compactMap { Int($0.split(separator: " ")[1]) }
                    .filter { $0 % 4 == key && $0 < 12 && $0 > 0 }
                #expect(starts.filter { $0 % 10 != 0 } == starts.filter { $0 % 10 != 0 }.sorted())
            }
        }
        #expect(orders.count > 15)
    }

    @Test func `first in, first out goes by sequence, then by the order of subscribing`()
        async throws
    {
        let bus = Bus<Int>(execution: .stepped(order: .fifo))
        let seen = Recorder<String>()
        for name in ["b", "a"] {
            try bus.subscribe(name, to: ["test.tick"]) { seen.add("\(name)\($0.payload)") }
        }
        for number in 0..<3 { try bus.tryPublish(.tick(number)) }
        #expect(seen.count == 0)
        await bus.runUntilIdle()
        #expect(seen.all == ["b0", "a0", "b1", "a1", "b2", "a2"])
    }

    @Test func `publishing never waits in a stepped bus`() async throws {
        let bus = Bus<Int>(execution: .stepped(order: .fifo))
        try bus.subscribe("handler", to: ["test.tick"], options: .init(capacity: 1)) { _ in }
        try await bus.publish(.tick(0))
        await #expect(throws: PublishError.wouldSuspend(handler: "handler")) {
            try await bus.publish(.tick(1))
        }
        await bus.runUntilIdle()
        try await bus.publish(.tick(1))
        #expect(await bus.stop(within: .zero).isComplete)
        bus.assertBalanced()
    }

    @Test func `a handler that moves the clock past its timeout has timed out`() async throws {
        let clock = ManualClock()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, execution: .stepped(order: .fifo), deadLetters: letters)
        try bus.subscribe("slow", to: ["test.tick"], options: .init(retry: .never)) { _ in
            clock.advance(by: .seconds(6))
        }
        try bus.tryPublish(.tick(1))
        await bus.runUntilIdle()
        #expect(letters.letters.first?.attempts.map(\.kind) == [.timeout])
        bus.assertBalanced()
    }

    @Test func `batches and stages work step by step`() async throws {
        let bus = Bus<Int>(execution: .stepped(order: .fifo))
        let seen = Recorder<[Int]>()
        try bus.subscribe("second", to: ["test.tick"], options: .init(stage: 1)) {
            seen.add([$0.payload])
        }
        try bus.subscribeBatch("first", to: ["test.tick"], upTo: 3, within: .seconds(9)) {
            seen.add($0.events.map(\.payload))
        }
        for number in 0..<4 { try bus.tryPublish(.tick(number)) }
        await bus.runUntilIdle()
        #expect(seen.all.first == [0, 1, 2])
        #expect(seen.all.filter { $0 != [0, 1, 2] } == [[0], [1], [2], [3], [3]])
        bus.assertBalanced()
    }
}
