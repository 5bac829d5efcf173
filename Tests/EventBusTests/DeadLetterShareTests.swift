import Foundation
import Synchronization
import Testing

@testable import EventBus

/// A sink that refuses the letters of one handler.
private final class PickySink: DeadLetterSink {
    private let state = Mutex((refused: "bad", kept: [String]()))

    var kept: [String] { state.withLock { $0.kept } }

    func relent() { state.withLock { $0.refused = "" } }

    func record(_ letters: [DeadLetter<Int>]) async throws {
        try state.withLock { state in
            guard !letters.contains(where: { $0.handler == state.refused }) else { throw Mishap() }
            state.kept += letters.map { "\($0.handler) \($0.event.payload)" }
        }
    }
}

/// What one handler's dead letters do to the others, and to those that must go on.
@Suite struct DeadLetterShareTests {
    private let never = SubscriptionOptions<Int>(policy: .serial, retry: .never)

    @Test func `a letter that comes while the sink's task ends is handed over`() async throws {
        struct CountingSink: DeadLetterSink {
            let recorded = Counter()
            func record(_ letters: [DeadLetter<Int>]) async throws { recorded.add(letters.count) }
        }
        let sink = CountingSink()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: sink)
        try bus.subscribe("bad", to: ["test.tick"]) { _ in }
        let lane = try #require(bus.core.lane(named: "bad"))
        let event = try bus.make(.tick(1))
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                for number in 1...20_000 * stress {
                    let letter = Delivery(lane: lane, event: event, track: nil)
                    bus.core.letters.add(letter, of: lane)
                    spin(untilALittleAfter: sink.recorded, reaches: number)
                }
                continuation.resume()
            }
        }
        #expect(sink.recorded.value == 20_000 * stress)
        await until { bus.statistics().deadLetterBacklog == 0 }
    }

    @Test func `letters that the sink refuses stop their own handler only`() throws {
        let sink = PickySink()
        let bench = HandDriven(deadLetters: sink)
        let bus = bench.bus
        for name in ["bad", "other"] {
            try bus.subscribe(name, to: ["test.tick"], options: never) { _ in throw Mishap() }
        }
        for number in 0..<3 {
            try bus.tryPublish(.tick(number))
            bench.run()
        }
        #expect(bus.numbers(of: "bad")?.isPaused == true)
        #expect(bus.numbers(of: "other")?.isPaused == false)
        #expect(sink.kept == ["other 0", "other 1", "other 2"])
        sink.relent()
        bench.clock.advance(by: .seconds(1))
        bench.run()
        #expect(sink.kept.suffix(3) == ["bad 0", "bad 1", "bad 2"])
        #expect(bench.alarms.all.last == .deadLetterSinkRecovered)
        #expect(bench.alarms.all.count == 2)
        bus.assertBalanced()
    }

    @Test func `a handler whose work must not stop goes on, and says how many letters are kept`()
        throws
    {
        let sink = MoodySink()
        let bench = HandDriven(deadLetters: sink)
        let bus = bench.bus
        let seen = Recorder<Int>()
        var options = never
        options.stopsForDeadLetters = false
        try bus.subscribe("exits", to: ["test.tick"], options: options) { context in
            if context.payload < 5 { throw Mishap() }
            seen.add(context.payload)
        }
        for number in 0..<6 {
            try bus.tryPublish(.tick(number))
            bench.run()
        }
        #expect(seen.all == [5])
        #expect(bus.numbers(of: "exits")?.isPaused == false)
        #expect(bus.statistics().deadLetterBacklog == 5)
        sink.mend()
        bench.clock.advance(by: .seconds(1))
        bench.run()
        #expect(sink.letters.map(\.event.payload) == Array(0..<5))
        bus.assertBalanced()
    }

    @Test func `at its bound a handler that must not stop raises an alarm once and goes on`() throws
    {
        let latch = Latch()
        let bench = HandDriven(deadLetters: SlowSink(latch: latch), deadLetterBound: 2)
        let bus = bench.bus
        var options = never
        options.stopsForDeadLetters = false
        try bus.subscribe("exits", to: ["test.tick"], options: options) { _ in throw Mishap() }
        for number in 0..<5 {
            try bus.tryPublish(.tick(number))
            bench.run()
        }
        #expect(bus.numbers(of: "exits")?.deadLettered == 5)
        #expect(bench.alarms.all == [.deadLettersKept(handler: "exits", backlog: 2)])
        latch.open()
        bench.run()
        #expect(bus.statistics().deadLetterBacklog == 0)
        bus.assertBalanced()
    }

    @Test func `letters that wait when the bus is let go are recorded, with their handler's name`()
        async throws
    {
        let latch = Latch()
        let sink = SlowSink(latch: latch)
        var bench: HandDriven? = HandDriven(deadLetters: sink)
        let run = try #require(bench?.runner)
        try bench?.bus.subscribe("exits", to: ["test.tick"], options: never) { _ in throw Mishap() }
        for number in 0..<3 {
            try bench?.bus.tryPublish(.tick(number))
            run()
        }
        // One is with the sink, two wait on the stack; nothing but them knows of the handler from here on.
        weak let lane = bench?.bus.core.lane(named: "exits")
        bench = nil
        run()
        // The old routing tables hold it too, and are let go by a task of their own.
        for _ in 0..<1_000 { await Task.yield() }
        #expect(lane != nil)
        latch.open()
        run()
        #expect(sink.letters.all.map(\.event.payload) == [0, 1, 2])
        #expect(sink.letters.all.map(\.handler) == ["exits", "exits", "exits"])
        await until { lane == nil }
    }
}

private struct SlowSink: DeadLetterSink {
    let latch: Latch
    let letters = Recorder<DeadLetter<Int>>()
    func record(_ letters: [DeadLetter<Int>]) async throws {
        await latch.wait()
        for letter in letters { self.letters.add(letter) }
    }
}
