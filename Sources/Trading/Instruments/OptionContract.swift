/// An option that can be bought: an instrument whose right and expiry are known to be there.
public struct OptionContract: Hashable, Sendable, Codable, Identifiable {
    /// The exchange's token.
    public var id: InstrumentID
    /// The exchange's symbol.
    public var tradingSymbol: String
    /// The underlying's name.
    public var underlying: String
    /// Call or put.
    public var right: OptionRight
    /// The strike.
    public var strike: Price
    /// The day of expiry; it ends at 15:30 India time.
    public var expiry: CalendarDay
    /// Units in one lot, at least 1.
    public var lotUnits: Int
    /// The price step of the premium, more than zero.
    public var tick: Price
    /// Whether the contract was made up for a day that no instrument file covers.
    public var isGenerated: Bool

    /// Makes a contract from its facts.
    ///
    /// - Parameters:
    ///   - id: The exchange's token.
    ///   - tradingSymbol: The exchange's symbol.
    ///   - underlying: The underlying's name.
    ///   - right: Call or put.
    ///   - strike: The strike.
    ///   - expiry: The day of expiry.
    ///   - lotUnits: Units in one lot, at least 1.
    ///   - tick: The price step of the premium.
    ///   - isGenerated: Whether the contract was made up.
    public init(
        id: InstrumentID, tradingSymbol: String, underlying: String, right: OptionRight,
        strike: Price, expiry: CalendarDay, lotUnits: Int, tick: Price, isGenerated: Bool
    ) {
        self.id = id
        self.tradingSymbol = tradingSymbol
        self.underlying = underlying
        self.right = right
        self.strike = strike
        self.expiry = expiry
        self.lotUnits = lotUnits
        self.tick = tick
        self.isGenerated = isGenerated
    }

    /// Makes the contract of an instrument.
    ///
    /// Gives `nil` unless it is an option with an expiry, a strike, a lot and a tick.
    ///
    /// - Parameter instrument: Any instrument.
    public init?(_ instrument: Instrument) {
        guard let right = instrument.kind.right, let expiry = instrument.expiry,
            instrument.strike > .zero, instrument.lotUnits > 0, instrument.tick > .zero
        else { return nil }
        self.init(
            id: instrument.id, tradingSymbol: instrument.tradingSymbol, underlying: instrument.name,
            right: right, strike: instrument.strike, expiry: expiry, lotUnits: instrument.lotUnits,
            tick: instrument.tick, isGenerated: instrument.isGenerated)
    }

    /// The instant at which the contract ends: 15:30 India time on its day of expiry.
    public var expiresAt: Timestamp { Timestamp(india: expiry, secondsIntoDay: 55_800) }
}
