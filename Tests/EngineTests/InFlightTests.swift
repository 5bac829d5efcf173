import Ledger
import Testing
import Trading

@testable import Engine

@Suite("An entry that has its place but no order yet", .balancedBooks)
struct InFlightTests {
    @Test("a flatten is not over while one is there")
    func flattenStays() async throws {
        let test = try await TestDesk()
        let plan = try test.desk.planner.validate(test.signal("one"))
            .flatMap { test.desk.planner.plan($0) }.get()
        let request = EntryRequest(
            signalID: "one", contract: plan.contract, premium: plan.ask, mode: .balanced,
            day: test.clock.now.indiaDay)
        _ = test.desk.parts.account.update { $0.reserve(request, rules: test.desk.parts.rules) }
        _ = await test.command(.flatten)
        try await test.pass(seconds: 1)
        #expect(test.desk.parts.switches.flatten == .flatten)
        _ = test.desk.parts.account.update { $0.release(signalID: "one") }
        try await test.pass(seconds: 1)
        #expect(test.desk.parts.switches.flatten == nil)
    }

    @Test(
        "a halt while the ledger writes it keeps the order from being sent, and all is given back")
    func haltedWhileWriting() async throws {
        let test = try await TestDesk(isStepped: false)
        test.ledger.holdClaims()
        try await test.desk.take(.signal(test.signal("one")))
        while !test.ledger.isHanging { await Task.yield() }
        _ = test.desk.send(.flatten)
        while test.desk.summary.riskState != "HALTED" { await Task.yield() }
        test.ledger.letPass()
        while test.desk.summary.denials.isEmpty, test.broker.orders.isEmpty {
            await Task.yield()
        }
        await test.desk.rest()
        #expect(test.broker.orders.isEmpty)
        #expect(test.desk.summary.denials == ["HALTED": 1])
        #expect(try await test.status(of: "one") == .rejected)
        #expect(try await test.ledger.inner.signal("one")?.denial?.code == .halted)
        #expect(try await test.orders().map(\.status) == [.denied])
        #expect(try await test.positions().map(\.status) == [.closed])
        #expect(test.desk.parts.account.current.reserved == .zero)
        #expect(test.desk.summary.positionsOpen == 0)
    }
}
