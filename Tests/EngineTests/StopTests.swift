import EventBus
import Ledger
import Testing
import Trading

@testable import Engine

@Suite("The desk stops in time, whatever hangs", .balancedBooks)
struct StopTests {
    @Test(
        "a full handler, a command that cannot be told and a ledger that hangs do not hold up a stop"
    )
    func everythingHangs() async throws {
        let test = try await TestDesk(isStepped: false)
        let bus = test.desk.bus
        try bus.subscribe(
            "wall", to: ["operator.*"], options: SubscriptionOptions(capacity: 1)
        ) { _ in }
        bus.pause("wall")
        let first = OperatorCommand(id: CommandID(1_000), command: .pauseIntake)
        try await bus.redeliver(
            EventPayload.operatorCommanded(first).draft(from: "test", at: test.clock.now),
            toHandler: "wall")
        let verdict = await test.command(.pauseIntake)
        guard case .accepted = verdict else {
            Issue.record(
                "a command waited for a handler that only listens: \(String(describing: verdict))")
            return
        }
        while bus.statistics().suspendedPublishers == 0 { await Task.yield() }
        test.ledger.holdAll()
        let report = await test.desk.stop(withinSeconds: 0.2)
        #expect(report.remaining.contains { $0.handler == "wall" && $0.queued == 1 })
        let rows = test.desk.parts.log.rows.map(\.text)
        #expect(rows.contains { $0.contains("not in the ledger") })
        #expect(rows.contains("1 event(s) were left for wall"))
        #expect(
            rows.contains { $0.contains("operator.commanded came after the bus was closed") })
        test.ledger.release()
        let late = test.desk.send(.pauseIntake)
        let answer = test.desk.parts.outcomes.latest.first { $0.id == late }
        guard case .refused(let denial) = answer?.verdict else {
            Issue.record("a command after the stop was not refused")
            return
        }
        #expect(denial.code == .shuttingDown)
    }

    @Test("what the journal was not given before the stop is in the ledger")
    func undeliveredJournal() async throws {
        let test = try await TestDesk()
        test.desk.bus.pause("journal")
        for number in 1...3 { try await test.desk.take(.notice("notice \(number)")) }
        _ = await test.desk.stop(withinSeconds: 5)
        let events = try await test.ledger.inner.reader.journal(topics: [.marketDataReceived])
        #expect(events.count == 3)
    }

    @Test("an event that dies while the desk stops is told of in the journal")
    func letterWhileStopping() async throws {
        let test = try await TestDesk(isStepped: false)
        let bus = test.desk.bus
        try bus.subscribe(
            "broken", to: ["signal.generated"],
            options: SubscriptionOptions(retry: RetryPolicy(attempts: 1))
        ) { [weak bus] context in
            while let bus, !isClosed(bus, to: context.payload) { await Task.yield() }
            throw SimulatedFault("broken")
        }
        try await test.send(test.signal("one"))
        _ = await test.desk.stop(withinSeconds: 60)
        let told = try await test.ledger.inner.reader.journal(topics: [.deadLetterAdded])
        #expect(told.map(\.correlationID) == ["one"])
        #expect(!test.desk.parts.log.rows.contains { $0.text.contains("dlq.added came after") })
    }

    @Test("an order that is sent while the desk stops is filled and booked before it has stopped")
    func orderWhileStopping() async throws {
        let test = try await TestDesk(isStepped: false)
        let bus = test.desk.bus
        let late = test.signal("late")
        try bus.subscribe("messenger", to: ["market_data.received"]) { [weak bus] context in
            while let bus, !isClosed(bus, to: context.payload) { await Task.yield() }
            let draft = EventPayload.signalGenerated(late).draft(
                from: "messenger", at: test.clock.now, correlationID: late.id)
            try await context.publish(draft.topic, draft.payload, correlationID: late.id)
        }
        try await test.desk.take(.notice("go"))
        _ = await test.desk.stop(withinSeconds: 60)
        let orders = try await test.ledger.inner.reader.orders(
            statuses: Set(OrderStatus.allCases), limit: .max)
        #expect(orders.map(\.status) == [.filled])
        #expect(test.desk.summary.positionsOpen == 1)
        #expect(test.desk.summary.ordersWorking == 0)
    }

    @Test("dead letters that waited for room, or for the ledger, are there after the stop")
    func unrecordedLetters() async throws {
        let test = try await TestDesk(isStepped: false, deadLetterBound: 1)
        try test.desk.bus.subscribe(
            "broken", to: ["signal.generated"],
            options: SubscriptionOptions(
                policy: .parallel(limit: 2), retry: RetryPolicy(attempts: 1))
        ) { _ in
            throw SimulatedFault("broken")
        }
        for number in 1...2 { try await test.send(test.signal("s\(number)")) }
        while test.desk.statistics().handlers.first(where: { $0.name == "broken" })?.failed != 2
            || test.desk.parts.deadLetters.count < 1
        {
            await Task.yield()
        }
        _ = await test.desk.stop(withinSeconds: 0.5)
        let letters = try await test.ledger.deadLetters([])
        #expect(letters.map(\.handler) == ["broken", "broken"])
        #expect(test.desk.summary.deadLetters["broken"] == 2)
        #expect(
            test.desk.parts.log.rows.contains { $0.text.hasPrefix("1 dead letter(s) had not") })
    }
}

/// Whether outsiders are sent away: asked by one who names a handler that there is not.
private func isClosed(_ bus: Bus<EventPayload>, to payload: EventPayload) -> Bool {
    do throws(PublishError) {
        try bus.tryRedeliver(EventDraft("test.probe", payload, source: "test"), toHandler: "nobody")
        return false
    } catch {
        return error == .closed
    }
}

@Suite("Who decides does not wait for who watches", .balancedBooks)
struct ObserverTests {
    @Test("with the log stuck and full, a stop still exits")
    func stuckLog() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        test.desk.bus.pause("log")
        for number in 0..<2_000 { try await test.desk.take(.notice("notice \(number)")) }
        for number in 0..<1_100 { try await test.send(test.signal("late \(number)")) }
        try await test.move(contract, to: Price(paise: 60_00))
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(try await test.position().exitReason == .stopLoss)
        let log = test.desk.statistics().handlers.first { $0.name == "log" }
        #expect((log?.droppedOldest ?? 0) > 900)
        test.desk.bus.resume("log")
        await test.desk.settle()
    }

    @Test("a fact that found a handler full is told by the next attempt")
    func fullLane() async throws {
        let test = try await TestDesk()
        let bus = test.desk.bus
        try bus.subscribe(
            "wall", to: ["position.opened"], options: SubscriptionOptions(capacity: 1)
        ) { _ in }
        bus.pause("wall")
        try await test.send(test.signal("filler", strategy: "filler"))
        try await test.send(test.signal("one"))
        func wall() -> HandlerStatistics? {
            test.desk.statistics().handlers.first { $0.name == "wall" }
        }
        #expect(wall()?.received == 1)
        bus.resume("wall")
        await test.desk.settle()
        try await test.pass(seconds: 1)
        #expect(wall()?.executed == 2)
    }
}

@Suite("Another attempt at a signal is no copy of it", .balancedBooks)
struct SecondAttemptTests {
    @Test("while the first one is at the ledger the second says nothing, and the first buys")
    func heldCommit() async throws {
        let test = try await TestDesk(isStepped: false, isHanging: true)
        let signal = test.signal("slow")
        try await test.desk.take(.signal(signal))
        while !test.ledger.isHanging { await Task.yield() }
        try await test.desk.bus.redeliver(
            EventPayload.signalGenerated(signal).draft(
                from: "test", at: test.clock.now, correlationID: signal.id),
            toHandler: UnfinishedEvent.signalHandler, crashes: 1)
        func executor() -> HandlerStatistics? {
            test.desk.statistics().handlers.first { $0.name == UnfinishedEvent.signalHandler }
        }
        while executor()?.executed == 0 { await Task.yield() }
        #expect(test.desk.summary.denials.isEmpty)
        test.ledger.release()
        while executor()?.executed != 2 { await Task.yield() }
        _ = await test.desk.stop(withinSeconds: 5)
        #expect(test.broker.orders == [.entry(signalID: "slow")])
        #expect(test.desk.summary.denials.isEmpty)
        #expect(test.desk.summary.signalsReceived == 1)
    }
}

@Suite("A desk that is let go", .balancedBooks)
struct LetGoTests {
    @Test("a desk that has stopped and is let go keeps nothing of its bus")
    func freed() async throws {
        weak var bus: Bus<EventPayload>?
        do {
            let test = try await TestDesk()
            bus = test.desk.bus
            try await test.send(test.signal("one"))
            _ = await test.desk.stop(withinSeconds: 5)
            // Who checks the books holds the desk.
            BalancedBooks.desks?.forget(test.ledger.inner)
        }
        #expect(bus == nil)
    }
}
