import TestSupport
import Testing

@testable import EventBus

@Suite struct PublishingTests {
    @Test func `every handler of the topic gets the event, others do not`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<String>()
        for (name, pattern) in [("a", "test.tick"), ("b", "test.*"), ("c", ">"), ("d", "other.>")] {
            try bus.subscribe(name, to: [try TopicPattern(pattern)]) {
                seen.add("\(name)\($0.payload)")
            }
        }
        try await bus.publish(.tick(1))
        await bus.untilIdle()
        #expect(seen.all.sorted() == ["a1", "b1", "c1"])
        bus.assertBalanced()
    }

    @Test func `topics named as exceptions are left out`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("journal", to: [">"], except: ["test.tick"]) { seen.add($0.payload) }
        try await bus.publish(.tick(1))
        try await bus.publish(EventDraft("test.tock", 2, source: "test"))
        await bus.untilIdle()
        #expect(seen.all == [2])
    }

    @Test func `a topic made after subscribing is routed`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("all", to: ["late.>"]) { seen.add($0.payload) }
        try await bus.publish(
            EventDraft(try Topic("late.\(UInt64.random(in: 0 ... .max))"), 5, source: "t"))
        await bus.untilIdle()
        #expect(seen.all == [5])
    }

    @Test func `an event without handlers is counted and kept in the history`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let receipt = try await bus.publish(.tick(1))
        #expect(receipt.sequence == 1)
        #expect(bus.statistics().published == 1)
        #expect(bus.statistics().delivered == 0)
        #expect(bus.history().map(\.id) == [receipt.id])
    }

    @Test func `an event carries what its publisher said`() throws {
        let clock = ManualClock(wallNanoseconds: 1_000)
        let bus = Bus<Int>(clock: clock)
        let cause = EventID(high: 1, low: 2)
        try bus.tryPublish(
            EventDraft(
                "test.tick", 9, source: "feed", priority: .high, schemaVersion: 3,
                occurredAtNanoseconds: 500, correlationID: "story", causationID: cause))
        let event = try #require(bus.history().first)
        #expect(event.payload == 9)
        #expect(event.topic == "test.tick")
        #expect(event.source == "feed")
        #expect(event.priority == .high)
        #expect(event.schemaVersion == 3)
        #expect(event.occurredAtNanoseconds == 500)
        #expect(event.receivedAtNanoseconds == 1_000)
        #expect(event.correlationID == "story")
        #expect(event.causationID == cause)
    }

    @Test func `what a handler publishes names its cause and its story`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        try bus.subscribe("first", to: ["chain.start"]) { context in
            try await context.publish("chain.end", context.payload + 1)
        }
        let receipt = try await bus.publish(
            EventDraft("chain.start", 1, source: "test", correlationID: "story"))
        await until { bus.history(topic: "chain.end").count == 1 }
        let caused = try #require(bus.history(topic: "chain.end").first)
        #expect(caused.causationID == receipt.id)
        #expect(caused.correlationID == "story")
        #expect(caused.source == "first")
        #expect(caused.payload == 2)
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `ids grow with the sequence`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        var receipts: [PublishReceipt] = []
        for number in 0..<100 { receipts.append(try bus.tryPublish(.tick(number))) }
        #expect(receipts.map(\.sequence) == Array(1...100))
        #expect(Set(receipts.map(\.id)).count == 100)
    }

    @Test func `a throttled source is refused, counted, and served again later`() throws {
        var configuration = BusConfiguration()
        configuration.throttles = ["test": Throttle(perSecond: 10, burst: 3)]
        let clock = ManualClock()
        let bus = Bus<Int>(configuration: configuration, clock: clock)
        for number in 0..<3 { try bus.tryPublish(.tick(number)) }
        #expect(throws: PublishError.throttled(source: "test", retryAfterNanoseconds: 100_000_000))
        {
            try bus.tryPublish(.tick(3))
        }
        try bus.tryPublish(EventDraft("test.tick", 0, source: "another"))
        clock.advance(by: .milliseconds(100))
        try bus.tryPublish(.tick(4))
        #expect(throws: PublishError.self) { try bus.tryPublish(.tick(5)) }
        #expect(bus.statistics().throttled == 2)
        #expect(bus.statistics().published == 5)
    }

    @Test func `a hundred simultaneous events are all handled once`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("executor", to: ["test.tick"]) { seen.add($0.payload) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { try await bus.publish(.tick(number)) }
            }
            try await group.waitForAll()
        }
        await bus.untilIdle()
        #expect(seen.all.sorted() == Array(0..<100))
        #expect(bus.statistics().processed == 100)
        bus.assertBalanced()
    }

    @Test func `a failing, a slow and an instant handler do not disturb each other`() async throws {
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: letters)
        let latch = Latch()
        let slow = Recorder<Int>()
        let instant = Recorder<Int>()
        try bus.subscribe("A", to: ["test.tick"], options: .init(retry: .never)) { _ in
            throw Mishap()
        }
        try bus.subscribe("B", to: ["test.tick"]) { context in
            await latch.wait()
            slow.add(context.payload)
        }
        try bus.subscribe("C", to: ["test.tick"]) { instant.add($0.payload) }
        try await bus.publish(.tick(1))
        try await bus.publish(.tick(2))
        await until { instant.count == 2 && letters.letters.count == 2 }
        #expect(slow.count == 0)
        latch.open()
        await bus.untilIdle()
        #expect(slow.all.sorted() == [1, 2])
        bus.assertBalanced()
    }

    @Test func `each invocation has a name of its own`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<String>()
        try bus.subscribe("named", to: ["test.tick"], options: .init(policy: .serial)) { context in
            seen.add(context.taskID)
            seen.add(context.handler)
        }
        for _ in 0..<2 { try await bus.publish(.tick(1)) }
        await bus.untilIdle()
        #expect(seen.all == ["named-0-1", "named", "named-0-2", "named"])
    }

    /// Whether the handler had begun when the publish of each of two events returned, some time after one another.
    private func isBegunBeforeReturn(seed: UInt64, apart: Duration) throws -> [Bool] {
        let executor = SeededExecutor(seed: seed)
        let clock = ManualClock()
        var configuration = BusConfiguration()
        configuration.executor = executor
        let bus = Bus<Int>(configuration: configuration, clock: clock)
        let (seen, atReturn) = (Recorder<Int>(), Recorder<Bool>())
        try bus.subscribe("handler", to: ["test.tick"]) { seen.add($0.payload) }
        let hasEnded = executor.run {
            for number in 1...2 {
                _ = try? await bus.publish(.tick(number))
                atReturn.add(seen.all.contains(number))
                await bus.untilIdle()
                clock.advance(by: apart)
            }
            _ = await bus.stop(within: .seconds(1))
        }
        #expect(hasEnded)
        #expect(seen.all == [1, 2])
        return atReturn.all
    }

    @Test func `the first event after a rest may begin before its publisher goes on`() throws {
        let begun = try (0..<20).map {
            try isBegunBeforeReturn(seed: $0, apart: .microseconds(51))
        }
        #expect(begun.contains { $0[0] })
        #expect(begun.contains { $0[1] })
    }

    @Test func `a publisher that goes on at once is not held up`() throws {
        let begun = try (0..<20).map {
            try isBegunBeforeReturn(seed: $0, apart: .microseconds(50))
        }
        #expect(!begun.contains { $0[1] })
    }

    @Test func `to have waited for room is no rest`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribe("full", to: ["test.tick"], options: .init(capacity: 1)) { _ in }
        bus.pause("full")
        try bus.tryPublish(.tick(1))
        bench.run { try await bus.publish(.tick(2)) }
        bench.clock.advance(by: .milliseconds(1))
        bus.resume("full")
        bench.run()
        let hasRested = bus.core.published.hasRested(at: bench.clock.read().monotonicNanoseconds)
        #expect(!hasRested)
    }
}
