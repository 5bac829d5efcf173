import Testing

@testable import EventBus

@Suite("The observer of attempts")
struct ObserverTests {
    @Test("it is told of each attempt at an event with a correlation id, and of no other event")
    func told() async throws {
        let told = Recorder<AttemptReport<Int>>()
        let clock = ManualClock()
        let bus = Bus<Int>(
            clock: clock, execution: .stepped(order: .fifo),
            onAttempt: { told.add($0) })
        try bus.subscribe(
            "moody", to: ["story.*"], options: SubscriptionOptions(retry: RetryPolicy(attempts: 3))
        ) { context in
            if context.payload == 2, context.attempt < 3 { throw Mishap() }
        }
        try bus.subscribeBatch("all", to: [">"], upTo: 10, within: .zero) { _ in }
        try bus.tryPublish(EventDraft("story.one", 1, source: "test", correlationID: "a"))
        try bus.tryPublish(EventDraft("story.one", 7, source: "test"))
        try bus.tryPublish(EventDraft("story.two", 2, source: "test", correlationID: "b"))
        for _ in 0..<20 {
            await bus.runUntilIdle()
            clock.advance(by: .seconds(10))
        }
        let reports = told.all
        #expect(!reports.contains { $0.event.payload == 7 })
        #expect(reports.filter { $0.handler == "all" }.map(\.event.payload) == [1, 2])
        let moody = reports.filter { $0.handler == "moody" && $0.event.payload == 2 }
        #expect(moody.map(\.number) == [1, 2, 3])
        #expect(moody.map(\.failure?.text) == ["mishap 0", "mishap 0", nil])
    }

    @Test("it is told of a timeout, with the limit as the time that the attempt ran")
    func timeout() async throws {
        let told = Recorder<AttemptReport<Int>>()
        let clock = ManualClock()
        let bus = Bus<Int>(
            clock: clock, onAttempt: { told.add($0) })
        let latch = Latch()
        try bus.subscribe(
            "slow", to: [">"],
            options: SubscriptionOptions(timeout: .seconds(1), retry: RetryPolicy(attempts: 1))
        ) { _ in
            await latch.wait()
        }
        try bus.tryPublish(EventDraft("story.one", 1, source: "test", correlationID: "a"))
        await until { bus.statistics().inFlight == 1 }
        await until {
            clock.advance(by: .seconds(2))
            return !told.all.isEmpty
        }
        let report = try #require(told.all.first)
        #expect(report.failure?.kind == .timeout)
        #expect(report.runNanoseconds == 1_000_000_000)
        latch.open()
        _ = await bus.stop(within: .seconds(5))
    }

    @Test("an event is found by its id as long as the history holds it")
    func eventByID() throws {
        var configuration = BusConfiguration()
        configuration.historyLimit = 4
        let bus = Bus<Int>(configuration: configuration)
        let first = try bus.tryPublish(.tick(1))
        #expect(bus.event(first.id)?.payload == 1)
        let others = try (2...5).map { try bus.tryPublish(.tick($0)) }
        #expect(bus.event(first.id) == nil)
        #expect(others.map { bus.event($0.id)?.payload } == [2, 3, 4, 5])
        #expect(bus.event(EventID(high: 1, low: 2)) == nil)
    }
}
