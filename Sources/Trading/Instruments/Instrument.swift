/// One line of the exchange's instrument list; facts come from its columns, never from its symbol.
public struct Instrument: Hashable, Sendable, Codable, Identifiable {
    /// The exchange's token.
    public var id: InstrumentID
    /// The exchange's symbol, such as `NIFTY25OCT25000CE`.
    public var tradingSymbol: String
    /// The underlying's name, such as `NIFTY`; may hold spaces.
    public var name: String
    /// What it is.
    public var kind: InstrumentKind
    /// The day it expires; `nil` for what never does.
    public var expiry: CalendarDay?
    /// The strike; zero for everything but options.
    public var strike: Price
    /// The price step; zero for an index.
    public var tick: Price
    /// Units in one lot; zero for an index.
    public var lotUnits: Int
    /// The exchange's segment, such as `NFO-OPT`.
    public var segment: String
    /// The exchange, such as `NFO`.
    public var exchange: String
    /// Whether the project made this contract up for a day that no instrument file covers.
    public var isGenerated: Bool

    /// Makes an instrument from its facts.
    ///
    /// - Parameters:
    ///   - id: The exchange's token.
    ///   - tradingSymbol: The exchange's symbol.
    ///   - name: The underlying's name.
    ///   - kind: What it is.
    ///   - expiry: The day it expires, `nil` for what never does.
    ///   - strike: The strike, zero for everything but options.
    ///   - tick: The price step, zero for an index.
    ///   - lotUnits: Units in one lot, zero for an index.
    ///   - segment: The exchange's segment.
    ///   - exchange: The exchange.
    ///   - isGenerated: Whether the contract was made up for a day that no file covers.
    public init(
        id: InstrumentID, tradingSymbol: String, name: String, kind: InstrumentKind,
        expiry: CalendarDay?, strike: Price, tick: Price, lotUnits: Int,
        segment: String, exchange: String, isGenerated: Bool = false
    ) {
        self.id = id
        self.tradingSymbol = tradingSymbol
        self.name = name
        self.kind = kind
        self.expiry = expiry
        self.strike = strike
        self.tick = tick
        self.lotUnits = lotUnits
        self.segment = segment
        self.exchange = exchange
        self.isGenerated = isGenerated
    }
}
