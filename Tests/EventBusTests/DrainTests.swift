import Synchronization
import Testing

@testable import EventBus

@Suite struct DrainTests {
    @Test func `a drain finishes what was published, and what handlers publish meanwhile`()
        async throws
    {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("first", to: ["chain.start"]) { context in
            for _ in 0..<10 { await Task.yield() }
            try await context.publish("chain.end", context.payload)
        }
        try bus.subscribe("last", to: ["chain.end"]) { seen.add($0.payload) }
        for number in 0..<50 {
            try await bus.publish(EventDraft("chain.start", number, source: "t"))
        }
        let report = await bus.drain(within: .seconds(60))
        #expect(report.isComplete)
        #expect(report.remaining.isEmpty)
        #expect(seen.all.sorted() == Array(0..<50))
        await #expect(throws: PublishError.closed) { try await bus.publish(.tick(1)) }
        #expect(throws: PublishError.closed) { try bus.tryPublish(.tick(1)) }
        #expect(throws: SubscriptionError.closed) { try bus.subscribe("x", to: [">"]) { _ in } }
        bus.assertBalanced()
    }

    @Test func `a drain hands out batches that wait for more`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribeBatch("batch", to: ["test.tick"], upTo: 100, within: .seconds(1_000)) {
            for event in $0.events { seen.add(event.payload) }
        }
        for number in 0..<3 { try await bus.publish(.tick(number)) }
        #expect(await bus.drain(within: .seconds(60)).isComplete)
        #expect(seen.all == [0, 1, 2])
        bus.assertBalanced()
    }

    @Test func `waiting publishers are released, and what waits is reported and kept`() async throws
    {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        try bus.subscribe("full", to: ["test.tick"], options: .init(capacity: 2)) { _ in }
        bus.pause("full")
        for number in 0..<2 { try await bus.publish(.tick(number)) }
        let publisher = Task { () -> PublishError? in
            do throws(PublishError) {
                try await bus.publish(.tick(2))
                return nil
            } catch { return error }
        }
        await until { bus.statistics().suspendedPublishers == 1 }
        let stop = Task { await bus.stop(within: .seconds(1)) }
        #expect(await publisher.value == .closed)
        clock.advance(by: .seconds(1))
        let report = await stop.value
        #expect(!report.isComplete)
        #expect(report.releasedPublishers == 1)
        #expect(report.remaining == [.init(handler: "full", queued: 2, running: 0, retrying: 0)])
        let left = bus.undelivered()
        #expect(left.map(\.event.payload) == [0, 1])
        #expect(left.map(\.handler) == ["full", "full"])
        #expect(bus.numbers(of: "full")?.undelivered == 2)
        bus.assertBalanced()
    }

    @Test func `a stop returns although a handler is deaf, and accounts for it`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let latch = Latch()
        try bus.subscribe("deaf", to: ["test.tick"], options: .init(policy: .serial)) { _ in
            await latch.wait()
        }
        for number in 0..<3 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "deaf")?.inFlight == 1 }
        let stop = Task { await bus.stop(within: .seconds(1)) }
        await until { !bus.core.isOpen }
        clock.advance(by: .seconds(1))
        let report = await stop.value
        #expect(report.remaining == [.init(handler: "deaf", queued: 2, running: 1, retrying: 0)])
        #expect(bus.undelivered().map(\.event.payload) == [1, 2])
        latch.open()
        await until { bus.numbers(of: "deaf")?.executed == 1 }
        await until { bus.statistics().tasksAlive == 0 }
        bus.assertBalanced()
    }

    @Test func `a stop keeps what waits for its retry`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        try bus.subscribe("handler", to: ["test.tick"]) { _ in throw Mishap() }
        try await bus.publish(.tick(1))
        await until { bus.numbers(of: "handler")?.retrying == 1 }
        let stop = Task { await bus.stop(within: .zero) }
        let report = await stop.value
        #expect(report.remaining == [.init(handler: "handler", queued: 0, running: 0, retrying: 1)])
        #expect(bus.undelivered().map(\.event.payload) == [1])
        bus.assertBalanced()
    }

    @Test func `a stop does not wait longer for a sink that is stuck`() async throws {
        struct StuckSink: DeadLetterSink {
            let latch: Latch
            func record(_ letters: [DeadLetter<Int>]) async throws { await latch.wait() }
        }
        let latch = Latch()
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock, deadLetters: StuckSink(latch: latch))
        try bus.subscribe("bad", to: ["test.tick"]) { _ in throw Hopeless() }
        try await bus.publish(.tick(1))
        let stop = Task { await bus.stop(within: .seconds(1)) }
        await until { !bus.core.isOpen && bus.statistics().deadLetterBacklog == 1 }
        clock.advance(by: .seconds(1))
        let report = await stop.value
        #expect(!report.isComplete)
        #expect(report.deadLetterBacklog == 1)
        latch.open()
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `what follows up on a letter is taken while the bus drains`() async throws {
        final class TellingSink: DeadLetterSink {
            let bus = Mutex<Bus<Int>?>(nil)
            let latch = Latch()
            func record(_ letters: [DeadLetter<Int>]) async throws {
                await latch.wait()
                let bus = bus.withLock { $0 }
                for letter in letters {
                    let draft = EventDraft("dlq.added", letter.event.payload, source: "sink")
                    #expect(throws: PublishError.closed) { try bus?.tryPublish(draft) }
                    try bus?.tryPublish(draft, followsUp: true)
                    try await bus?.publish(draft, followsUp: true)
                }
            }
        }
        let sink = TellingSink()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: sink)
        sink.bus.withLock { $0 = bus }
        let told = Recorder<Int>()
        try bus.subscribe("bad", to: ["test.tick"]) { _ in throw Hopeless() }
        try bus.subscribe("listener", to: ["dlq.*"]) { told.add($0.payload) }
        try await bus.publish(.tick(7))
        let stop = Task { await bus.stop(within: .seconds(60)) }
        await until { !bus.core.isOpen }
        sink.latch.open()
        #expect(await stop.value.isComplete)
        #expect(told.all == [7, 7])
        let late = EventDraft("dlq.added", 8, source: "sink")
        #expect(throws: PublishError.closed) { try bus.tryPublish(late, followsUp: true) }
        sink.bus.withLock { $0 = nil }
        bus.assertBalanced()
    }

    @Test func `a stop of an idle bus is complete at once, and a second one too`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        try bus.subscribe("handler", to: ["test.tick"]) { _ in }
        #expect(await bus.stop(within: .zero).isComplete)
        #expect(await bus.stop(within: .zero).isComplete)
        #expect(bus.undelivered().isEmpty)
    }

    @Test(arguments: [false, true])
    func `a bus that is dropped gives its sink a last chance, and lets go of what that refuses`(
        isMended: Bool
    ) async throws {
        let sink = MoodySink()
        weak var core: BusCore?
        do {
            let bus = Bus<Int>(clock: ManualClock(), deadLetters: sink)
            core = bus.core
            for name in ["bad", "worse"] {
                try bus.subscribe(name, to: ["test.tick"]) { _ in throw Hopeless() }
            }
            try await bus.publish(.tick(1))
            await until {
                ["bad", "worse"].allSatisfy { bus.numbers(of: $0)?.isPaused == true }
            }
            #expect(sink.refusals == 2)
            if isMended { sink.mend() }
        }
        await until { core == nil }
        #expect(sink.refusals == (isMended ? 2 : 4))
        #expect(sink.letters.map(\.handler).sorted() == (isMended ? ["bad", "worse"] : []))
    }

    @Test func `a refusal from before the bus was dropped is not the last word`() async throws {
        final class BusySink: DeadLetterSink {
            let latch = Latch()
            let batches = Recorder<[Int]>()
            func record(_ letters: [DeadLetter<Int>]) async throws {
                batches.add(letters.map(\.event.payload))
                await latch.wait()
                // The first call was made before, the second brings the same again.
                if batches.count < 3 { throw Mishap() }
            }
        }
        let sink = BusySink()
        weak var core: BusCore?
        do {
            let bus = Bus<Int>(clock: ManualClock(), deadLetters: sink)
            core = bus.core
            try bus.subscribe("bad", to: ["test.tick"], options: .init(policy: .serial)) { _ in
                throw Hopeless()
            }
            for number in 0..<600 { try await bus.publish(.tick(number)) }
            await until { bus.statistics().deadLetterBacklog == 600 }
        }
        sink.latch.open()
        await until { core == nil }
        let calls = sink.batches.all
        #expect(calls.count == 4, "one before, and all letters in three after")
        #expect(calls.dropFirst().flatMap(\.self) == Array(0..<600))
    }

    @Test func `a stepped bus that is dropped lets go of what its sink refuses`() async throws {
        let sink = MoodySink()
        weak var core: BusCore?
        do {
            let bus = Bus<Int>(
                clock: ManualClock(), execution: .stepped(order: .fifo), deadLetters: sink)
            core = bus.core
            try bus.subscribe("bad", to: ["test.tick"]) { _ in throw Hopeless() }
            try await bus.publish(.tick(1))
            await bus.runUntilIdle()
            #expect(sink.refusals == 1)
        }
        await until { core == nil }
    }

    @Test func `a bus that is dropped lets its workers go`() async throws {
        final class Marker: Sendable {}
        weak var marker: Marker?
        do {
            let bus = Bus<Int>(clock: ManualClock())
            let held = Marker()
            marker = held
            let seen = Recorder<Int>()
            try bus.subscribe("handler", to: ["test.tick"]) { context in
                withExtendedLifetime(held) { seen.add(context.payload) }
            }
            try await bus.publish(.tick(1))
            await bus.untilIdle()
            #expect(seen.count == 1)
        }
        await until { marker == nil }
    }
}
