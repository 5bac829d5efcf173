import Testing
import Trading

struct PositionTests {
    @Test func `the first purchase opens a position at its price`() {
        let position = Fixture.position(lots: 2)
        #expect(position.status == .open)
        #expect(position.entryPrice == Price(paise: 100_00))
        #expect(position.peak == Price(paise: 100_00))
        #expect(position.version == 2)
    }

    @Test func `purchases average, sales realise, the last unit closes`() {
        var position = Fixture.position(lots: 1)
        position = position.applying(
            Fixture.fill(.buy, 75, at: 110_00, of: position, charges: 5_00, id: "2"))
        #expect(position.entryPrice == Price(paise: 105_00))
        position = position.applying(
            Fixture.fill(.sell, 75, at: 120_00, of: position, charges: 6_00, id: "3"))
        #expect(position.status == .partial)
        #expect(position.realised == Money(paise: 75 * 15_00))
        let end = Fixture.at("11:00:00")
        position = position.applying(Fixture.fill(.sell, 75, at: 90_00, of: position, end, id: "4"))
        #expect(position.status == .closed)
        #expect(position.closedAt == end)
        #expect(position.realised == .zero)
        #expect(position.charges == Money(paise: 11_00))
    }

    @Test func `what a part would make is its share, and the parts make the whole`() {
        var position = Fixture.position(lots: 2)
        position = position.applying(
            Fixture.fill(.buy, 75, at: 101_01, of: position, id: "2"))
        position = position.applying(
            Fixture.fill(.sell, 75, at: 120_00, of: position, id: "3"))
        position.mark = Price(paise: 110_00)
        let mark = Price(paise: 110_00)
        let all = position.profit(of: Quantity(150), at: mark)
        #expect(all == position.unrealised)
        let parts =
            position.profit(of: Quantity(50), at: mark)
            + position.profit(of: Quantity(100), at: mark)
        #expect(abs(parts.paise - all.paise) <= 1)
        #expect(position.profit(of: .zero, at: mark) == .zero)
        // The average price is rounded to the paisa; the share of the cost is not.
        #expect(position.profit(of: Quantity(50), at: mark).paise == 50 * 110_00 - 5_016_83)
    }

    @Test func `the sale that closes says which rule sent it`() {
        let open = Fixture.position(lots: 1)
        let intent = open.exit(.target, selling: open.remainingQuantity)
        let closing = open.working(intent)
        #expect(closing.status == .closing)
        #expect(closing.workingExit == intent.orderID)
        let closed = closing.applying(
            Fixture.fill(.sell, 75, at: 160_00, of: closing, order: intent.orderID))
        #expect(closed.exitReason == .target)
        #expect(closed.workingExit == nil)
        #expect(closed.exitReason(of: OrderID("X-unknown")) == nil)
    }

    @Test func `an exit that ends unfilled is carried through by the next ordinal`() {
        let open = Fixture.position(lots: 1)
        let first = open.exit(.stopLoss, selling: open.remainingQuantity)
        let after = open.working(first).exitEnded(first.orderID)
        #expect(after.status == .closing)
        #expect(after.exitReason == .stopLoss)
        #expect(after.workingExit == nil)
        let second = after.exit(.stopLoss, selling: after.remainingQuantity)
        #expect(second.ordinal == 1)
        #expect(second.orderID != first.orderID)
        #expect(after.exitEnded(OrderID("X-other")) == after)
    }

    @Test func `a partial booking is made by its fill, not by its order`() {
        let open = Fixture.position(lots: 4)
        let intent = open.exit(.partial, selling: Quantity(150))
        let working = open.working(intent)
        #expect(working.status == .open)
        #expect(!working.hasBookedPartial)
        let booked = working.applying(
            Fixture.fill(.sell, 150, at: 150_00, of: working, order: intent.orderID))
        #expect(booked.hasBookedPartial)
        #expect(booked.status == .partial)
        #expect(booked.activeTarget == Price(paise: 200_00))
        #expect(booked.exitEnded(intent.orderID).status == .partial)
    }

    @Test func `a closing position stays so while its order is partly filled`() {
        let open = Fixture.position(lots: 2)
        let intent = open.exit(.flatten, selling: open.remainingQuantity)
        let closing = open.working(intent)
        let half = closing.applying(
            Fixture.fill(.sell, 75, at: 100_00, of: closing, order: intent.orderID))
        #expect(half.status == .closing)
        #expect(half.exitEnded(intent.orderID).status == .closing)
    }

    @Test func `a late purchase opens a closed position again`() {
        var position = Fixture.position(lots: 1)
        position = position.applying(Fixture.fill(.sell, 75, at: 90_00, of: position, id: "2"))
        #expect(position.status == .closed)
        position = position.applying(Fixture.fill(.buy, 75, at: 100_00, of: position, id: "3"))
        #expect(position.status == .partial)
        #expect(position.closedAt == nil)
        #expect(position.remainingQuantity == Quantity(75))
    }

    @Test func `a purchase after the exit is left for the same reason`() {
        let open = Fixture.position(lots: 1)
        let intent = open.exit(.operatorClose, selling: open.remainingQuantity)
        let closed = open.working(intent).applying(
            Fixture.fill(.sell, 75, at: 90_00, of: open, order: intent.orderID))
        #expect(closed.status == .closed)
        let late = closed.applying(Fixture.fill(.buy, 75, at: 100_00, of: closed, id: "3"))
        #expect(late.status == .closing)
        #expect(late.exitReason == .operatorClose)
        #expect(late.closedAt == nil)
        #expect(late.exit(.operatorClose, selling: late.remainingQuantity).ordinal == 1)
    }

    @Test func `more sold than bought is unknown`() {
        let position = Fixture.position(lots: 1)
        let over = position.applying(Fixture.fill(.sell, 150, at: 90_00, of: position, id: "2"))
        #expect(over.status == .unknown)
    }

    @Test func `levels follow the average entry until the stop was raised`() {
        var position = Fixture.position(lots: 1)
        position = position.filled(75, at: 120_00, id: "2")
        #expect(position.stop == Price(paise: 71_50))
        #expect(position.target == Price(paise: 176_00))
        position.isStopRaised = true
        position = position.filled(75, at: 140_00, id: "3")
        #expect(position.stop == Price(paise: 71_50))
    }

    @Test func `a target that a person has moved stays while the entry is being filled`() throws {
        let open = Fixture.position(lots: 1)
        let moved = try open.settingLevels(stop: open.stop, target: Price(paise: 130_00)).get()
        let filled = moved.filled(75, at: 120_00, id: "2")
        #expect(filled.target == Price(paise: 130_00))
        #expect(filled.stop == Price(paise: 71_50))
    }

    @Test func `a person may raise a stop and move a target, but never lower the stop`() throws {
        let position = Fixture.position()
        let moved = try position.settingLevels(
            stop: Price(paise: 70_01), target: Price(paise: 180_04)
        ).get()
        #expect(moved.stop == Price(paise: 70_05))
        #expect(moved.target == Price(paise: 180_00))
        #expect(moved.isStopRaised)
        #expect(moved.version == position.version + 1)
        #expect(
            position.settingLevels(stop: Price(paise: 64_00), target: Price(paise: 180_00)).code
                == .badLevels)
        #expect(
            position.settingLevels(stop: Price(paise: 90_00), target: Price(paise: 90_00)).code
                == .badLevels)
        let same = try position.settingLevels(stop: position.stop, target: position.target).get()
        #expect(same == position)
    }

    @Test func `statistics count trades after their charges`() {
        func closed(_ gain: Int64, _ strategy: String = "a", day: CalendarDay = Fixture.monday)
            -> Position
        {
            var position = Fixture.position(lots: 1)
            position.strategy = strategy
            return position.applying(
                Fixture.fill(
                    .sell, 75, at: 100_00 + gain, of: position, Fixture.at("11:00:00", on: day),
                    charges: 75, id: "2"))
        }
        let tuesday = Fixture.monday.advanced(byDays: 1)
        let all = [
            closed(11), closed(-9, "b"), closed(-19), closed(41, day: tuesday), Fixture.position(),
        ]
        let even = TradeStatistics(of: [closed(1)])
        #expect((even.trades, even.wins, even.losses) == (1, 0, 0), "its charges are its gain")
        let statistics = TradeStatistics(of: all)
        #expect(statistics.trades == 4)
        #expect(statistics.wins == 2)
        #expect(statistics.net == Money(paise: 75 * 20))
        #expect(statistics.winRate == 0.5)
        #expect(statistics.averageWin == Money(paise: 75 * 25))
        #expect(statistics.averageLoss == Money(paise: 75 * 15))
        #expect(statistics.profitFactor == 50.0 / 30)
        #expect(statistics.expectancy == Money(paise: 75 * 5))
        #expect(statistics.bookedDrawdown == Money(paise: 75 * 30))
        #expect(TradeStatistics(of: [closed(11)]).profitFactor == .infinity)
        #expect(TradeStatistics().profitFactor == nil)
        #expect(TradeStatistics.byDay(all).map(\.day) == [Fixture.monday, tuesday])
        #expect(TradeStatistics.byStrategy(all).map(\.strategy) == ["a", "b"])
        #expect(TradeStatistics.byStrategy(all).map(\.statistics.trades) == [3, 1])
    }
}

extension Position {
    /// The position after another purchase, its levels brought up to it.
    fileprivate func filled(_ units: Int, at price: Int64, id: String) -> Position {
        applying(Fixture.fill(.buy, units, at: price, of: self, id: id))
            .levelled(by: .balanced, limits: DeskLimits(), since: self)
    }
}
