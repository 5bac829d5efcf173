/// What the exit rules made of a position.
public struct ExitVerdict: Hashable, Sendable {
    /// The position with its mark, peak and stop brought up to date.
    ///
    /// An exit that is to be sent is already its working one. The version is higher when more than the
    /// mark and the peak changed.
    public var position: Position
    /// The order to send; `nil` for none.
    public var intent: ExitOrderIntent?
    /// What a person should know.
    public var alerts: [ExitAlert]

    /// Makes a verdict.
    ///
    /// - Parameters:
    ///   - position: The position brought up to date.
    ///   - intent: The order to send, if any.
    ///   - alerts: What a person should know.
    public init(position: Position, intent: ExitOrderIntent? = nil, alerts: [ExitAlert] = []) {
        self.position = position
        self.intent = intent
        self.alerts = alerts
    }
}

/// An exit that is to be sent: how much, and why.
public struct ExitOrderIntent: Hashable, Sendable {
    /// The rule that asks for it.
    public var reason: ExitReason
    /// Units to sell.
    public var quantity: Quantity
    /// How many orders that rule had sent before: 0 for its first one.
    public var ordinal: Int
    /// The client order id.
    public var orderID: OrderID
}

/// Something about a position that a person should know.
public enum ExitAlert: Hashable, Sendable, CustomStringConvertible {
    /// The newest quote is too old to decide anything; `nil` seconds when there never was one.
    case staleQuote(ageSeconds: Double?)
    /// A rule asks for an exit, but the market is closed; it is asked again when it opens.
    case marketClosed(ExitReason)

    /// The alert in one line, with its code first.
    public var description: String {
        switch self {
        case .staleQuote(let age?):
            "STALE_QUOTE: the quote is \(IndianFormat.decimal(age, decimals: 1)) s old "
                + "and decides nothing"
        case .staleQuote(nil):
            "STALE_QUOTE: there is no quote"
        case .marketClosed(let reason):
            "SESSION_CLOSED: \(reason.rawValue) has to wait for the market to open"
        }
    }
}
