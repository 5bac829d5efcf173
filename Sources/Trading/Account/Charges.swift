/// What one fill costs besides its price.
public struct Charges: Hashable, Sendable, Codable {
    /// The broker's fee.
    public var brokerage: Money
    /// Securities transaction tax, on sales only.
    public var transactionTax: Money
    /// The exchange's fee.
    public var exchangeFee: Money
    /// The regulator's (SEBI) fee.
    public var regulatorFee: Money
    /// Stamp duty, on purchases only.
    public var stampDuty: Money
    /// Goods and services tax on the three fees.
    public var servicesTax: Money

    /// Makes the charges.
    ///
    /// - Parameters:
    ///   - brokerage: The broker's fee.
    ///   - transactionTax: Securities transaction tax.
    ///   - exchangeFee: The exchange's fee.
    ///   - regulatorFee: The regulator's fee.
    ///   - stampDuty: Stamp duty.
    ///   - servicesTax: Goods and services tax.
    public init(
        brokerage: Money, transactionTax: Money, exchangeFee: Money, regulatorFee: Money,
        stampDuty: Money, servicesTax: Money
    ) {
        self.brokerage = brokerage
        self.transactionTax = transactionTax
        self.exchangeFee = exchangeFee
        self.regulatorFee = regulatorFee
        self.stampDuty = stampDuty
        self.servicesTax = servicesTax
    }

    /// All of them together.
    public var total: Money {
        brokerage + transactionTax + exchangeFee + regulatorFee + stampDuty + servicesTax
    }
}
