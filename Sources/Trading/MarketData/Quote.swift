/// What the market says of one instrument at one instant.
public struct Quote: Hashable, Sendable, Codable {
    /// The instrument.
    public var instrument: InstrumentID
    /// The underlying's name (for an index or share: its own).
    public var underlying: String
    /// The last traded price.
    public var last: Price
    /// The best bid; `nil` where the source gives none.
    public var bid: Price?
    /// The best ask; `nil` where the source gives none.
    public var ask: Price?
    /// Units wanted at the bid.
    public var bidUnits: Int?
    /// Units offered at the ask.
    public var askUnits: Int?
    /// Units traded so far today; `nil` where the source gives none.
    public var dayVolumeUnits: Int64?
    /// Open interest in units; `nil` for anything but derivatives or where it is unknown.
    public var openInterestUnits: Int64?
    /// The quote's implied volatility, 0.15 for 15 %; `nil` where it is unknown.
    public var impliedVolatility: Double?
    /// When the venue (or the simulation) said so.
    public var occurredAt: Timestamp

    /// Makes a quote.
    ///
    /// - Parameters:
    ///   - instrument: The instrument.
    ///   - underlying: The underlying's name.
    ///   - last: The last traded price.
    ///   - bid: The best bid, if known.
    ///   - ask: The best ask, if known.
    ///   - bidUnits: Units wanted at the bid, if known.
    ///   - askUnits: Units offered at the ask, if known.
    ///   - dayVolumeUnits: Units traded so far today, if known.
    ///   - openInterestUnits: Open interest in units, if known.
    ///   - impliedVolatility: Implied volatility, 0.15 for 15 %, if known.
    ///   - occurredAt: When the venue said so.
    public init(
        instrument: InstrumentID, underlying: String, last: Price, bid: Price? = nil,
        ask: Price? = nil,
        bidUnits: Int? = nil, askUnits: Int? = nil, dayVolumeUnits: Int64? = nil,
        openInterestUnits: Int64? = nil, impliedVolatility: Double? = nil, occurredAt: Timestamp
    ) {
        self.instrument = instrument
        self.underlying = underlying
        self.last = last
        self.bid = bid
        self.ask = ask
        self.bidUnits = bidUnits
        self.askUnits = askUnits
        self.dayVolumeUnits = dayVolumeUnits
        self.openInterestUnits = openInterestUnits
        self.impliedVolatility = impliedVolatility
        self.occurredAt = occurredAt
    }

    /// What a holder could sell at now: the bid, else the last price.
    public var mark: Price { bid ?? last }
}
