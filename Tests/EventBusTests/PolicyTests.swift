import Synchronization
import Testing

@testable import EventBus

@Suite struct PolicyTests {
    @Test func `a serial handler sees events one at a time and in order`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        let running = Counter()
        try bus.subscribe("serial", to: ["test.tick"], options: .init(policy: .serial)) { context in
            let count = running.add()
            #expect(count == 1)
            await Task.yield()
            seen.add(context.payload)
            running.add(-1)
        }
        for number in 0..<500 { try await bus.publish(.tick(number)) }
        await bus.untilIdle()
        #expect(seen.all == Array(0..<500))
        bus.assertBalanced()
    }

    @Test func `a parallel handler runs up to its limit and no more`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let running = Counter()
        let latch = Latch()
        try bus.subscribe(
            "parallel", to: ["test.tick"], options: .init(policy: .parallel(limit: 4))
        ) { _ in
            running.add()
            await latch.wait()
            running.add(-1)
        }
        for number in 0..<20 { try await bus.publish(.tick(number)) }
        await until { running.value == 4 }
        for _ in 0..<100 { await Task.yield() }
        #expect(running.value == 4)
        #expect(bus.numbers(of: "parallel")?.inFlight == 4)
        #expect(bus.numbers(of: "parallel")?.depth.normal == 16)
        latch.open()
        await bus.untilIdle()
        #expect(running.highest == 4)
        bus.assertBalanced()
    }

    @Test func `events of one key stay in order while keys run side by side`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        let busy = Mutex<Set<Int>>([])
        try bus.subscribe(
            "keyed", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 8, by: { UInt64($0.payload % 10) }), capacity: 32)
        ) { context in
            let key = context.payload % 10
            #expect(busy.withLock { $0.insert(key).inserted })
            await Task.yield()
            seen.add(context.payload)
            _ = busy.withLock { $0.remove(key) }
        }
        for number in 0..<2_000 { try await bus.publish(.tick(number)) }
        await bus.untilIdle()
        for key in 0..<10 {
            #expect(
                seen.all.filter { $0 % 10 == key } == Array(stride(from: key, to: 2_000, by: 10)))
        }
        bus.assertBalanced()
    }

    @Test func `a slow key holds back no other key`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        let latch = Latch()
        try bus.subscribe(
            "keyed", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 2, by: { UInt64($0.payload % 5) }), capacity: 64)
        ) { context in
            if context.payload == 0 { await latch.wait() }
            seen.add(context.payload)
        }
        for number in 0..<50 { try await bus.publish(.tick(number)) }
        await until { seen.count == 40 }
        #expect(seen.all.allSatisfy { $0 % 5 != 0 })
        latch.open()
        await bus.untilIdle()
        #expect(seen.all.suffix(10) == Array(stride(from: 0, to: 50, by: 5)))
        bus.assertBalanced()
    }

    @Test func `a key whose event waits for its retry waits too, others go on`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let seen = Recorder<Int>()
        try bus.subscribe(
            "keyed", to: ["test.tick"],
            options: .init(policy: .keyed(limit: 4, by: { UInt64($0.payload % 2) }))
        ) { context in
            if context.payload == 0, context.attempt == 1 { throw Mishap() }
            seen.add(context.payload)
        }
        for number in 0..<6 { try await bus.publish(.tick(number)) }
        await until { seen.count == 3 }
        #expect(seen.all == [1, 3, 5])
        #expect(bus.numbers(of: "keyed")?.retrying == 1)
        clock.advance(by: .seconds(1))
        await bus.untilIdle()
        #expect(seen.all == [1, 3, 5, 0, 2, 4])
        bus.assertBalanced()
    }

    @Test func `a serial handler waits for the retry of its event`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let seen = Recorder<Int>()
        try bus.subscribe("serial", to: ["test.tick"], options: .init(policy: .serial)) { context in
            if context.payload == 0, context.attempt < 3 { throw Mishap() }
            seen.add(context.payload)
        }
        for number in 0..<3 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "serial")?.retried == 1 }
        clock.advance(by: .seconds(1))
        await until { bus.numbers(of: "serial")?.retried == 2 }
        #expect(seen.count == 0)
        clock.advance(by: .seconds(1))
        await bus.untilIdle()
        #expect(seen.all == [0, 1, 2])
        bus.assertBalanced()
    }

    @Test func `a batch handler takes what is there, up to its size, in order`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let seen = Recorder<[Int]>()
        try bus.subscribeBatch("journal", to: ["test.tick"], upTo: 4, within: .milliseconds(50)) {
            seen.add($0.events.map(\.payload))
        }
        bus.pause("journal")
        for number in 0..<10 { try await bus.publish(.tick(number)) }
        bus.resume("journal")
        await until { seen.count == 2 }
        #expect(seen.all == [[0, 1, 2, 3], [4, 5, 6, 7]])
        await until { bus.numbers(of: "journal")?.depth.total == 0 }
        clock.advance(by: .milliseconds(49))
        for _ in 0..<50 { await Task.yield() }
        #expect(seen.count == 2)
        // A tick may come before the worker has parked: the clock goes on ticking, as it does.
        await until {
            clock.advance(by: .milliseconds(1))
            return seen.count == 3
        }
        #expect(seen.all.last == [8, 9])
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `a batch that fails is tried again as a whole, then each event is a dead letter`()
        async throws
    {
        let clock = ManualClock()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, deadLetters: letters)
        let attempts = Recorder<Int>()
        try bus.subscribeBatch(
            "journal", to: ["test.tick"], upTo: 2, within: .zero,
            options: .init(retry: RetryPolicy(attempts: 2))
        ) { context in
            attempts.add(context.attempt)
            throw Mishap()
        }
        bus.pause("journal")
        for number in 0..<2 { try await bus.publish(.tick(number)) }
        bus.resume("journal")
        await until {
            clock.advance(by: .milliseconds(100))
            return letters.letters.count == 2
        }
        #expect(attempts.all == [1, 2])
        #expect(letters.letters.map(\.event.payload) == [0, 1])
        #expect(letters.letters[0].attempts.map(\.number) == [1, 2])
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `a later stage sees an event once the earlier one is done with it`() async throws {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let seen = Recorder<String>()
        try bus.subscribe("last", to: ["test.tick"], options: .init(stage: 2)) { _ in
            seen.add("last")
        }
        try bus.subscribe("first", to: ["test.tick"]) { context in
            if context.attempt == 1 { throw Mishap() }
            seen.add("first")
        }
        try bus.subscribe("filter", to: ["test.tick"], options: .init(filter: { _ in false })) {
            _ in
        }
        try bus.subscribe("middle", to: ["test.tick"], options: .init(retry: .never, stage: 1)) {
            _ in
            seen.add("middle")
            throw Mishap()
        }
        try await bus.publish(.tick(1))
        await until { bus.numbers(of: "first")?.retrying == 1 }
        #expect(seen.count == 0)
        clock.advance(by: .seconds(1))
        await until { seen.count == 3 }
        #expect(seen.all == ["first", "middle", "last"])
        await bus.untilIdle()
        bus.assertBalanced()
    }
}
