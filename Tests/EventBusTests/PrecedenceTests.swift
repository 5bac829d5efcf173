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
