/// What the account remembers of one position.
public struct Exposure: Hashable, Sendable, Codable {
    /// The position's version that it was taken from.
    public let version: UInt64
    /// Whether units of it may still be held.
    public let isOpen: Bool
    /// Units held.
    public let remaining: Quantity
    /// What may be lost from the entry down to the stop; zero once the stop is above the entry.
    public let risk: Money
    /// What one unit is worth: the last mark, or the entry before the first one.
    public let unitValue: Price
    /// What it has earned so far by sales, before charges.
    public let realised: Money

    private let lastMark: Price?

    /// What the units held are worth.
    public var value: Money { unitValue * remaining }

    /// Makes the exposure of a position.
    init(_ position: Position, last: Exposure?) {
        version = position.version
        isOpen = position.status.isLive
        remaining = max(position.remainingQuantity, .zero)
        risk = max(position.entryPrice - position.stop, .zero) * remaining
        // An unknown mark is never taken for zero: the last known one stands.
        lastMark = position.mark ?? last?.lastMark
        unitValue = lastMark ?? position.entryPrice
        realised = position.realised
    }
}
