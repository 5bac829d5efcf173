/// One bar of an underlying: open, high, low, close and volume of a stretch of time.
public struct Candle: Hashable, Sendable, Codable {
    /// The underlying's name.
    public var symbol: String
    /// The start of the bar.
    public var opensAt: Timestamp
    /// The length of the bar in seconds; 900 for a 15-minute bar.
    public var lengthSeconds: Int
    /// The first price.
    public var open: Price
    /// The highest price.
    public var high: Price
    /// The lowest price.
    public var low: Price
    /// The last price.
    public var close: Price
    /// Units traded within the bar; always 0 for an index.
    public var volumeUnits: Int64

    /// Makes a bar.
    ///
    /// - Parameters:
    ///   - symbol: The underlying's name.
    ///   - opensAt: The start of the bar.
    ///   - lengthSeconds: The length of the bar in seconds.
    ///   - open: The first price.
    ///   - high: The highest price.
    ///   - low: The lowest price.
    ///   - close: The last price.
    ///   - volumeUnits: Units traded within the bar.
    public init(
        symbol: String, opensAt: Timestamp, lengthSeconds: Int,
        open: Price, high: Price, low: Price, close: Price, volumeUnits: Int64
    ) {
        self.symbol = symbol
        self.opensAt = opensAt
        self.lengthSeconds = lengthSeconds
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volumeUnits = volumeUnits
    }

    /// The instant at which the bar ends.
    public var closesAt: Timestamp { opensAt.advanced(bySeconds: Double(lengthSeconds)) }
}
