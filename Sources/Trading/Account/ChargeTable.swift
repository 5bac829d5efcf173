/// What brokers, venues and the state charge for option trades, by date.
public struct ChargeTable: Hashable, Sendable, Codable {
    /// The rates that hold from a day on, earliest first.
    public private(set) var rows: [ChargeRow]

    /// Makes a table.
    ///
    /// - Parameter rows: At least one row, in any order.
    public init(rows: [ChargeRow]) {
        precondition(!rows.isEmpty, "a charge table needs at least one row")
        self.rows = rows.sorted { $0.from < $1.from }
    }

    /// The rates on a day.
    ///
    /// - Parameter day: The day of the fill.
    /// - Returns: The last row that has begun; the first row for days before all of them.
    public func row(on day: CalendarDay) -> ChargeRow {
        rows.last { $0.from <= day } ?? rows[0]
    }

    /// The first day whose rates are known; what was traded before it is charged at that day's.
    public var firstDay: CalendarDay { rows[0].from }

    /// Computes what a fill costs; each charge is rounded half-even to the paisa on its own.
    ///
    /// - Parameters:
    ///   - side: Buy or sell.
    ///   - price: The premium of one unit.
    ///   - quantity: Units filled.
    ///   - isFirstOfOrder: Whether it is its order's first fill; brokerage is charged once an order.
    ///   - day: The day of the fill in India.
    /// - Returns: The charges.
    public func charges(
        _ side: OrderSide, price: Price, quantity: Quantity, isFirstOfOrder: Bool,
        on day: CalendarDay
    ) -> Charges {
        let row = row(on: day)
        let premium = price * quantity
        let brokerage = isFirstOfOrder ? row.brokeragePerOrder : .zero
        let exchangeFee = row.exchangeFee.of(premium)
        let regulatorFee = row.regulatorFee.of(premium)
        return Charges(
            brokerage: brokerage,
            transactionTax: side == .sell ? row.transactionTax.of(premium) : .zero,
            exchangeFee: exchangeFee,
            regulatorFee: regulatorFee,
            stampDuty: side == .buy ? row.stampDuty.of(premium) : .zero,
            servicesTax: row.servicesTax.of(brokerage + exchangeFee + regulatorFee))
    }

    /// The rates for options on the National Stock Exchange with a discount broker, as of October 2024.
    ///
    /// There is no earlier row: the rates before that day were others, but none is known here with its source. What
    /// was traded earlier is charged as if it had been traded under these.
    public static let builtIn = ChargeTable(rows: [
        ChargeRow(
            from: CalendarDay(daysSinceEpoch: 19_997),  // 2024-10-01
            brokeragePerOrder: Money(rupees: 20),
            transactionTax: ChargeRate(tenMillionths: 10_000),
            exchangeFee: ChargeRate(tenMillionths: 3_503),
            regulatorFee: ChargeRate(tenMillionths: 10),
            stampDuty: ChargeRate(tenMillionths: 300),
            servicesTax: ChargeRate(tenMillionths: 1_800_000))
    ])
}

/// The rates that hold from a day on.
public struct ChargeRow: Hashable, Sendable, Codable {
    /// The first day on which they hold.
    public var from: CalendarDay
    /// The broker's fee for one order.
    public var brokeragePerOrder: Money
    /// Securities transaction tax on the premium of a sale; 0.1 %.
    public var transactionTax: ChargeRate
    /// The exchange's fee on the premium, both sides; 0.03503 %.
    public var exchangeFee: ChargeRate
    /// The regulator's fee on the premium, both sides; ₹10 for a crore.
    public var regulatorFee: ChargeRate
    /// Stamp duty on the premium of a purchase; 0.003 %.
    public var stampDuty: ChargeRate
    /// Goods and services tax on brokerage, exchange fee and regulator fee; 18 %.
    public var servicesTax: ChargeRate

    /// Makes a row.
    ///
    /// - Parameters:
    ///   - from: The first day on which the rates hold.
    ///   - brokeragePerOrder: The broker's fee for one order.
    ///   - transactionTax: Securities transaction tax on the premium of a sale.
    ///   - exchangeFee: The exchange's fee on the premium.
    ///   - regulatorFee: The regulator's fee on the premium.
    ///   - stampDuty: Stamp duty on the premium of a purchase.
    ///   - servicesTax: Goods and services tax on brokerage, exchange fee and regulator fee.
    public init(
        from: CalendarDay, brokeragePerOrder: Money, transactionTax: ChargeRate,
        exchangeFee: ChargeRate, regulatorFee: ChargeRate, stampDuty: ChargeRate,
        servicesTax: ChargeRate
    ) {
        self.from = from
        self.brokeragePerOrder = brokeragePerOrder
        self.transactionTax = transactionTax
        self.exchangeFee = exchangeFee
        self.regulatorFee = regulatorFee
        self.stampDuty = stampDuty
        self.servicesTax = servicesTax
    }
}
