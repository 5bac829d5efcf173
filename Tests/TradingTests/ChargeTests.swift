import Testing
import Trading

struct ChargeTests {
    @Test func `a purchase pays brokerage, exchange, regulator, stamp and tax on services`() {
        // 75 units at 100.00: a premium of ₹7,500.
        let charges = ChargeTable.builtIn.charges(
            .buy, price: Price(paise: 100_00), quantity: Quantity(75), isFirstOfOrder: true,
            on: Fixture.monday)
        #expect(charges.brokerage == Money(paise: 20_00))
        #expect(charges.transactionTax == .zero)
        #expect(charges.exchangeFee == Money(paise: 263))  // 262.725
        #expect(charges.regulatorFee == Money(paise: 1))  // 0.75
        #expect(charges.stampDuty == Money(paise: 22))  // 22.5, half to even
        #expect(charges.servicesTax == Money(paise: 408))  // 18 % of 22.64 = 4.0752
        #expect(charges.total == Money(paise: 26_94))
    }

    @Test func `a sale pays the transaction tax instead of the stamp`() {
        let charges = ChargeTable.builtIn.charges(
            .sell, price: Price(paise: 100_00), quantity: Quantity(75), isFirstOfOrder: true,
            on: Fixture.monday)
        #expect(charges.transactionTax == Money(paise: 750))
        #expect(charges.stampDuty == .zero)
    }

    @Test func `brokerage is charged once an order`() {
        let charges = ChargeTable.builtIn.charges(
            .buy, price: Price(paise: 100_00), quantity: Quantity(75), isFirstOfOrder: false,
            on: Fixture.monday)
        #expect(charges.brokerage == .zero)
        #expect(charges.servicesTax == Money(paise: 48))  // 18 % of 2.64 = 0.4752
    }

    @Test(
        "a share is rounded half to the even paisa",
        arguments: [(5, 0), (15, 2), (25, 2), (35, 4), (14, 1), (16, 2), (0, 0)] as [(Int64, Int64)]
    )
    func rounding(_ paise: Int64, _ share: Int64) {
        #expect(ChargeRate(tenMillionths: 1_000_000).of(Money(paise: paise)) == Money(paise: share))
    }

    @Test func `a share of a huge amount does not overflow`() {
        let amount = Money(paise: .max / 2)
        #expect(ChargeRate(tenMillionths: 10_000_000).of(amount) == amount)
    }

    @Test func `the rates of a day are the last that have begun`() {
        func row(_ day: String, brokerage: Int64) -> ChargeRow {
            var row = ChargeTable.builtIn.rows[0]
            row.from = Fixture.day(day)
            row.brokeragePerOrder = Money(rupees: brokerage)
            return row
        }
        let table = ChargeTable(rows: [
            row("2025-06-01", brokerage: 2), row("2025-01-01", brokerage: 1),
        ])
        for (day, brokerage) in [
            ("2024-01-01", 1), ("2025-01-01", 1), ("2025-05-31", 1), ("2025-06-01", 2),
        ] as [(String, Int64)] {
            #expect(table.row(on: Fixture.day(day)).brokeragePerOrder == Money(rupees: brokerage))
        }
        #expect(ChargeTable.builtIn.rows[0].from == Fixture.day("2024-10-01"))
    }
}
