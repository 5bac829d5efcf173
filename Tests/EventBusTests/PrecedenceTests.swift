import Testing

@testable import EventBus

/// What is urgent goes first, whatever the handler's policy and whatever else is due.
@Suite struct PrecedenceTests {
    @Test func `a critical event goes before all keys that wait for a worker`() throws {
        let busy = try BusyWorker(waiting: Array(2...9))
        try busy.bench.bus.tryPublish(.tick(10, priority: .critical))
        #expect(busy.rest() == [10] + Array(2...9))
    }

    @Test func `a critical event takes what its key has before it to the front`() throws {
        let busy = try BusyWorker(waiting: [11, 21, 2, 3, 4])
        try busy.bench.bus.tryPublish(.tick(31, priority: .critical))
        try busy.bench.bus.tryPublish(.tick(41, priority: .low))
        // In its key's order, but before the other keys; what came after it has the key's usual turn.
        #expect(busy.rest() == [11, 21, 31, 2, 3, 4, 41])
    }

    @Test func `a critical event hurries a key that already waits for a worker`() throws {
        let busy = try BusyWorker(waiting: Array(2...6))
        try busy.bench.bus.tryPublish(.tick(14, priority: .critical))
        try busy.bench.bus.tryPublish(.tick(24, priority: .critical))
        try busy.bench.bus.tryPublish(.tick(34, priority: .low))
        #expect(busy.rest() == [4, 14, 24, 2, 3, 34, 5, 6])
        // What the hurried key has left in the other ring holds up nothing: all keys go on as before.
        for number in 41...46 { try busy.bench.bus.tryPublish(.tick(number, priority: .low)) }
        #expect(busy.rest() == Array(41...46))
    }

    /// A handler of keys, the last digits, whose only worker is busy with event 1, while others wait in their keys.
    private struct BusyWorker {
        let bench = HandDriven()
        private let latch = Latch()
        private let seen = Recorder<Int>()

        init(waiting numbers: [Int]) throws {
            let (seen, latch, router) = (seen, latch, Latch())
            try bench.bus.subscribe(
                "positions", to: ["test.tick"],
                options: .init(policy: .keyed(limit: 1, by: { UInt64($0.payload % 10) }))
            ) { context in
                switch context.payload {
                case 0: await router.wait()
                case 1: await latch.wait()
                default: seen.add(context.payload)
                }
            }
            try bench.bus.tryPublish(.tick(0))
            bench.run()
            for number in [1] + numbers { try bench.bus.tryPublish(.tick(number, priority: .low)) }
            // The worker gives all of them to their keys, and begins with the first.
            router.open()
            bench.run()
            #expect(seen.all.isEmpty)
        }

        /// Lets the worker go on, and returns what it has handled since the last time, in order.
        func rest() -> [Int] {
            let before = seen.all.count
            latch.open()
            bench.run()
            bench.bus.assertBalanced()
            return Array(seen.all.dropFirst(before))
        }
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
