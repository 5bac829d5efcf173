import Testing
import Trading

@testable import Engine

@Suite("The owner of the orders")
struct OrderBookTests {
    private static let contract = OptionContract(
        id: InstrumentID(7), tradingSymbol: "NIFTY25OCT25000CE", underlying: "NIFTY", right: .call,
        strike: Price(paise: 25_000_00), expiry: CalendarDay(daysSinceEpoch: 20_389), lotUnits: 75,
        tick: Price(paise: 5), isGenerated: false)

    private static var half: (order: Order, fill: Fill, report: OrderReport) {
        let now = TestDesk.start
        var order = Order(
            id: .entry(signalID: "half"), signalID: "half", positionID: .of(signalID: "half"),
            purpose: .entry, contract: contract, side: .buy, quantity: Quantity(150), type: .market,
            venue: .paper, createdAt: now)
        order.status = .partiallyFilled
        order.filledQuantity = Quantity(75)
        order.filledValue = Price(paise: 100_00) * Quantity(75)
        let fill = Fill(
            id: "T-1", orderID: order.id, positionID: order.positionID, instrument: contract.id,
            side: .buy, quantity: Quantity(75), price: Price(paise: 100_00), charges: .zero,
            occurredAt: now)
        let report = OrderReport(
            orderID: order.id,
            kind: .filled(
                tradeID: "T-1", quantity: Quantity(75), price: Price(paise: 100_00),
                isComplete: false),
            positionID: order.positionID, signalID: "half", occurredAt: now)
        return (order, fill, report)
    }

    @Test("a fill that the ledger holds is not taken again when the venue repeats it")
    func repeatedFill() {
        let (order, fill, report) = Self.half
        let book = OrderBook()
        book.restore(orders: [order], fills: [fill])
        guard case .repeated = book.take(report) else {
            Issue.record("the fill was taken twice")
            return
        }
        #expect(book.order(order.id) == order)
    }

    @Test("an order whose call to the venue hangs is followed up, as soon as the venue tells of it")
    func hangingCall() {
        var order = Self.half.order
        (order.id, order.purpose, order.side) = (OrderID("X-1"), .exit(.stopLoss), .sell)
        (order.filledQuantity, order.filledValue, order.status) = (.zero, .zero, .submitted)
        order.type = .limit(Price(paise: 60_00))
        let book = OrderBook()
        #expect(book.register(order))
        func due(_ seconds: Double) -> [OrderFollowUp] {
            let now = order.createdAt.advanced(bySeconds: seconds)
            return book.due(at: now, limits: DeskLimits()) { _ in nil }.map(\.followUp)
        }
        // Nobody knows whether it is there: it is asked about, and not taken back.
        #expect(due(4) == [])
        #expect(due(11) == [.ask])
        _ = book.take(
            OrderReport(
                orderID: order.id, kind: .accepted, positionID: order.positionID,
                signalID: order.signalID, occurredAt: order.createdAt))
        guard case .cancel? = due(4).first else {
            Issue.record("the limit order rests for ever")
            return
        }
        #expect(book.isBeingSent(order.id))
    }

    @Test("the same trade id of another order is another fill")
    func sameNumber() {
        let (order, fill, first) = Self.half
        var other = order
        other.id = .entry(signalID: "other")
        let book = OrderBook()
        book.restore(orders: [order, other], fills: [fill])
        var report = first
        report.orderID = other.id
        guard case .taken(_, let after, nil) = book.take(report) else {
            Issue.record("the fill was not taken")
            return
        }
        #expect(after.filledQuantity == Quantity(150))
        guard case .repeated = book.take(report) else {
            Issue.record("the fill was taken twice")
            return
        }
    }

    @Test("a new trade id of the same order is a new fill")
    func newFill() {
        let (order, fill, first) = Self.half
        let book = OrderBook()
        book.restore(orders: [order], fills: [fill])
        var report = first
        report.kind = .filled(
            tradeID: "T-2", quantity: Quantity(75), price: Price(paise: 101_00), isComplete: true)
        guard case .taken(_, let after, nil) = book.take(report) else {
            Issue.record("the fill was not taken")
            return
        }
        #expect(after.status == .filled)
        #expect(after.filledQuantity == Quantity(150))
    }

    @Test("a report of an order that was never sent is not taken, and an order registers once")
    func unknown() {
        let (order, _, report) = Self.half
        let book = OrderBook()
        guard case .unknown = book.take(report) else {
            Issue.record("a report of an unknown order was taken")
            return
        }
        #expect(book.register(order))
        #expect(!book.register(order))
        #expect(book.working == [order])
    }
}
