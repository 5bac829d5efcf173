import Foundation
import Ledger
import Testing
import Trading

@testable import Engine

@Suite("Risk states", .balancedBooks)
struct RiskStateTests {
    /// Three losses in a row.
    private func lose(_ test: TestDesk, _ prefix: String) async throws {
        for number in 0..<3 {
            let id = "\(prefix)\(number)"
            try await test.send(test.signal(id, strategy: id))
            guard let position = try await test.positions().first(where: { $0.signalID == id })
            else { continue }
            try await test.move(position.contract, to: Price(paise: 60_00))
            test.market.set(position.contract, premium: Price(paise: 100_00))
            try await test.pass(seconds: 1)
        }
    }

    @Test("what was raised, resumed and flattened is the same after a restart")
    func restart() async throws {
        let ledger = try Reopened()
        let first = try await TestDesk(ledger: ledger.open())
        try await lose(first, "a")
        #expect(first.desk.summary.riskState == "REDUCING")
        let reasons = first.desk.parts.account.current.gate.reasons
        #expect(reasons == ["3 losses in a row, the limit is 3"])
        _ = await first.desk.stop(withinSeconds: 5)
        try await ledger.close()

        let second = try await TestDesk(ledger: ledger.open())
        #expect(second.desk.parts.account.current.gate.reasons == reasons)
        _ = await second.command(.resume())
        #expect(second.desk.summary.riskState == "ACTIVE")
        _ = await second.desk.stop(withinSeconds: 5)
        try await ledger.close()

        // What the operator has accepted is accepted.
        let third = try await TestDesk(ledger: ledger.open())
        try await third.pass(seconds: 1)
        #expect(third.desk.summary.riskState == "ACTIVE")
        try await third.send(third.signal("b", strategy: "b"))
        #expect(third.desk.summary.positionsOpen == 1)
        // Nobody buys: the flatten cannot be done before the desk is killed.
        third.market.empty(true)
        _ = await third.command(.flatten)
        #expect(third.desk.summary.positionsOpen == 1)
        try await ledger.close()

        let fourth = try await TestDesk(ledger: ledger.open())
        #expect(fourth.desk.summary.riskState == "HALTED")
        try await fourth.pass(seconds: 10)
        try await fourth.pass(seconds: 10)
        #expect(fourth.desk.summary.positionsOpen == 0)
        #expect(try await fourth.positions().first { $0.signalID == "b" }?.exitReason == .flatten)
        try await fourth.expectBalanced()
    }

    /// The next day's session at a time, with the desk's clock on it.
    private func begin(_ seconds: Int, after test: TestDesk) async throws {
        test.clock.set(
            to: Timestamp(
                india: test.clock.now.indiaDay.advanced(byDays: 1), secondsIntoDay: seconds))
        test.desk.advanceBusClock(to: test.clock.now)
        test.broker.advance(to: test.clock.now)
        try await test.desk.take(.sessionOpened("the next day"))
    }

    /// A desk that keeps what it has over the night.
    private func overnightDesk(
        _ ledger: SQLiteLedger? = nil, at instant: Timestamp = TestDesk.start
    ) async throws -> TestDesk {
        try await TestDesk(ledger: ledger, at: instant) { rules in
            rules.mode.holdsOvernight = true
            rules.mode.maximumHoldHours = 100
            rules.modes = [rules.mode]
        }
    }

    @Test("a flatten that the close of the market cuts short goes on when it opens")
    func flattenOverNight() async throws {
        let test = try await overnightDesk()
        try await test.send(test.signal("one"))
        test.clock.set(
            to: Timestamp(india: TestDesk.start.indiaDay, secondsIntoDay: 15 * 3600 + 31 * 60))
        _ = await test.command(.flatten)
        #expect(test.desk.summary.positionsOpen == 1)
        try await begin(9 * 3600 + 16 * 60, after: test)
        await test.desk.settle()
        try await test.pass(seconds: 1)
        #expect(try await test.position().exitReason == .flatten)
        #expect(test.desk.summary.positionsOpen == 0)
        #expect(test.desk.summary.riskState == "HALTED")
    }

    @Test("the gap of the night is the new day's, however late the day's keeper hears of it")
    func gap() async throws {
        let test = try await overnightDesk()
        try await test.send(test.signal("one"))
        let held = try await test.position()
        _ = await test.command(.pauseHandler("risk"))
        try await begin(9 * 3600 + 16 * 60, after: test)
        try await test.move(held.contract, to: Price(paise: 95_00))
        #expect(
            test.desk.parts.account.current.dayNet == Price(paise: -5_00) * held.remainingQuantity)
    }

    @Test("a desk that is started in the morning counts from the marks of the evening")
    func morning() async throws {
        let ledgers = try Reopened()
        let evening = try await overnightDesk(ledgers.open())
        try await evening.send(evening.signal("one"))
        let held = try await evening.position()
        try await evening.move(held.contract, to: Price(paise: 97_00))
        try await evening.desk.take(.sessionClosed("the day"))
        await evening.desk.settle()
        try await ledgers.kill()

        let start = Timestamp(
            india: TestDesk.start.indiaDay.advanced(byDays: 1), secondsIntoDay: 9 * 3600 + 1200)
        let first = try await overnightDesk(ledgers.open(), at: start)
        #expect(first.desk.parts.account.current.dayNet == .zero)
        try await first.move(held.contract, to: Price(paise: 95_00))
        let lost = Price(paise: -2_00) * held.remainingQuantity
        #expect(first.desk.parts.account.current.dayNet == lost)
        await first.desk.parts.keepMarks()
        try await ledgers.kill()

        // A second start of the day has the same beginning, although the marks are of the day now.
        let second = try await overnightDesk(ledgers.open(), at: start)
        #expect(second.desk.parts.account.current.dayNet == lost)
        try await ledgers.close()
    }

    @Test("a resume lifts the reasons that the person saw, and is refused when there are others")
    func resumesWhatWasSeen() async throws {
        let test = try await TestDesk()
        _ = await test.command(.halt(reason: "lunch"))
        let seen = test.desk.parts.account.current.gate.reasons
        #expect(seen == ["halted: lunch"])
        _ = await test.command(.halt(reason: "fire"))
        let late = await test.command(.resume(seen: seen))
        guard case .refused(let denial) = late else {
            Issue.record("it was \(String(describing: late))")
            return
        }
        #expect(denial.code == .staleVersion && denial.reason.contains("halted: fire"))
        #expect(test.desk.parts.account.current.gate.state == .halted)
        _ = await test.command(.resume(seen: ["halted: fire"]))
        #expect(test.desk.parts.account.current.gate.state == .active)
    }

    @Test("a resume of an earlier version, which names no reasons, is still read from a journal")
    func readsOldResume() throws {
        let old = Data(#"{"resume":{}}"#.utf8)
        #expect(try JSONDecoder().decode(Command.self, from: old) == .resume())
    }

    @Test("the kill switch and flatten are in the journal, with who asked and what came of it")
    func journal() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        _ = await test.command(.halt(reason: "fat finger"))
        _ = await test.command(.resume())
        _ = await test.command(.flatten)
        _ = await test.desk.stop(withinSeconds: 5)
        let journal = try await test.ledger.inner.reader.journal(
            topics: [.operatorCommanded, .riskStateChanged, .positionClosed])
        var story: [String] = []
        for event in journal {
            switch event.payload {
            case .operatorCommanded(let request):
                story.append("\(event.source) \(request.command.verb)")
            case .riskStateChanged(let change): story.append(change.state.rawValue)
            case .positionClosed(let position): story.append(position.exitReason?.rawValue ?? "?")
            default: break
            }
        }
        #expect(
            story == [
                "operator halt", "HALTED", "operator resume", "ACTIVE", "operator flatten",
                "HALTED",
                "FLATTEN",
            ])
    }
}
