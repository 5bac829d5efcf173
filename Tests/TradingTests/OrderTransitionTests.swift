import Testing
import Trading

struct OrderTransitionTests {
    /// Every pair that is allowed; all others are errors.
    private static let table: [OrderStatus: [OrderTransition: OrderStatus]] = [
        .initialized: [.deny: .denied, .submit: .submitted],
        .submitted: [
            .accept: .accepted, .reject: .rejected, .loseTrack: .unknown, .fill: .filled,
            .cancel: .cancelled,
        ],
        .accepted: [
            .fillPartly: .partiallyFilled, .fill: .filled, .requestCancel: .pendingCancel,
            .cancel: .cancelled, .expire: .expired,
        ],
        .partiallyFilled: [
            .fillPartly: .partiallyFilled, .fill: .filled, .requestCancel: .pendingCancel,
            .cancel: .cancelled, .expire: .expired,
        ],
        .pendingCancel: [.cancel: .cancelled, .fill: .filled, .accept: .accepted],
        .unknown: [
            .accept: .accepted, .reject: .rejected, .fillPartly: .partiallyFilled, .fill: .filled,
            .cancel: .cancelled, .expire: .expired,
        ],
        .cancelled: [.fill: .filled],
        .denied: [:], .rejected: [:], .filled: [:], .expired: [:],
    ]

    @Test(
        "every pair of status and transition", arguments: OrderStatus.allCases,
        OrderTransition.allCases)
    func pairs(_ status: OrderStatus, _ transition: OrderTransition) throws {
        let allowed = try #require(Self.table[status])
        if let next = allowed[transition] {
            #expect(try status.applying(transition) == next)
        } else {
            #expect(throws: OrderTransitionError(from: status, by: transition)) {
                try status.applying(transition)
            }
        }
    }

    private static func order(_ status: OrderStatus, filled: Int = 0) -> Order {
        var order = Order(
            id: .entry(signalID: "s"), signalID: "s", positionID: .of(signalID: "s"),
            purpose: .entry, contract: Fixture.contract(), side: .buy, quantity: Quantity(150),
            type: .market, venue: .paper, createdAt: Fixture.tenOClock)
        order.status = status
        order.filledQuantity = Quantity(filled)
        order.filledValue = Money(paise: Int64(filled) * 100_00)
        return order
    }

    private static func report(_ kind: OrderReportKind) -> OrderReport {
        OrderReport(
            orderID: .entry(signalID: "s"), kind: kind, positionID: .of(signalID: "s"),
            signalID: "s", occurredAt: Fixture.at("10:00:05"))
    }

    private static func fill(_ units: Int, isComplete: Bool) -> OrderReport {
        report(
            .filled(
                tradeID: "t", quantity: Quantity(units), price: Price(paise: 100_00),
                isComplete: isComplete))
    }

    @Test func `fills add up until nothing remains`() {
        let first = Self.order(.accepted).applying(Self.fill(75, isComplete: false))
        #expect(first.problem == nil)
        #expect(first.order.status == .partiallyFilled)
        #expect(first.order.remainingQuantity == Quantity(75))
        let second = first.order.applying(Self.fill(75, isComplete: true))
        #expect(second.problem == nil)
        #expect(second.order.status == .filled)
        #expect(second.order.filledValue == Money(paise: 150 * 100_00))
        #expect(second.order.updatedAt == Fixture.at("10:00:05"))
    }

    @Test func `a fill after the cancel is real`() {
        let whole = Self.order(.cancelled, filled: 75).applying(Self.fill(75, isComplete: true))
        #expect(whole.order.status == .filled)
        #expect(whole.problem == nil)
        let part = Self.order(.cancelled).applying(Self.fill(75, isComplete: false))
        #expect(part.order.filledQuantity == Quantity(75), "its money is booked")
        #expect(part.order.status == .cancelled)
        #expect(
            part.problem == .transition(OrderTransitionError(from: .cancelled, by: .fillPartly)))
    }

    @Test func `more than was asked for is booked and told`() {
        let update = Self.order(.partiallyFilled, filled: 75).applying(
            Self.fill(150, isComplete: true))
        #expect(update.order.filledQuantity == Quantity(225))
        #expect(update.order.status == .filled)
        #expect(update.problem == .overfilled(asked: Quantity(150), filled: Quantity(225)))
        let again = update.order.applying(Self.fill(75, isComplete: true))
        #expect(again.order.filledQuantity == Quantity(300))
    }

    @Test func `complete with fills missing is told`() {
        let update = Self.order(.accepted).applying(Self.fill(75, isComplete: true))
        #expect(update.order.status == .partiallyFilled)
        #expect(update.problem == .fillsMissing(asked: Quantity(150), filled: Quantity(75)))
    }

    @Test func `a fill that cannot be is not booked`() {
        let update = Self.order(.accepted).applying(Self.fill(0, isComplete: false))
        #expect(update.order == Self.order(.accepted))
        #expect(update.problem == .badFill(Quantity(0), Price(paise: 100_00)))
    }

    @Test func `reasons stay with the order`() throws {
        let rejected = Self.order(.submitted).applying(Self.report(.rejected(reason: "margin")))
        #expect(rejected.order.status == .rejected)
        #expect(rejected.order.reason == "margin")
        let denied = try Self.order(.initialized).applying(
            .deny, at: Fixture.tenOClock, reason: "limit")
        #expect(denied.reason == "limit")
    }

    @Test func `a report that may not come changes nothing`() {
        let filled = Self.order(.filled, filled: 150)
        for kind in [OrderReportKind.accepted, .expired, .cancelled(reason: "late")] {
            let update = filled.applying(Self.report(kind))
            #expect(update.order == filled)
            #expect(update.problem != nil)
        }
        var foreign = Self.report(.accepted)
        foreign.orderID = OrderID("E-other")
        #expect(filled.applying(foreign).problem == .otherOrder(OrderID("E-other")))
    }

    @Test
    func
        `a client order id is the same whenever it is derived, no longer than 20 characters, and no other's`()
    {
        func ids() -> [OrderID] {
            let signals = ["a", "b", String(repeating: "x", count: 64)]
            let exits = signals.map(PositionID.of).flatMap { position in
                ExitReason.allCases.flatMap { reason in
                    (0...2).map { OrderID.exit(position: position, reason: reason, ordinal: $0) }
                }
            }
            return signals.map { OrderID.entry(signalID: $0) } + exits
        }
        #expect(ids() == ids())
        #expect(ids().allSatisfy { $0.text.utf8.count <= 20 })
        #expect(Set(ids()).count == ids().count)
    }
}
