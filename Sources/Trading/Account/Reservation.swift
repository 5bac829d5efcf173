/// Cash and risk set aside for an entry on its way; it shrinks as the entry fills.
public struct Reservation: Hashable, Sendable, Codable {
    /// The signal.
    public let signalID: String
    /// The contract to buy.
    public let contract: OptionContract
    /// Lots to buy.
    public let lots: Int
    /// The premium that was expected.
    public let levels: PremiumLevels
    /// Units not bought yet.
    public internal(set) var remaining: Quantity
    /// Charges expected for what is not bought yet.
    public internal(set) var charges: Money

    /// The position that the entry opens.
    public var positionID: PositionID { .of(signalID: signalID) }

    /// Units to buy.
    public var quantity: Quantity { Quantity(lots * contract.lotUnits) }

    /// Cash set aside.
    public var cash: Money { levels.entry * remaining + charges }

    /// What may be lost down to the stop.
    public var risk: Money { max(levels.entry - levels.stop, .zero) * remaining }
}
