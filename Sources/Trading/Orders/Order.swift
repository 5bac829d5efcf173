/// One order, from intent to its end.
public struct Order: Hashable, Sendable, Codable, Identifiable {
    /// The client order id: at most 20 characters, derived from the signal (entries) or from position, rule and
    /// ordinal (exits), so that the same intent can never become two orders.
    public var id: OrderID
    /// The signal whose trade this order belongs to; the correlation id of its events.
    public var signalID: String
    /// The position that it opens or reduces.
    public var positionID: PositionID
    /// Whether it opens or reduces the position, and why it reduces it.
    public var purpose: OrderPurpose
    /// The contract.
    public var contract: OptionContract
    /// Buy or sell.
    public var side: OrderSide
    /// The quantity asked for.
    public var quantity: Quantity
    /// The price type.
    public var type: OrderType
    /// The venue it is meant for; stamped when the intent is made.
    public var venue: VenueMode
    /// Where it is in its life.
    public var status: OrderStatus
    /// The quantity filled so far.
    public var filledQuantity: Quantity
    /// The sum of price × quantity over its fills.
    public var filledValue: Money
    /// Why it was denied, rejected or cancelled, when it was.
    public var reason: String?
    /// When the intent was made.
    public var createdAt: Timestamp
    /// When its status or fills last changed.
    public var updatedAt: Timestamp

    /// Makes a fresh intent: INITIALIZED, nothing filled.
    ///
    /// - Parameters:
    ///   - id: The client order id.
    ///   - signalID: The signal whose trade this is.
    ///   - positionID: The position that it opens or reduces.
    ///   - purpose: Why it is sent.
    ///   - contract: The contract.
    ///   - side: Buy or sell.
    ///   - quantity: The quantity asked for, more than zero.
    ///   - type: The price type.
    ///   - venue: The venue it is meant for.
    ///   - createdAt: When the intent was made.
    public init(
        id: OrderID, signalID: String, positionID: PositionID, purpose: OrderPurpose,
        contract: OptionContract, side: OrderSide, quantity: Quantity, type: OrderType,
        venue: VenueMode, createdAt: Timestamp
    ) {
        self.id = id
        self.signalID = signalID
        self.positionID = positionID
        self.purpose = purpose
        self.contract = contract
        self.side = side
        self.quantity = quantity
        self.type = type
        self.venue = venue
        status = .initialized
        filledQuantity = .zero
        filledValue = .zero
        reason = nil
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    /// The quantity not filled yet.
    public var remainingQuantity: Quantity { quantity - filledQuantity }
}

/// A client order id: at most 20 ASCII characters.
public struct OrderID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The id's text.
    public var text: String

    /// Makes an id from its text.
    ///
    /// - Parameter text: At most 20 ASCII characters.
    public init(_ text: String) {
        precondition(
            text.utf8.count <= 20, "a client order id has at most 20 characters, got \(text)")
        self.text = text
    }

    /// The one entry order that a signal may have.
    ///
    /// - Parameter signalID: The signal's id.
    /// - Returns: `E-` and 16 hexadecimal digits.
    public static func entry(signalID: String) -> OrderID {
        OrderID("E-" + StableHash.hexadecimal(signalID))
    }

    /// The one exit order that a rule of a position may have at an ordinal.
    ///
    /// - Parameters:
    ///   - position: The position.
    ///   - reason: The rule that exits.
    ///   - ordinal: 0 for the first order under that rule, then 1, 2 …
    /// - Returns: `X-` and 16 hexadecimal digits.
    public static func exit(position: PositionID, reason: ExitReason, ordinal: Int) -> OrderID {
        OrderID("X-" + StableHash.hexadecimal("\(position.text)|\(reason.rawValue)|\(ordinal)"))
    }

    /// The id's text.
    public var description: String { text }

    /// Orders the two by their value.
    public static func < (lhs: OrderID, rhs: OrderID) -> Bool { lhs.text < rhs.text }
}

/// Why an order is sent.
public enum OrderPurpose: Hashable, Sendable, Codable {
    case entry
    case exit(ExitReason)
}

/// Buy or sell.
public enum OrderSide: String, Sendable, Codable, CaseIterable {
    case buy = "BUY"
    case sell = "SELL"
}

/// How an order may be priced.
public enum OrderType: Hashable, Sendable, Codable {
    case market
    case limit(Price)
}

/// Where orders go.
public enum VenueMode: String, Sendable, Codable, CaseIterable {
    /// The built-in simulated market with the paper broker.
    case simulation = "SIM"
    /// Recorded market data with the paper broker.
    case replay = "REPLAY"
    /// Market data with the paper broker.
    case paper = "PAPER"
    /// Nothing is sent; orders are recorded only.
    case logging = "LOGGING"
    /// Real orders.
    case live = "LIVE"
}
