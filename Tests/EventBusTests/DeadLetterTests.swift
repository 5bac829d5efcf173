import Testing

@testable import EventBus

@Suite struct DeadLetterTests {
    @Test func `while the sink fails letters are kept and the handler takes nothing`() async throws
    {
        let clock = ManualClock()
        let sink = MoodySink()
        let alarms = Recorder<BusAlarm>()
        let bus = Bus<Int>(clock: clock, deadLetters: sink, onAlarm: { alarms.add($0) })
        let fine = Recorder<Int>()
        try bus.subscribe("bad", to: ["test.tick"], options: .init(policy: .serial, retry: .never))
        { _ in
            throw Mishap()
        }
        try bus.subscribe("fine", to: ["test.tick"]) { fine.add($0.payload) }
        try await bus.publish(.tick(0))
        await until { bus.numbers(of: "bad")?.isPaused == true }
        #expect(bus.numbers(of: "bad")?.pauseReason == "dead letters cannot be recorded")
        for number in 1..<5 { try await bus.publish(.tick(number)) }
        await until { fine.count == 5 }
        #expect(bus.numbers(of: "bad")?.depth.total == 4)
        #expect(bus.statistics().deadLetterBacklog == 1)
        sink.mend()
        await until {
            clock.advance(by: .seconds(1))
            return sink.letters.count == 5
        }
        await bus.untilIdle()
        #expect(sink.letters.map(\.event.payload) == [0, 1, 2, 3, 4])
        #expect(alarms.all.first == .deadLetterSinkFailed(text: "mishap 0", backlog: 1))
        #expect(alarms.all.contains(.deadLetterSinkRecovered))
        bus.assertBalanced()
    }

    @Test func `at the bound an alarm is raised and the failing handler stops`() async throws {
        let latch = Latch()
        struct SlowSink: DeadLetterSink {
            let latch: Latch
            let letters = Recorder<Int>()
            func record(_ letters: [DeadLetter<Int>]) async throws {
                await latch.wait()
                for letter in letters { self.letters.add(letter.event.payload) }
            }
        }
        let sink = SlowSink(latch: latch)
        let alarms = Recorder<BusAlarm>()
        var configuration = BusConfiguration()
        configuration.deadLetterBound = 3
        let bus = Bus<Int>(
            configuration: configuration, clock: ManualClock(), deadLetters: sink,
            onAlarm: { alarms.add($0) })
        try bus.subscribe("bad", to: ["test.tick"], options: .init(policy: .serial, retry: .never))
        { _ in
            throw Mishap()
        }
        for number in 0..<10 { try await bus.publish(.tick(number)) }
        await until { bus.numbers(of: "bad")?.isPaused == true }
        for _ in 0..<50 { await Task.yield() }
        #expect(bus.statistics().deadLetterBacklog == 3)
        #expect(alarms.all == [.deadLetterBound(handler: "bad", backlog: 3)])
        latch.open()
        await bus.untilIdle()
        #expect(sink.letters.all == Array(0..<10))
        bus.assertBalanced()
    }

    @Test func `the collector trims nothing: full, it refuses`() async throws {
        let letters = DeadLetterCollector<Int>(limit: 1)
        let clock = ManualClock()
        let bus = Bus<Int>(clock: clock, deadLetters: letters)
        try bus.subscribe("bad", to: ["test.tick"], options: .init(policy: .serial, retry: .never))
        { _ in
            throw Mishap()
        }
        try await bus.publish(.tick(0))
        await until { letters.letters.count == 1 }
        try await bus.publish(.tick(1))
        await until { bus.numbers(of: "bad")?.isPaused == true }
        #expect(letters.removeAll().map(\.event.payload) == [0])
        await until {
            clock.advance(by: .seconds(1))
            return letters.letters.map(\.event.payload) == [1]
        }
        await bus.untilIdle()
        bus.assertBalanced()
    }

    @Test func `an event is redelivered to its handler only, under its old id`() async throws {
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: letters)
        let isBroken = Switch(true)
        let seen = Recorder<EventID>()
        let others = Recorder<Int>()
        try bus.subscribe("bad", to: ["test.tick"], options: .init(retry: .never)) { context in
            if isBroken.isOn { throw Mishap() }
            seen.add(context.event.id)
        }
        try bus.subscribe("other", to: ["test.tick"]) { others.add($0.payload) }
        let receipt = try await bus.publish(.tick(1))
        await bus.untilIdle()
        isBroken.set(false)
        let letter = try #require(letters.removeAll().first)
        try await bus.redeliver(letter.event, toHandler: "bad")
        await bus.untilIdle()
        #expect(seen.all == [receipt.id])
        #expect(others.all == [1])
        let numbers = try #require(bus.numbers(of: "bad"))
        #expect(numbers.received == 2)
        #expect(numbers.redelivered == 1)
        await #expect(throws: PublishError.unknownHandler("nobody")) {
            try await bus.redeliver(letter.event, toHandler: "nobody")
        }
        bus.assertBalanced()
    }

    @Test func `an edited event is redelivered under a new id`() async throws {
        let bus = Bus<Int>(clock: ManualClock())
        let seen = Recorder<Int>()
        try bus.subscribe("one", to: ["test.tick"]) { seen.add($0.payload) }
        try bus.subscribe("two", to: ["test.tick"]) { seen.add(-$0.payload) }
        let receipt = try await bus.redeliver(.tick(5), toHandler: "two")
        await bus.untilIdle()
        #expect(seen.all == [-5])
        #expect(bus.history().map(\.id) == [receipt.id])
        bus.assertBalanced()
    }

    @Test func `an event that has crashed the process too often is a dead letter unrun`()
        async throws
    {
        let letters = DeadLetterCollector<Int>()
        let bus = Bus<Int>(clock: ManualClock(), deadLetters: letters)
        let attempts = Recorder<Int>()
        try bus.subscribe("handler", to: ["test.tick"], options: .init(retry: .init(attempts: 3))) {
            attempts.add($0.attempt)
            throw Mishap()
        }
        try await bus.redeliver(.tick(1), toHandler: "handler", crashes: 3)
        await bus.untilIdle()
        #expect(attempts.count == 0)
        #expect(letters.letters.first?.attempts.map(\.kind) == [.crash, .crash, .crash])
        try await bus.redeliver(.tick(2), toHandler: "handler", crashes: 2)
        await bus.untilIdle()
        #expect(attempts.all == [3])
        #expect(letters.letters.last?.attempts.map(\.kind) == [.crash, .crash, .error])
        bus.assertBalanced()
    }
}
