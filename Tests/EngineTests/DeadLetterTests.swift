import EventBus
import Foundation
import Ledger
import Testing
import Trading

@testable import Engine

@Suite("Dead letters of the desk", .balancedBooks)
struct DeadLetterTests {
    /// A desk with the failing handlers, after enough signals that some of them are dead.
    private func busy(_ ledger: SQLiteLedger) async throws -> TestDesk {
        let test = try await TestDesk(ledger: ledger, hasChaos: true)
        for number in 0..<60 {
            try await test.send(test.signal("s\(number)", strategy: "s\(number)"))
            try await test.pass(seconds: 10)
        }
        return test
    }

    @Test("what a handler gives up on is in the ledger and survives a restart")
    func kept() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letters = try await ledger.deadLetters([])
        #expect(!letters.isEmpty)
        #expect(letters.allSatisfy { $0.handler.hasPrefix("sim.") && $0.attempts.count >= 2 })
        _ = await test.desk.stop(withinSeconds: 5)
        let second = try await TestDesk(ledger: ledger)
        #expect(second.desk.summary.deadLetters == test.desk.summary.deadLetters)
    }

    @Test(
        "a retried letter leaves the list and reaches its handler again; a discarded one only leaves"
    )
    func retryAndDiscard() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letters = try await ledger.deadLetters([])
        let first = try #require(letters.first)
        let before = try #require(
            test.desk.statistics().handlers.first { $0.name == first.handler })
        guard case .accepted = await test.command(.retryDeadLetters([first.id])) else {
            Issue.record("the retry was refused")
            return
        }
        let after = try #require(test.desk.statistics().handlers.first { $0.name == first.handler })
        #expect(after.received == before.received + 1)
        #expect(after.redelivered == before.redelivered + 1)
        #expect(try await !ledger.deadLetters([]).contains { $0.id == first.id })

        let rest = try await ledger.deadLetters([]).map(\.id)
        _ = await test.command(.discardDeadLetters(rest))
        #expect(try await ledger.deadLetters([]).isEmpty)
        guard case .refused(let denial) = await test.command(.retryDeadLetters([first.id])) else {
            Issue.record("a letter that is gone was retried")
            return
        }
        #expect(denial.code == .notFound)
    }

    @Test("an edited letter reaches its handler with the new payload, the event and its cause kept")
    func retryEdited() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letter = try #require(
            try await ledger.deadLetters([]).first { $0.event.topic == .signalGenerated })
        guard case .signalGenerated(var signal) = letter.event.payload else { return }
        signal.metadata["note"] = "date corrected"
        let json = try text(of: .signalGenerated(signal))
        guard
            case .accepted = await test.command(
                .retryEditedDeadLetter(letter.id, payloadJSON: json))
        else {
            Issue.record("the edited retry was refused")
            return
        }
        let retried = try #require(
            test.desk.bus.history(topic: "signal.generated", correlationID: signal.id).last)
        #expect(retried.payload == .signalGenerated(signal))
        #expect(retried.causationID?.description == letter.event.id)
        #expect(try await !ledger.deadLetters([]).contains { $0.id == letter.id })
        #expect(try await ledger.reader.journal(topics: [.deadLetterRetried]).count == 1)
    }

    @Test("a payload that is no JSON, lacks a field or is of another topic changes nothing")
    func badEdit() async throws {
        let ledger = try SQLiteLedger.inMemory()
        let test = try await busy(ledger)
        let letter = try #require(
            try await ledger.deadLetters([]).first { $0.event.topic == .signalGenerated })
        let other = try text(of: .systemReady(Notice(subject: "a", text: "b")))
        for (json, expected) in [
            ("{", "no JSON"), (#"{"signalGenerated":{"_0":{"id":"x"}}}"#, "symbol is missing"),
            (#"{"signalGenerated":{"_0":{"id":7}}}"#, "signalGenerated._0.id is no"),
            (other, "system.ready"),
        ] {
            let verdict = await test.command(
                .retryEditedDeadLetter(letter.id, payloadJSON: json))
            guard case .refused(let denial) = verdict else {
                Issue.record("\(json) was accepted")
                continue
            }
            #expect(denial.code == .badPayload)
            #expect(denial.reason.contains(expected), "\(denial.reason)")
        }
        #expect(try await ledger.deadLetters([letter.id]).count == 1)
        _ = await test.command(.discardDeadLetters([letter.id]))
        let late = await test.command(
            .retryEditedDeadLetter(letter.id, payloadJSON: try text(of: letter.event.payload)))
        guard case .refused(let denial) = late else {
            Issue.record("a letter that is gone was retried")
            return
        }
        #expect(denial.code == .notFound)
    }

    @Test(
        "with as many letters as may wait, the failing handler takes nothing more until some are cleared"
    )
    func bound() async throws {
        let test = try await TestDesk(isStepped: false, deadLetterBound: 2)
        try test.desk.bus.subscribe(
            "broken", to: ["signal.generated"],
            options: SubscriptionOptions(policy: .serial, retry: RetryPolicy(attempts: 1))
        ) { context in
            throw SimulatedFault("broken")
        }
        func broken() -> HandlerStatistics? {
            test.desk.statistics().handlers.first { $0.name == "broken" }
        }
        for number in 1...2 { try await test.send(test.signal("s\(number)")) }
        await until { test.desk.parts.deadLetters.count == 2 }
        try await test.send(test.signal("s3"))
        await until { test.desk.parts.log.rows.contains { $0.text.contains("at most 2 may") } }
        try await test.send(test.signal("s4"))
        // What came after waits, and the others work on.
        await until { test.desk.parts.signals.record("s4") != nil }
        #expect(broken()?.failed == 3)
        #expect(broken()?.depth.total == 1)

        let waiting = test.desk.parts.deadLetters.list().letters.map(\.id)
        _ = await test.command(.discardDeadLetters(waiting))
        await until { test.desk.parts.deadLetters.count == 2 }
        #expect(broken()?.failed == 4)
        #expect(broken()?.depth.total == 0)
        _ = await test.desk.stop(withinSeconds: 5)
    }

    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    private func text(of payload: EventPayload) throws -> String {
        String(decoding: try JSONEncoder().encode(payload), as: UTF8.self)
    }

    @Test(
        "a handler that only exists to misbehave is given no more than it has room for; nobody waits"
    )
    func simulatedOverflow() async throws {
        let test = try await TestDesk(hasChaos: true)
        func numbers(_ name: String) throws -> HandlerStatistics {
            try #require(test.desk.statistics().handlers.first { $0.name == name })
        }
        test.desk.bus.pause("sim.news")
        let room = try numbers("sim.news").capacity
        // In a stepped run a publish that had to wait would throw.
        for _ in 0..<(room + 30) { try await test.send(test.signal("one")) }
        #expect(try numbers("sim.news").depth.total == room)
        #expect(try numbers("sim.news").droppedNewest == 30)
        #expect(test.desk.summary.denials == ["DUPLICATE": room + 29])
        #expect(test.broker.orders.count == 1)
        test.desk.bus.resume("sim.news")
        await test.desk.settle()
        #expect(try numbers("sim.news").received == UInt64(room + 30))
        // Those that failed are tried again.
        for _ in 0..<10 { try await test.pass(seconds: 10) }
    }
}
