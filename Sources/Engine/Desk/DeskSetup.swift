public import Logging
public import Trading

/// What is particular about one run of the desk.
public struct DeskSetup: Sendable {
    /// What the market data are, in words, such as `simulated, seed 7, ×20`.
    public var market: String
    /// The length of the bars that the feed itself delivers, in seconds, by symbol; the others that the strategies
    /// read are built from ticks.
    public var barSecondsFromFeed: [String: Int]
    /// The strategies that run.
    public var strategies: [StrategyPlan]
    /// Whether the simulation's own failing handlers run.
    public var hasChaos: Bool
    /// The seed of everything random.
    public var seed: UInt64
    /// Whether one event is processed at a time, in an order that a second run repeats; for unpaced feeds.
    public var isStepped: Bool
    /// How often snapshots are taken, in seconds.
    public var snapshotSeconds: Double
    /// What the desk and its handlers log to; nowhere, unless it is set.
    public var logger = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }
    /// How many dead letters may wait before their handlers take nothing more.
    var deadLetterBound = 10_000
    /// How long a stepped run waits for a strategy, whose time by the run's own clock stands still; enough for a slow
    /// machine, because what it cuts off is the run.
    var patience = Patience(seconds: 30)
    /// The longest that an entry waits for others to share its flush of the disk.
    var gatheringLimit = Duration.milliseconds(5)

    /// Makes a setup.
    ///
    /// - Parameters:
    ///   - market: What the market data are, in words.
    ///   - barSecondsFromFeed: The length of the bars that the feed itself delivers, by symbol.
    ///   - strategies: The strategies that run.
    ///   - hasChaos: Whether the simulation's own failing handlers run.
    ///   - seed: The seed of everything random.
    ///   - isStepped: Whether one event is processed at a time.
    ///   - snapshotSeconds: How often snapshots are taken.
    public init(
        market: String, barSecondsFromFeed: [String: Int] = [:],
        strategies: [StrategyPlan] = [], hasChaos: Bool = false, seed: UInt64 = 1,
        isStepped: Bool = false, snapshotSeconds: Double = 0.1
    ) {
        self.market = market
        self.barSecondsFromFeed = barSecondsFromFeed
        self.strategies = strategies
        self.hasChaos = hasChaos
        self.seed = seed
        self.isStepped = isStepped
        self.snapshotSeconds = snapshotSeconds
    }

    /// The bar lengths that somebody reads, in seconds: those of the strategies, a quarter of an hour without any.
    var barLengthsSeconds: [Int] {
        let read = Set(strategies.map(\.prototype.timeframeSeconds))
        return read.isEmpty ? [900] : read.sorted()
    }
}
