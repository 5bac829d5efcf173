/// The day's net profit at one instant.
public struct ProfitSample: Hashable, Sendable, Codable {
    /// When it was, by the market's clock.
    public var at: Timestamp
    /// The profit in paise, realised and unrealised, less charges.
    public var paise: Int64

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - at: When it was, by the market's clock.
    ///   - paise: The profit in paise.
    public init(at: Timestamp, paise: Int64) {
        self.at = at
        self.paise = paise
    }
}
