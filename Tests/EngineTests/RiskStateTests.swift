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
        _ = await second.command(.resume)
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

    @Test("the kill switch and flatten are in the journal, with who asked and what came of it")
    func journal() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        _ = await test.command(.halt(reason: "fat finger"))
        _ = await test.command(.resume)
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
