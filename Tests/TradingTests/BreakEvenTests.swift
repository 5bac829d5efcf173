import Testing
import Trading

@Suite("Where a position breaks even")
struct BreakEvenTests {
    /// What is left when all units still held are sold at a price.
    private func net(_ position: Position, at price: Price, on day: CalendarDay) -> Money {
        let sale = ChargeTable.builtIn.charges(
            .sell, price: price, quantity: position.remainingQuantity, isFirstOfOrder: true, on: day
        )
        return position.profit(of: position.remainingQuantity, at: price) + position.realised
            - position.charges - sale.total
    }

    @Test(
        "sold there nothing is lost, a tick below something is, whatever was sold before",
        arguments: 0..<200 as Range<UInt64>)
    func exact(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let day = CalendarDay(daysSinceEpoch: 20_390)
        var position = Fixture.position()
        let lot = position.contract.lotUnits
        let bought = Int.random(in: 1...40, using: &random) * lot
        position.boughtQuantity = Quantity(bought)
        position.boughtValue =
            Price(paise: .random(in: 5...60_000, using: &random)) * Quantity(bought)
        let sold = Int.random(in: 0..<bought, using: &random)
        position.soldQuantity = Quantity(sold)
        position.soldValue = Price(paise: .random(in: 5...60_000, using: &random)) * Quantity(sold)
        position.charges = Money(paise: .random(in: 0...50_000, using: &random))
        let even = try #require(position.breakEven(on: day))
        let tick = max(position.contract.tick, Price(paise: 1))
        #expect(even.paise % tick.paise == 0)
        #expect(net(position, at: even, on: day) >= .zero)
        if even > tick { #expect(net(position, at: even - tick, on: day) < .zero) }
    }

    @Test("a position of which nothing is held breaks even nowhere")
    func closed() {
        var position = Fixture.position()
        position.boughtQuantity = Quantity(75)
        position.soldQuantity = Quantity(75)
        #expect(position.breakEven(on: CalendarDay(daysSinceEpoch: 20_390)) == nil)
    }
}
