import Ledger
import Testing
import Trading

@testable import Engine

@Suite("Fills that the desk cannot place", .balancedBooks)
struct StrayFillTests {
    private func fill(_ id: OrderID, _ order: Order, _ test: TestDesk) -> OrderReport {
        OrderReport(
            orderID: id,
            kind: .filled(
                tradeID: "stray", quantity: Quantity(75), price: Price(paise: 100_00),
                isComplete: false),
            positionID: order.positionID, signalID: order.signalID, occurredAt: test.clock.now)
    }

    /// A desk that has bought one lot of several and sold it again; the rest of the entry is cancelled.
    private func tradedDesk() async throws -> (TestDesk, Position, entry: Order) {
        let test = try await TestDesk()
        test.market.show(lots: 1)
        try await test.send(test.signal("one"))
        let position = try await test.position()
        try await test.move(position.contract, to: Price(paise: 60_00))
        #expect(test.desk.summary.positionsOpen == 0)
        let entry = try #require(try await test.orders().first { $0.purpose == .entry })
        return (test, position, entry)
    }

    @Test("a fill of an earlier day's order calls its position back, and both equal their fills")
    func forgottenOrder() async throws {
        let (test, position, entry) = try await tradedDesk()
        let yesterday = test.desk.equity
        test.clock.set(
            to: Timestamp(
                india: TestDesk.start.indiaDay.advanced(byDays: 1), secondsIntoDay: 36_000))
        try await test.desk.take(.sessionOpened("the next day"))
        await test.desk.settle()
        #expect(test.desk.parts.orders.order(entry.id) == nil, "the desk has forgotten the order")
        test.broker.say(fill(entry.id, entry, test))
        await test.desk.settle()
        // It was left by its stop, so what came late is sold for the same reason.
        let after = try await test.position()
        #expect(after.status == .closed)
        #expect(after.exitReason == .stopLoss)
        #expect(after.boughtQuantity == position.boughtQuantity + Quantity(75))
        #expect(after.soldQuantity == after.boughtQuantity)
        let fills = try await test.ledger.inner.reader.fills(limit: 100)
        let account = test.desk.parts.account.current
        #expect(account.isBalanced(fills: fills))
        #expect(account.gate.state == .active)
        let ofToday = fills.filter { $0.occurredAt.indiaDay > TestDesk.start.indiaDay }
        #expect(ofToday.count == 2)
        // The loss of the day before is not counted again.
        #expect(account.today.realised == Money(rupees: -40 * 75))
        #expect(account.dayNet == test.desk.equity - yesterday)
        #expect(account.today.tradesClosed == 1)
        try await test.expectBalanced()
    }

    @Test("a fill of a forgotten order waits until the ledger can be read again")
    func unreadableOrder() async throws {
        let (test, position, entry) = try await tradedDesk()
        test.clock.set(
            to: Timestamp(
                india: TestDesk.start.indiaDay.advanced(byDays: 1), secondsIntoDay: 36_000))
        test.desk.advanceBusClock(to: test.clock.now)
        try await test.desk.take(.sessionOpened("the next day"))
        await test.desk.settle()
        test.ledger.fail(with: .unavailable(path: "ledger", reason: "gone"), readsToo: true)
        test.broker.say(fill(entry.id, entry, test))
        await test.desk.settle()
        // It is neither booked nor taken for a stranger's.
        #expect(try await test.ledger.inner.reader.fills(limit: 100).count == 2)
        #expect(!test.desk.parts.log.rows.contains { $0.text.contains("never sent") })
        test.ledger.fail(with: nil)
        for _ in 0..<3 { try await test.pass(seconds: 10) }
        #expect(try await test.ledger.inner.reader.fills(limit: 100).contains { $0.id == "stray" })
        let bought = try await test.position().boughtQuantity
        #expect(bought == position.boughtQuantity + Quantity(75))
        try await test.expectBalanced()
    }

    @Test(
        "a fill whose position cannot be read moves the money all the same, and keeps entries out")
    func unreadablePosition() async throws {
        let (test, _, entry) = try await tradedDesk()
        test.desk.parts.positions.startDay()
        let before = test.desk.summary.cashPaise
        test.ledger.fail(with: .unavailable(path: "ledger", reason: "gone"), readsToo: true)
        test.broker.say(fill(entry.id, entry, test))
        await test.desk.settle()
        test.ledger.fail(with: nil)
        _ = await test.desk.parts.writer.flushBacklog()
        let fills = try await test.ledger.inner.reader.fills(limit: 100)
        let stray = try #require(fills.first { $0.id == "stray" })
        #expect(test.desk.summary.cashPaise == before + stray.cashEffect.paise)
        #expect(test.desk.parts.account.current.isBalanced(fills: fills))
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(
            test.desk.parts.account.current.gate.reasons.contains { $0.contains("cannot be read") })
        // The position's own row cannot equal a fill that it never took; the next start says so.
        BalancedBooks.desks?.forget(test.ledger.inner)
    }

    @Test("a report that may not come now is an error.occurred and changes nothing")
    func impossibleReport() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let order = try #require(try await test.orders().first)
        let before = try await test.position()
        var report = fill(order.id, order, test)
        report.kind = .rejected(reason: "too late")
        test.broker.say(report)
        await test.desk.settle()
        #expect(try await test.orders() == [order])
        #expect(try await test.position() == before)
        let errors = test.desk.parts.log.rows.filter { $0.level == .error }
        #expect(
            errors.map(\.text) == [
                "order \(order.id): an order that is FILLED cannot reject"
            ]
        )
    }

    @Test("a fill of an order that was never sent keeps entries out; another report is only told")
    func strangeOrder() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let order = try #require(try await test.orders().first)
        var accepted = fill(OrderID("stranger"), order, test)
        accepted.kind = .accepted
        test.broker.say(accepted)
        await test.desk.settle()
        #expect(test.desk.summary.riskState == "ACTIVE")
        test.broker.say(fill(OrderID("stranger"), order, test))
        await test.desk.settle()
        #expect(test.desk.summary.riskState == "REDUCING")
        #expect(
            test.desk.parts.account.current.gate.reasons
                == ["the venue reports on order stranger, which this desk never sent"])
    }
}
