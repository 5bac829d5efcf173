public import Trading

/// What is particular about one run of the desk.
public struct DeskSetup: Sendable {
    /// What the market data are, in words, such as `simulated, seed 7, ×20`.
    public var market: String
    /// The bar lengths that are built from ticks, in seconds.
    public var barLengthsSeconds: [Int]
    /// Symbols whose bars the feed itself delivers.
    public var symbolsWithBars: Set<String>
    /// The strategies that run.
    public var strategies: [StrategyKind]
    /// Whether the simulation's own failing handlers run.
    public var hasChaos: Bool
    /// The seed of everything random.
    public var seed: UInt64
    /// Whether one event is processed at a time, in an order that a second run repeats; for unpaced feeds.
    public var isStepped: Bool
    /// How often snapshots are taken, in seconds.
    public var snapshotSeconds: Double

    /// Makes a setup.
    ///
    /// - Parameters:
    ///   - market: What the market data are, in words.
    ///   - barLengthsSeconds: The bar lengths that are built from ticks.
    ///   - symbolsWithBars: Symbols whose bars the feed itself delivers.
    ///   - strategies: The strategies that run.
    ///   - hasChaos: Whether the simulation's own failing handlers run.
    ///   - seed: The seed of everything random.
    ///   - isStepped: Whether one event is processed at a time.
    ///   - snapshotSeconds: How often snapshots are taken.
    public init(
        market: String, barLengthsSeconds: [Int] = [900], symbolsWithBars: Set<String> = [],
        strategies: [StrategyKind] = [], hasChaos: Bool = false, seed: UInt64 = 1,
        isStepped: Bool = false, snapshotSeconds: Double = 0.1
    ) {
        self.market = market
        self.barLengthsSeconds = barLengthsSeconds
        self.symbolsWithBars = symbolsWithBars
        self.strategies = strategies
        self.hasChaos = hasChaos
        self.seed = seed
        self.isStepped = isStepped
        self.snapshotSeconds = snapshotSeconds
    }
}
