import Synchronization
import TestSupport
import Testing

@testable import EventBus

/// A desk in small: feeds, candles, strategies, an executor whose broker is slow and moody, orders,
/// positions, risk and a journal, all on one executor that draws the order of everything.
///
/// The seed decides clock, delays, failures and orders; a failing test names it as its argument, and
/// the same seed fails again.
private final class SeededDesk: Sendable {
    struct Message: Sendable {
        var key: Int
        var number: Int
    }

    /// What happened, in order.
    let log = Recorder<String>()
    let letters = DeadLetterCollector<Message>()
    let bus: Bus<Message>
    private let executor: SeededExecutor
    private let clock = ManualClock()
    private let seed: UInt64
    private let claims = Mutex<[Int: Int]>([:])
    private let positions = Mutex<[Int: Int]>([:])

    private static let symbols = 3
    private static let ticks = 40
    private static let signals = symbols * (ticks / 4)

    init(seed: UInt64) {
        self.seed = seed
        executor = SeededExecutor(seed: seed)
        var configuration = BusConfiguration()
        configuration.seed = seed
        configuration.executor = executor
        bus = Bus(configuration: configuration, clock: clock, deadLetters: letters)
    }

    /// Runs the desk's day, and returns whether it came to its end.
    func run() throws -> Bool {
        try subscribe()
        var random = SplitMix(state: ~seed)
        return executor.run { [self] in
            await withTaskGroup(of: Void.self) { group in
                for symbol in 0..<Self.symbols { group.addTask { await self.feed(symbol) } }
                group.addTask { await self.weather() }
            }
            let report = await bus.stop(within: .seconds(100_000))
            #expect(report.isComplete, "\(report)")
            log.add("stopped")
        } whenIdle: {
            clock.advance(by: .milliseconds(Int.random(in: 1...200, using: &random)))
            return clock.read().monotonicNanoseconds < 1_000_000_000_000
        }
    }

    /// Expects what holds in every order.
    func check() {
        bus.assertBalanced()
        let given = Set(claims.withLock { $0.keys })
        let lost = Set(letters.letters.map { $0.event.payload.number })
        #expect(given.union(lost) == Set(0..<Self.signals), "every signal was claimed or is dead")
        #expect(
            positions.withLock { $0 } == [0: Self.ticks - 1, 1: Self.ticks - 1, 2: Self.ticks - 1])
        #expect(bus.statistics().tasksAlive == 0)
        let told = log.all
        for key in 0..<Self.symbols {
            let candles = told.filter { $0.hasPrefix("candle \(key) ") }
            #expect(candles == (0..<Self.ticks / 4).map { "candle \(key) \($0)" })
        }
        let journal = bus.statistics().handlers.first { $0.name == "journal" }
        #expect(journal?.executed == journal?.received)
        // A later stage never sees an event before the earlier one is done with it.
        for number in 0..<Self.signals {
            let order = told.filter { $0 == "order \(number)" || $0 == "risk \(number)" }
            #expect(order.first != "risk \(number)")
        }
    }

    private func feed(_ symbol: Int) async {
        for number in 0..<Self.ticks {
            _ = try? await bus.publish(
                EventDraft(
                    "tick.received", Message(key: symbol, number: number), source: "feed"))
            if number % 4 == symbol { await Task.yield() }
        }
    }

    /// Moves the clock while things are under way, so that timeouts and retries come at any moment.
    private func weather() async {
        var random = SplitMix(state: seed &+ 1)
        for _ in 0..<150 {
            await Task.yield()
            clock.advance(by: .milliseconds(Int.random(in: 0...60, using: &random)))
        }
    }

    private func subscribe() throws {
        let byKey = HandlerPolicy<Message>.keyed(limit: 4) { UInt64($0.payload.key) }
        try bus.subscribe(
            "candles", to: ["tick.received"], options: .init(policy: byKey, capacity: 4)
        ) { context in
            let tick = context.payload
            await Task.yield()
            guard tick.number % 4 == 3 else { return }
            let candle = Message(key: tick.key, number: tick.number / 4)
            try await context.publish("candle.completed", candle)
        }
        try bus.subscribe(
            "positions", to: ["tick.received"],
            options: .init(policy: byKey, backPressure: .coalesce { UInt64($0.payload.key) })
        ) { [self] context in
            let tick = context.payload
            let before = positions.withLock { positions in
                defer { positions[tick.key] = tick.number }
                return positions[tick.key] ?? -1
            }
            #expect(before < tick.number, "a coalesced tick is newer than the one before")
            await Task.yield()
        }
        try bus.subscribe(
            "strategy", to: ["candle.completed"], options: .init(policy: byKey, capacity: 8)
        ) { [self] context in
            let candle = context.payload
            log.add("candle \(candle.key) \(candle.number)")
            await Task.yield()
            let signal = Message(
                key: candle.key, number: candle.number * Self.symbols + candle.key)
            try await context.publish("signal.generated", signal, priority: .high)
        }
        try bus.subscribe(
            "executor", to: ["signal.generated"],
            options: .init(
                policy: .parallel(limit: 3), capacity: 4, timeout: .milliseconds(900),
                retry: RetryPolicy(attempts: 4, base: .milliseconds(20)))
        ) { [self] context in
            let signal = context.payload
            // The broker's answer takes a while, and now and then it is an error.
            for _ in 0..<(signal.number % 5) * 8 {
                try Task.checkCancellation()
                await Task.yield()
            }
            if signal.number % 7 == 3, context.attempt < 3 { throw Mishap(number: signal.number) }
            claims.withLock { $0[signal.number, default: 0] += 1 }
            try await context.publish("order.filled", signal, priority: .critical)
        }
        try bus.subscribe(
            "orders", to: ["order.*"],
            options: .init(policy: .keyed(limit: 2) { UInt64($0.payload.number) }, capacity: 8)
        ) { [self] context in
            await Task.yield()
            log.add("order \(context.payload.number)")
        }
        try bus.subscribe(
            "risk", to: ["order.filled"], options: .init(policy: .serial, stage: 1)
        ) { [self] context in
            log.add("risk \(context.payload.number)")
        }
        try bus.subscribeBatch(
            "journal", to: [">"], except: ["tick.received"], upTo: 7, within: .milliseconds(50)
        ) { _ in
            await Task.yield()
        }
    }
}

@Suite struct SeededTests {
    @Test("a desk keeps its promises in every order", arguments: 0..<UInt64(60 * stress))
    func desk(seed: UInt64) throws {
        let desk = SeededDesk(seed: seed)
        #expect(try desk.run(), "something waits for what never comes: \(desk.bus.statistics())")
        desk.check()
    }

    @Test func `the same seed plays the same day again, other seeds play other days`() throws {
        func day(_ seed: UInt64) throws -> [String] {
            let desk = SeededDesk(seed: seed)
            #expect(try desk.run())
            return desk.log.all
        }
        #expect(try day(5) == day(5))
        #expect(Set(try (0..<20).map { try day($0) }).count > 15)
    }

    @Test func `what waits for ever is told, not waited for`() {
        let executor = SeededExecutor(seed: 1)
        let latch = Latch()
        let hasEnded = executor.run { await latch.wait() }
        #expect(!hasEnded)
        latch.open()
        executor.run()
    }
}
