import Testing

@testable import EventBus

/// What is urgent goes first, whatever the handler's policy and whatever else is due.
@Suite struct PrecedenceTests {
    @Test func `a critical event goes before all keys that wait for a worker`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let latches = [Latch(), Latch()]
        let seen = Recorder<Int>()
        try bus.subscribe(
            "positions", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 1, by: { UInt64($0.payload) }))
        ) { context in
            seen.add(context.payload)
            if context.payload < 2 { await latches[context.payload].wait() }
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        for number in 1...10 { try bus.tryPublish(.tick(number, priority: .low)) }
        // The worker gives all of them to their keys, and begins with the first.
        latches[0].open()
        bench.run()
        #expect(seen.all == [0, 1])
        try bus.tryPublish(.tick(99, priority: .critical))
        latches[1].open()
        bench.run()
        #expect(seen.all == [0, 1, 99] + Array(2...10))
        bus.assertBalanced()
    }

    @Test func `a critical event takes what its key has before it to the front`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let latches = [Latch(), Latch()]
        let seen = Recorder<Int>()
        try bus.subscribe(
            "positions", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 1, by: { UInt64($0.payload % 10) }))
        ) { context in
            seen.add(context.payload)
            if context.payload < 2 { await latches[context.payload].wait() }
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        for number in [1, 11, 21, 2, 3, 4] { try bus.tryPublish(.tick(number)) }
        // The worker gives all of them to their keys, and begins with the first.
        latches[0].open()
        bench.run()
        #expect(seen.all == [0, 1])
        try bus.tryPublish(.tick(31, priority: .critical))
        try bus.tryPublish(.tick(41))
        latches[1].open()
        bench.run()
        // In its key's order, but before the other keys; what came after it has the key's usual turn.
        #expect(seen.all == [0, 1, 11, 21, 31, 2, 3, 4, 41])
        bus.assertBalanced()
    }

    @Test func `a critical event hurries a key that already waits for a worker`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let latches = [Latch(), Latch()]
        let seen = Recorder<Int>()
        try bus.subscribe(
            "positions", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 1, by: { UInt64($0.payload % 10) }))
        ) { context in
            seen.add(context.payload)
            if context.payload < 2 { await latches[context.payload].wait() }
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        for number in 1...6 { try bus.tryPublish(.tick(number, priority: .low)) }
        // The worker gives all of them to their keys, and begins with the first.
        latches[0].open()
        bench.run()
        #expect(seen.all == [0, 1])
        try bus.tryPublish(.tick(14, priority: .critical))
        try bus.tryPublish(.tick(24, priority: .critical))
        try bus.tryPublish(.tick(34, priority: .low))
        latches[1].open()
        bench.run()
        #expect(seen.all == [0, 1, 4, 14, 24, 2, 3, 34, 5, 6])
        // The key that was hurried is in no ring twice: all keys go on as before.
        for number in 41...46 { try bus.tryPublish(.tick(number, priority: .low)) }
        bench.run()
        #expect(seen.all.suffix(6) == Array(41...46))
        bus.assertBalanced()
    }

    @Test func `a critical event goes before retries that are due`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let latch = Latch()
        let seen = Recorder<Int>()
        try bus.subscribe(
            "moody", to: ["test.tick"], options: .init(policy: .parallel(limit: 1))
        ) { context in
            if context.payload == 50 { await latch.wait() }
            if context.payload < 10, context.attempt == 1 { throw Mishap() }
            seen.add(context.payload)
        }
        for number in 0..<10 { try bus.tryPublish(.tick(number)) }
        bench.run()
        try bus.tryPublish(.tick(50))
        bench.run()
        // All retries come due while the only worker is busy.
        bench.clock.advance(by: .seconds(4))
        try bus.tryPublish(.tick(99, priority: .critical))
        latch.open()
        bench.run()
        #expect(seen.all.prefix(2) == [50, 99])
        #expect(seen.all.dropFirst(2).sorted() == Array(0..<10))
        bus.assertBalanced()
    }
}
