/// What the account remembers of one position: its units as of the last fill that was booked, its stop and mark as of
/// the last look at it.
public struct Exposure: Hashable, Sendable, Codable {
    /// The position's version that stop and mark were taken from.
    public private(set) var version: UInt64
    /// Whether units of it may still be held.
    public let isOpen: Bool
    /// Units held.
    public let remaining: Quantity
    /// What it has earned so far by sales, before charges.
    public let realised: Money

    private let entry: Price
    private var stop: Price
    private var lastMark: Price?

    /// What may be lost from the entry down to the stop; zero once the stop is above the entry.
    public var risk: Money { max(entry - stop, .zero) * remaining }

    /// What one unit is worth: the last mark, or the entry before the first one.
    public var unitValue: Price { lastMark ?? entry }

    /// What the units held are worth.
    public var value: Money { unitValue * remaining }

    /// Makes the exposure of a position whose fills are all booked.
    ///
    /// A tick may have been faster than the fill: then stop and mark are newer in what is known already.
    init(_ position: Position, last: Exposure?) {
        isOpen = position.status.isLive
        remaining = max(position.remainingQuantity, .zero)
        entry = position.entryPrice
        realised = position.realised
        version = position.version
        stop = position.stop
        lastMark = position.mark
        guard let last else { return }
        if last.version > version {
            (version, stop, lastMark) = (last.version, last.stop, last.lastMark)
        } else {
            // An unknown mark is never taken for zero: the last known one stands.
            lastMark = lastMark ?? last.lastMark
        }
    }

    /// The exposure with a position's stop and mark, and the units that are known.
    func watched(_ position: Position) -> Exposure {
        var exposure = self
        exposure.version = position.version
        exposure.stop = position.stop
        exposure.lastMark = position.mark ?? lastMark
        return exposure
    }
}
