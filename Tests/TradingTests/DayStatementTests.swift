import Testing
import Trading

@Suite struct DayStatementTests {
    private let tuesday = Fixture.monday.advanced(byDays: 1)
    private let table = ChargeTable.builtIn

    private func fill(
        _ side: OrderSide, _ units: Int, at price: Int64, of position: Position,
        on day: CalendarDay,
        id: String, order: String, isFirst: Bool = true
    ) -> Fill {
        let charges = table.charges(
            side, price: Price(paise: price), quantity: Quantity(units), isFirstOfOrder: isFirst,
            on: day)
        return Fixture.fill(
            side, units, at: price, of: position, Fixture.at("11:00:00", on: day),
            order: OrderID(order), charges: charges.total.paise, id: id)
    }

    /// Bought on Monday, half sold then, the rest on Tuesday.
    private func trade() -> (position: Position, fills: [Fill]) {
        let empty = Fixture.position(lots: 0)
        let fills = [
            fill(.buy, 75, at: 100_00, of: empty, on: Fixture.monday, id: "1", order: "E"),
            fill(
                .buy, 75, at: 100_00, of: empty, on: Fixture.monday, id: "2", order: "E",
                isFirst: false),
            fill(.sell, 75, at: 120_00, of: empty, on: Fixture.monday, id: "3", order: "X"),
            fill(.sell, 75, at: 90_00, of: empty, on: tuesday, id: "4", order: "Y"),
        ]
        var position = empty
        position.boughtQuantity = .zero
        position = fills.reduce(position) { $0.applying($1) }
        return (position, fills)
    }

    private func statement(
        _ day: CalendarDay, _ position: Position, _ fills: [Fill]
    ) -> DayStatement {
        DayStatement(
            day: day, capital: Money(rupees: 10_00_000), fills: fills, positions: [position],
            table: table)
    }

    @Test func `cash runs from day to day, and profit belongs to the day of the sale`() {
        let (position, fills) = trade()
        let first = statement(Fixture.monday, position, fills)
        #expect(first.discrepancies == [])
        #expect(first.openingCash == Money(rupees: 10_00_000))
        #expect(first.bought == Money(rupees: 15_000))
        #expect(first.sold == Money(rupees: 9_000))
        #expect(first.realised == Money(rupees: 1_500))
        #expect(first.closingCash == first.openingCash - Money(rupees: 6_000) - first.charges.total)
        #expect(first.tradesClosed == 0)
        #expect(first.holdings.map(\.quantity) == [Quantity(75)])
        #expect(first.holdings.map(\.cost) == [Money(rupees: 7_500)])
        #expect(first.unrealised == nil, "no mark of the day is known")

        let second = statement(tuesday, position, fills)
        #expect(second.discrepancies == [])
        #expect(second.openingCash == first.closingCash)
        #expect(second.realised == Money(rupees: -750))
        #expect(second.unrealised == .zero)
        #expect(second.tradesClosed == 1)
        #expect(second.wins == 1)
        #expect(second.strategies.map(\.net) == [second.net])
        let both = first.net + second.net
        #expect(second.closingCash == Money(rupees: 10_00_000) + both)
    }

    @Test func `charges are told by kind, brokerage once an order`() {
        let (position, fills) = trade()
        let charges = statement(Fixture.monday, position, fills).charges
        #expect(charges.brokerage == Money(rupees: 40))
        #expect(charges.transactionTax == Money(rupees: 9))
        #expect(charges.total == fills.prefix(3).reduce(.zero) { $0 + $1.charges })
    }

    @Test func `a position that late fills call back and that is closed again is one trade`() {
        let empty = Fixture.position(lots: 0)
        let fills = [
            fill(.buy, 75, at: 100_00, of: empty, on: Fixture.monday, id: "1", order: "E"),
            fill(.sell, 75, at: 120_00, of: empty, on: Fixture.monday, id: "2", order: "X"),
            fill(
                .buy, 75, at: 100_00, of: empty, on: Fixture.monday, id: "3", order: "E",
                isFirst: false),
            fill(.sell, 75, at: 60_00, of: empty, on: Fixture.monday, id: "4", order: "Y"),
        ]
        var position = empty
        position.boughtQuantity = .zero
        position = fills.reduce(position) { $0.applying($1) }
        let statement = statement(Fixture.monday, position, fills)
        #expect(statement.discrepancies == [])
        #expect(statement.tradesClosed == 1)
        #expect(statement.wins == 0)
        #expect(statement.realised == Money(rupees: -1_500))
        let early = self.statement(Fixture.monday, position, Array(fills.prefix(3)))
        #expect(early.tradesClosed == 0, "called back, it is not closed any more")
    }

    @Test func `a mark of the day values what is held`() {
        var (position, fills) = trade()
        fills.removeLast()
        position = fills.reduce(Fixture.position(lots: 0)) { $0.applying($1) }
        position.mark = Price(paise: 110_00)
        position.markedAt = Fixture.at("15:00:00")
        #expect(statement(Fixture.monday, position, fills).unrealised == Money(rupees: 750))
        #expect(statement(tuesday, position, fills).unrealised == nil)
    }

    @Test func `what was tampered with does not add up, and the statement says what`() {
        let (position, fills) = trade()
        var changed = fills
        changed[3].price = Price(paise: 95_00)
        let told = statement(tuesday, position, changed).discrepancies
        #expect(told.contains { $0.hasPrefix("fill 4 has charges of") })
        #expect(told.contains("position \(position.id) is not the sum of its fills"))
        var foreign = fills
        foreign[3].positionID = PositionID("P-nobody")
        #expect(
            statement(tuesday, position, foreign).discrepancies.first
                == "fill 4 is of position P-nobody, which the ledger does not hold")
    }
}
