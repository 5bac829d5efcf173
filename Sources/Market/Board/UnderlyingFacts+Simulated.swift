import Trading

extension UnderlyingFacts {
    /// The underlyings of the simulated market.
    ///
    /// Lots, strike gaps and ticks are those of the exchange's contract list of 8 October 2025.
    /// Levels lie near the middle of the strikes listed that day, volatilities round figures of the
    /// size that the options of that autumn implied, and betas and volumes round figures: they give
    /// the simulation its shape and are no claim about the market.
    public static let simulated: [UnderlyingFacts] = [
        index("NIFTY", lot: 75, gap: 50, level: 25_050, volatility: 0.12, beta: 1.0),
        index("BANKNIFTY", lot: 35, gap: 100, level: 56_200, volatility: 0.13, beta: 1.1),
        index("FINNIFTY", lot: 65, gap: 50, level: 26_800, volatility: 0.13, beta: 1.05),
        index("MIDCPNIFTY", lot: 140, gap: 25, level: 13_025, volatility: 0.16, beta: 1.2),
        share("RELIANCE", lot: 500, gap: 10, level: 1_380, volatility: 0.21, beta: 1.1, 9_000_000),
        share("HDFCBANK", lot: 1100, gap: 5, level: 980, volatility: 0.18, beta: 1.0, 18_000_000),
        share("ICICIBANK", lot: 700, gap: 10, level: 1_380, volatility: 0.19, beta: 1.1, 9_000_000),
        share("SBIN", lot: 750, gap: 5, level: 870, volatility: 0.21, beta: 1.15, 8_000_000),
        share("INFY", lot: 400, gap: 20, level: 1_480, volatility: 0.25, beta: 0.9, 6_000_000),
        share("TCS", lot: 175, gap: 20, level: 2_980, volatility: 0.22, beta: 0.8, 2_500_000),
    ]

    private static func index(
        _ name: String, lot: Int, gap: Int64, level: Int64, volatility: Double, beta: Double
    ) -> UnderlyingFacts {
        UnderlyingFacts(
            name: name, kind: .index, lotUnits: lot, strikeGap: Price(paise: gap * 100),
            spotLevel: Price(paise: level * 100), volatility: volatility, beta: beta)
    }

    private static func share(
        _ name: String, lot: Int, gap: Int64, level: Int64, volatility: Double, beta: Double,
        _ dayVolumeUnits: Int64
    ) -> UnderlyingFacts {
        UnderlyingFacts(
            name: name, kind: .equity, lotUnits: lot, strikeGap: Price(paise: gap * 100),
            spotTick: Price(paise: level < 1000 ? 5 : 10), spotLevel: Price(paise: level * 100),
            volatility: volatility, beta: beta, dayVolumeUnits: dayVolumeUnits)
    }
}
