public import Trading

/// What the exchange fixes for an underlying's options, and what the simulation starts from.
public struct UnderlyingFacts: Hashable, Sendable {
    /// The underlying's name, such as `NIFTY`.
    public var name: String
    /// Index or share.
    public var kind: InstrumentKind
    /// Units in one lot of its options.
    public var lotUnits: Int
    /// The distance between most neighbouring strikes near the money.
    public var strikeGap: Price
    /// The price step of its options' premiums.
    public var optionTick: Price
    /// The price step of the underlying itself.
    public var spotTick: Price
    /// Where its price is when nothing is known of it.
    public var spotLevel: Price
    /// Volatility a year at the money, 0.15 for 15 %.
    public var volatility: Double
    /// How much of the market's moves it makes: 1 moves with it, 0 ignores it.
    public var beta: Double
    /// Units of the share traded in a usual day; 0 for an index.
    public var dayVolumeUnits: Int64

    /// Makes a set of facts.
    ///
    /// - Parameters:
    ///   - name: The underlying's name.
    ///   - kind: Index or share.
    ///   - lotUnits: Units in one lot, at least 1.
    ///   - strikeGap: The distance between neighbouring strikes, more than zero.
    ///   - optionTick: The price step of premiums, more than zero.
    ///   - spotTick: The price step of the underlying itself.
    ///   - spotLevel: Where its price is when nothing is known of it.
    ///   - volatility: Volatility a year at the money, 0.15 for 15 %.
    ///   - beta: How much of the market's moves it makes.
    ///   - dayVolumeUnits: Units of the share traded in a usual day, 0 for an index.
    public init(
        name: String, kind: InstrumentKind, lotUnits: Int, strikeGap: Price,
        optionTick: Price = Price(paise: 5), spotTick: Price = Price(paise: 5), spotLevel: Price,
        volatility: Double, beta: Double, dayVolumeUnits: Int64 = 0
    ) {
        self.name = name
        self.kind = kind
        self.lotUnits = lotUnits
        self.strikeGap = strikeGap
        self.optionTick = optionTick
        self.spotTick = spotTick
        self.spotLevel = spotLevel
        self.volatility = volatility
        self.beta = beta
        self.dayVolumeUnits = dayVolumeUnits
    }
}
