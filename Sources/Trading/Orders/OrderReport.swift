/// What the venue says happened to an order.
public struct OrderReport: Hashable, Sendable, Codable {
    /// The client order id.
    public var orderID: OrderID
    /// What happened.
    public var kind: OrderReportKind
    /// The position that the order belongs to; the venue gives it back as it got it.
    public var positionID: PositionID
    /// The signal whose trade it is.
    public var signalID: String
    /// When the venue said so.
    public var occurredAt: Timestamp

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - orderID: The client order id.
    ///   - kind: What happened.
    ///   - positionID: The order's position.
    ///   - signalID: The order's signal.
    ///   - occurredAt: When the venue said so.
    public init(
        orderID: OrderID, kind: OrderReportKind, positionID: PositionID, signalID: String,
        occurredAt: Timestamp
    ) {
        self.orderID = orderID
        self.kind = kind
        self.positionID = positionID
        self.signalID = signalID
        self.occurredAt = occurredAt
    }
}

/// Everything that a venue can say of an order.
public enum OrderReportKind: Hashable, Sendable, Codable {
    /// The venue has it in its book.
    case accepted
    /// Some or all of it was executed; `isComplete` when nothing remains.
    case filled(tradeID: String, quantity: Quantity, price: Price, isComplete: Bool)
    /// It was taken out of the book.
    case cancelled(reason: String)
    /// The venue refused it.
    case rejected(reason: String)
    /// It ran out of time.
    case expired
    /// Nobody knows: sent, but no answer came.
    case unknown(reason: String)
}
