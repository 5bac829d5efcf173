import Testing

@testable import EventBus

#if canImport(Darwin)
    @_silgen_name("malloc_size")
    private func allocatedSize(_ pointer: UnsafeMutableRawPointer) -> Int
#else
    @_silgen_name("malloc_usable_size")
    private func allocatedSize(_ pointer: UnsafeMutableRawPointer) -> Int
#endif

/// Far more events than handlers can take: what is bounded stays so, and nothing urgent waits.
@Suite struct FloodTests {
    /// Counts the payloads that are alive.
    private final class Tick: Sendable {
        let symbol: UInt64
        private let alive: Counter
        init(symbol: UInt64, alive: Counter) {
            self.symbol = symbol
            self.alive = alive
            alive.add()
        }
        deinit { alive.add(-1) }
    }

    @Test func `a burst of ticks takes no more room than there are symbols, and no order waits`()
        async throws
    {
        var configuration = BusConfiguration()
        configuration.historyLimit = 128
        let bus = Bus<Tick>(configuration: configuration, clock: ManualClock())
        let latch = Latch()
        let alive = Counter()
        let seen = Recorder<String>()
        let marks = SubscriptionOptions<Tick>(
            policy: .serial, backPressure: .coalesce { $0.payload.symbol })
        // One handler takes ticks and orders; it is far slower than they come.
        try bus.subscribe("positions", to: ["tick.received", "order.filled"], options: marks) {
            seen.add("positions \($0.event.topic) \($0.payload.symbol)")
            if seen.count == 1 { await latch.wait() }
        }
        try bus.subscribe("orders", to: ["order.*"]) { seen.add("orders \($0.payload.symbol)") }

        func publish(_ topic: Topic, _ symbol: UInt64, _ priority: Priority) throws {
            let tick = Tick(symbol: symbol, alive: alive)
            try bus.tryPublish(EventDraft(topic, tick, source: "feed", priority: priority))
        }
        try publish("tick.received", 0, .normal)
        await until { seen.count == 1 }
        for number in 0..<100_000 as Range<UInt64> {
            try publish("tick.received", 1 + number % 5, .normal)
        }
        try publish("order.filled", 9, .critical)
        // The order's own handler has it while the ticks' handler still holds its first tick.
        await until { seen.count == 2 }
        #expect(seen.all.last == "orders 9")
        #expect(alive.highest <= 128 + 5 + 3, "history, symbols, the order and those in hand")
        latch.open()
        await bus.untilIdle()
        // Where both come to one handler, the order is first: before all ticks that waited.
        #expect(seen.all[2] == "positions order.filled 9")
        #expect(seen.count == 3 + 5)
        #expect(bus.numbers(of: "positions")?.coalesced == 100_000 - 5)
        bus.assertBalanced()
    }

    @Test func `under a flood each queue gets its share: of sixteen turns 8, 4, 3 and 1`()
        async throws
    {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(
                policy: .serial,
                backPressure: .coalesce { $0.payload >= 1_000 ? UInt64($0.payload) : nil })
        ) { seen.add($0.payload) }
        bus.pause("handler")
        for number in 0..<200 {
            try await bus.publish(.tick(300 + number, priority: .high))
            try await bus.publish(.tick(600 + number % 200, priority: .normal))
            try await bus.publish(.tick(number, priority: .low))
            try await bus.publish(.tick(1_000 + number))
        }
        bus.resume("handler")
        await bus.untilIdle()
        for round in 0..<10 {
            let turn = seen.all[16 * round..<16 * (round + 1)]
            #expect(turn.count { 300..<600 ~= $0 } == 8)
            #expect(turn.count { 600..<900 ~= $0 } == 4)
            #expect(turn.count { $0 >= 1_000 } == 3)
            #expect(turn.count { $0 < 300 } == 1)
        }
        bus.assertBalanced()
    }

    @Test func `a queued event costs no more than 256 bytes beyond its payload`() {
        let capacity = 1_024
        let queue = BoundedQueue<EventHeader>(capacity: capacity)
        let reading = ClockReading(monotonicNanoseconds: 0, wallNanoseconds: 0)
        let draft = EventDraft<Int>(
            "test.tick", 1, source: "a source with a name that is long", correlationID: "story",
            causationID: EventID(high: 1, low: 2))
        let event = Event(draft, at: reading)
        let size = allocatedSize(Unmanaged.passUnretained(event).toOpaque())
        let payload = MemoryLayout<Int>.size
        let total = size - payload + queue.byteCount / capacity
        #expect(total <= 256, "event \(size), queue \(queue.byteCount / capacity)")
    }
}
