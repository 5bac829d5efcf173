import EventBus
import Ledger
import Market
import Testing
import Trading

@testable import Engine

@Suite("The story of a signal", .balancedBooks)
struct TraceTests {
    @Test(
        "one call tells it from the signal to its exit, each event with its cause and its handlers")
    func wholeLife() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("story"))
        try await test.move(try await test.position().contract, to: Price(paise: 60_00))
        let trace = try #require(test.desk.trace(of: "story"))
        let first = try #require(trace.steps.first)
        #expect(first.topic == .signalGenerated)
        #expect(first.offsetNanoseconds == 0)
        #expect(
            trace.steps.filter { $0.eventID == first.eventID }.compactMap(\.run?.handler).sorted()
                == ["executor", "journal", "log"])

        // Every step leads back to the signal, or to the tick that touched the stop.
        let topics = Dictionary(trace.steps.map { ($0.eventID, $0.topic) }) { first, _ in first }
        let causes = Dictionary(trace.steps.map { ($0.topic, $0.causeID) }) { first, _ in first }
        func cause(of topic: DeskTopic) -> DeskTopic? {
            causes[topic].flatMap { $0 }.flatMap { topics[$0] }
        }
        #expect(cause(of: .orderPlaced) == .signalGenerated)
        #expect(cause(of: .orderFilled) == .signalGenerated)
        #expect(cause(of: .tradeExecuted) == .orderFilled)
        #expect(cause(of: .positionOpened) == .orderFilled)
        #expect(cause(of: .signalActivated) == .positionOpened)
        #expect(cause(of: .tradeExit) == .orderFilled)
        #expect(cause(of: .positionClosed) == .orderFilled)
        #expect(cause(of: .signalStopped) == .positionClosed)
        let exit = try #require(trace.steps.last { $0.topic == .orderPlaced })
        #expect(exit.causeID.flatMap { topics[$0] } == .tickReceived)
        let isOrdered = zip(trace.steps, trace.steps.dropFirst()).allSatisfy { earlier, later in
            earlier.offsetNanoseconds <= later.offsetNanoseconds
        }
        #expect(isOrdered)
        #expect(trace.omittedSteps == 0)
    }

    @Test("a strategy's signal is led back to its candle, and the candle to its tick")
    func prelude() async throws {
        let test = try await TestDesk()
        let bus = test.desk.bus
        try bus.subscribe("teller", to: ["candle.completed"]) { context in
            var signal = test.signal("told")
            signal.emittedAt = test.clock.now
            try await context.publish(
                DeskTopics.topic(of: .signalGenerated(signal)), .signalGenerated(signal),
                correlationID: signal.id)
        }
        try await test.tickUnderlying()
        test.clock.set(to: test.clock.now.advanced(bySeconds: 900))
        test.desk.advanceBusClock(to: test.clock.now)
        try await test.tickUnderlying()
        let trace = try #require(test.desk.trace(of: "told"))
        let prelude = trace.steps.prefix { $0.topic != .signalGenerated }
        #expect(prelude.map(\.topic) == [.tickReceived, .candleCompleted])
        #expect(prelude.allSatisfy { $0.run == nil && $0.offsetNanoseconds <= 0 })
        #expect(
            trace.steps.first { $0.topic == .signalGenerated }?.causeID == prelude.last?.eventID)
    }

    @Test("the ledger tells the same story, also after a restart")
    func ledger() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await TestDesk(ledger: ledger, hasChaos: true)
        for number in 0..<20 { try await test.send(test.signal("s\(number)")) }
        try await test.move(try await test.position().contract, to: Price(paise: 60_00))
        try await test.pass(seconds: 60)
        _ = await test.desk.stop(withinSeconds: 5)
        let live = try #require(test.desk.trace(of: "s19"))
        #expect(try await ledger.reader.trace(of: "s19") == live)
        let traded = try #require(try await ledger.reader.trace(of: "s0"))
        #expect(traded.steps.contains { $0.topic == .positionClosed && $0.run != nil })
        #expect(try await ledger.reader.trace(of: "nobody") == nil)
    }

    @Test("a failed attempt is told with its error, and the attempt after it too")
    func failures() async throws {
        let test = try await TestDesk()
        try test.desk.bus.subscribe(
            "clumsy", to: ["signal.generated"],
            options: SubscriptionOptions(retry: RetryPolicy(attempts: 2))
        ) { context in
            if context.attempt == 1 { throw SimulatedFault("dropped it") }
        }
        try await test.send(test.signal("twice"))
        try await test.pass(seconds: 60)
        let trace = try #require(test.desk.trace(of: "twice"))
        let runs = trace.steps.compactMap(\.run).filter { $0.handler == "clumsy" }
        #expect(runs.map(\.attempt) == [1, 2])
        #expect(runs.map(\.outcome) == [.failed("dropped it"), .done])
    }

    @Test(
        "snapshots carry the newest 20 stories of signals without a trade and those of live positions"
    )
    func bounded() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("held"))
        for number in 0..<200 { try await test.send(test.signal("s\(number)")) }
        await test.desk.snapshotNow()
        let traces = try #require(test.desk.takeSnapshot()).traces
        #expect(traces.count == 21)
        #expect(traces.first?.signalID == "s199")
        #expect(traces.last?.signalID == "held")
        #expect(test.desk.trace(of: "s0") == nil)
    }

    @Test("how a trade ended can be read after it, whatever rain of refused signals comes then")
    func ended() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("traded"))
        for number in 0..<60 { try await test.send(test.signal("s\(number)")) }
        try await test.move(try await test.position().contract, to: Price(paise: 60_00))
        for number in 60..<200 { try await test.send(test.signal("s\(number)")) }
        await test.desk.snapshotNow()
        let traces = try #require(test.desk.takeSnapshot()).traces
        #expect(traces.count == 21)
        let story = try #require(traces.first { $0.signalID == "traded" })
        #expect(story.steps.contains { $0.topic == .positionClosed && $0.run != nil })
    }

    @Test(
        "of a very long story the beginning and the newest steps are kept, and the gap is counted")
    func long() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("long"))
        let contract = try await test.position().contract
        for step in 1...200 {
            try await test.move(contract, to: Price(paise: 10_000 + Int64(step) * 25))
        }
        let trace = try #require(test.desk.trace(of: "long"))
        #expect(trace.steps.count <= SignalTrace.longest)
        #expect(trace.omittedSteps > 0)
        #expect(trace.steps.first?.topic == .signalGenerated)
    }
}
