/// One execution of one of our orders, as the venue reports it.
public struct Fill: Hashable, Sendable, Codable, Identifiable {
    /// The venue's trade id; a second report with the same id is the same fill.
    public var id: String
    /// The order that was filled.
    public var orderID: OrderID
    /// The position that it opened or reduced.
    public var positionID: PositionID
    /// The contract.
    public var instrument: InstrumentID
    /// Buy or sell.
    public var side: OrderSide
    /// Units filled.
    public var quantity: Quantity
    /// The price of one unit.
    public var price: Price
    /// Everything the venue, the broker and the state charge for it.
    public var charges: Money
    /// When the venue filled it.
    public var occurredAt: Timestamp

    /// Makes a fill.
    ///
    /// - Parameters:
    ///   - id: The venue's trade id.
    ///   - orderID: The order that was filled.
    ///   - positionID: The position that it opened or reduced.
    ///   - instrument: The contract.
    ///   - side: Buy or sell.
    ///   - quantity: Units filled, more than zero.
    ///   - price: The price of one unit.
    ///   - charges: All charges of this fill.
    ///   - occurredAt: When the venue filled it.
    public init(
        id: String, orderID: OrderID, positionID: PositionID, instrument: InstrumentID,
        side: OrderSide, quantity: Quantity, price: Price, charges: Money, occurredAt: Timestamp
    ) {
        self.id = id
        self.orderID = orderID
        self.positionID = positionID
        self.instrument = instrument
        self.side = side
        self.quantity = quantity
        self.price = price
        self.charges = charges
        self.occurredAt = occurredAt
    }

    /// What the fill does to the cash balance: minus for a buy, plus for a sell, less the charges.
    public var cashEffect: Money {
        switch side {
        case .buy: -(price * quantity) - charges
        case .sell: price * quantity - charges
        }
    }
}
