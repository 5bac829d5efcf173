import Testing

@testable import EventBus

@Suite struct FailureTests {
    @Test func `a failed event is tried again after a delay, up to its attempts`() async throws {
        let clock = ManualClock()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, deadLetters: letters)
        let attempts = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"]) { context in
            attempts.add(context.attempt)
            throw Mishap(number: context.attempt)
        }
        try await bus.publish(.tick(1))
        for attempt in 1...4 {
            await until { bus.numbers(of: "handler")?.retrying == 1 }
            #expect(attempts.all == Array(1...attempt))
            // The longest delay after attempt n is 100 ms × 2ⁿ⁻¹.
            clock.advance(by: .milliseconds(100 << (attempt - 1)))
            await until { attempts.count == attempt + 1 }
        }
        await bus.untilIdle()
        let letter = try #require(letters.letters.first)
        #expect(letter.handler == "handler")
        #expect(letter.attempts.map(\.number) == [1, 2, 3, 4, 5])
        #expect(letter.attempts.map(\.text) == (1...5).map { "mishap \($0)" })
        #expect(letter.attempts.allSatisfy { $0.kind == .error })
        #expect(letter.lastAtNanoseconds - letter.firstAtNanoseconds == 1_500_000_000)
        #expect(!letter.isPermanent)
        let numbers = try #require(bus.numbers(of: "handler"))
        #expect(numbers.failed == 5)
        #expect(numbers.retried == 4)
        #expect(numbers.deadLettered == 1)
        #expect(numbers.lastErrorText == "mishap 5")
        bus.assertBalanced()
    }

    @Test func `delays are spread over the whole span`() {
        let random = RandomSource(seed: 1)
        let policy = RetryPolicy(base: .milliseconds(100), cap: .seconds(1))
        #expect(
            (1...6).map(policy.longestDelay)
                == [100, 200, 400, 800, 1_000, 1_000].map { $0 * 1_000_000 })
        #expect(
            RetryPolicy(base: .seconds(1_000_000), cap: .seconds(2)).longestDelay(after: 60)
                == 2_000_000_000)
        var quarters = [0, 0, 0, 0]
        for _ in 0..<4_000 { quarters[Int(min(3, random.below(99) / 25))] += 1 }
        #expect(quarters.allSatisfy { (850...1_150).contains($0) })
    }

    @Test func `no retry starts after the total limit`() async throws {
        let clock = ManualClock()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, deadLetters: letters)
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(retry: RetryPolicy(attempts: 100, totalLimit: .seconds(2)))
        ) { _ in throw Mishap() }
        try await bus.publish(.tick(1))
        await until {
            clock.advance(by: .seconds(1))
            return letters.letters.count == 1
        }
        #expect(try #require(letters.letters.first).attempts.count < 10)
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `a permanent error is not tried again`() async throws {
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: letters)
        try bus.subscribe("handler", to: ["test.tick"]) { _ in throw Hopeless() }
        try await bus.publish(.tick(1))
        await bus.untilIdle()
        let letter = try #require(letters.letters.first)
        #expect(letter.attempts.count == 1)
        #expect(letter.isPermanent)
        #expect(letter.errorText == "hopeless")
        bus.assertBalanced()
    }

    @Test func `a filter keeps events away, and its error is a failure of the handler`()
        async throws
    {
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: letters)
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(filter: { event in
                if event.payload == 3 { throw Mishap(number: 3) }
                return event.payload % 2 == 0
            })
        ) { seen.add($0.payload) }
        for number in 0..<6 { try await bus.publish(.tick(number)) }
        await bus.untilIdle()
        #expect(seen.all.sorted() == [0, 2, 4])
        #expect(letters.letters.map(\.event.payload) == [3])
        #expect(letters.letters.first?.attempts.first?.kind == .filter)
        let numbers = try #require(bus.numbers(of: "handler"))
        #expect(numbers.filtered == 2)
        #expect(numbers.deadLettered == 1)
        #expect(numbers.failed == 1)
        bus.assertBalanced()
    }

    @Test func `an invocation that takes too long is cancelled and fails`() async throws {
        let clock = ManualClock()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, deadLetters: letters)
        let started = Latch()
        let cancelled = Latch()
        try bus.subscribe("handler", to: ["test.tick"], options: .init(retry: .never)) { _ in
            started.open()
            try? await Task.sleep(for: .seconds(1_000_000))
            cancelled.open()
        }
        try await bus.publish(.tick(1))
        await started.wait()
        clock.advance(by: .seconds(5))
        #expect(letters.letters.isEmpty)
        clock.advance(by: .nanoseconds(1))
        await cancelled.wait()
        await until { bus.numbers(of: "handler")?.lateFinishes == 1 }
        await bus.untilIdle()
        let letter = try #require(letters.letters.first)
        #expect(letter.attempts.map(\.kind) == [.timeout])
        #expect(letter.event.payload == 1)
        #expect(letter.errorText == "took longer than 5000 ms")
        #expect(bus.numbers(of: "handler")?.timedOut == 1)
        #expect(bus.numbers(of: "handler")?.stuck == 0)
        bus.assertBalanced()
    }

    @Test func `a handler deaf to its cancellation is shown as stuck and replaced`() async throws {
        let clock = ManualClock()
        let alarms = Recorder<BusAlarm>()
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: clock, deadLetters: letters, onAlarm: { alarms.add($0) })
        let latch = Latch()
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: .serial, retry: .never, stuckLimit: 1)
        ) { context in
            if context.payload < 2 { await latch.wait() }
            seen.add(context.payload)
        }
        try await bus.publish(.tick(0))
        await until { bus.numbers(of: "handler")?.inFlight == 1 }
        clock.advance(by: .seconds(6))
        #expect(bus.numbers(of: "handler")?.stuck == 1)
        clock.advance(by: .milliseconds(5))
        #expect(alarms.all == [.stuck(handler: "handler", count: 1)])
        // Its place has a new worker.
        try await bus.publish(.tick(5))
        await until { seen.all == [5] }
        // The next one that sticks is beyond the limit: nobody is left to run what follows.
        try await bus.publish(.tick(1))
        await until { bus.numbers(of: "handler")?.inFlight == 1 }
        clock.advance(by: .seconds(6))
        try await bus.publish(.tick(6))
        for _ in 0..<50 { await Task.yield() }
        #expect(seen.all == [5])
        #expect(bus.numbers(of: "handler")?.depth.total == 1)
        latch.open()
        await until { seen.count == 4 }
        #expect(bus.numbers(of: "handler")?.lateFinishes == 2)
        await bus.untilIdle()
        #expect(letters.letters.map(\.event.payload) == [0, 1])
        #expect(bus.numbers(of: "handler")?.stuck == 0)
        bus.assertBalanced()
    }

    @Test func `retries that wait occupy no worker, and as many as the queue holds stop intake`()
        async throws
    {
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock)
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"], options: .init(policy: .parallel(limit: 1), capacity: 4)
        ) { context in
            seen.add(context.payload)
            if context.attempt == 1 { throw Mishap() }
        }
        for number in 0..<8 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "handler")?.retrying == 4 }
        for _ in 0..<50 { await Task.yield() }
        #expect(seen.count == 4)
        await until {
            clock.advance(by: .seconds(1))
            return seen.count == 16
        }
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `a circuit opens, keeps events queued, tries one, and closes`() async throws {
        let clock = ManualClock()
        let alarms = Recorder<BusAlarm>()
        let bus = Bus<Int>(clock: clock, onAlarm: { alarms.add($0) })
        let isBroken = Switch(true)
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(
                policy: .serial, retry: .never,
                breaker: BreakerPolicy(failures: 2, openFor: .seconds(10)))
        ) { context in
            seen.add(context.payload)
            if isBroken.isOn { throw Mishap() }
        }
        for number in 0..<6 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "handler")?.circuit == .open }
        #expect(seen.all == [0, 1])
        #expect(bus.numbers(of: "handler")?.pauseReason == "circuit open")
        clock.advance(by: .seconds(10))
        await until { seen.count == 3 && bus.numbers(of: "handler")?.circuit == .open }
        isBroken.set(false)
        clock.advance(by: .seconds(10))
        await until { seen.count == 6 }
        await bus.untilIdle()
        #expect(bus.numbers(of: "handler")?.circuit == .closed)
        #expect(
            alarms.all == [
                .circuitOpened(handler: "handler"), .circuitOpened(handler: "handler"),
                .circuitClosed(handler: "handler"),
            ])
        bus.assertBalanced()
    }

    @Test func `a circuit can be reset by hand`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe(
            "handler", to: ["test.tick"],
            options: .init(policy: .serial, retry: .never, breaker: BreakerPolicy(failures: 1))
        ) { context in
            seen.add(context.payload)
            if context.payload == 0 { throw Mishap() }
        }
        for number in 0..<3 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "handler")?.circuit == .open }
        #expect(bus.resetBreaker("handler"))
        #expect(!bus.resetBreaker("nobody"))
        await bus.untilIdle()
        #expect(seen.all == [0, 1, 2])
        bus.assertBalanced()
    }
}
