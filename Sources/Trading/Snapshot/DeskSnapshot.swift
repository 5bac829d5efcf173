/// The whole desk at one instant, immutable: all that a screen may know.
public struct DeskSnapshot: Hashable, Sendable, Codable {
    /// Counts snapshots from 1; a gap means that some were never looked at.
    public var sequence: UInt64
    /// When it was taken, by the wall clock.
    public var takenAt: Timestamp
    /// How often snapshots are meant to come, in seconds.
    public var periodSeconds: Double
    /// The market's own time.
    public var marketTime: Timestamp
    /// Where orders go.
    public var venue: VenueMode
    /// What the market data are, such as `sim seed 7 ×20`.
    public var market: String
    /// The engine and its bus.
    public var engine: EngineStatus
    /// What the desk may do, and how much of each limit is used.
    public var risk: RiskStatus
    /// Cash, profit and the day so far.
    public var account: AccountStatus
    /// Every handler with its queue, in the order in which they were subscribed.
    public var handlers: [HandlerStatus]
    /// The dead letters.
    public var deadLetters: DeadLetterStatus
    /// Live positions first, newest first, then those closed today.
    public var positions: [PositionStatusRow]
    /// The newest signals, newest first, at most ``mostSignals``.
    public var signals: [SignalRecord]
    /// The newest log rows, oldest first, at most 300.
    public var log: [LogRow]
    /// Everything that data come from.
    public var sources: [SourceStatus]
    /// Answers to the latest commands, oldest first, at most 50.
    public var outcomes: [CommandOutcome]
    /// The newest quote of each underlying, in alphabetical order.
    public var quotes: [Quote]
    /// The stories of the 20 newest signals without a position, of the 20 trades that ended last and of those that are
    /// live, newest first.
    public var traces: [SignalTrace]

    /// The day's net profit from its first sample on; the last sample may be a while ago, so it ends with the figure of
    /// now.
    public var dayCurve: [ProfitSample] {
        let now = ProfitSample(at: marketTime, paise: account.dayNet.paise)
        return account.dayHistory.filter { $0.at < now.at } + [now]
    }

    /// The most signals that a snapshot has.
    public static let mostSignals = 200

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - sequence: Counts snapshots from 1; a gap means that some were never looked at.
    ///   - takenAt: When it was taken, by the wall clock.
    ///   - periodSeconds: How often snapshots are meant to come, in seconds.
    ///   - marketTime: The market's own time.
    ///   - venue: Where orders go.
    ///   - market: What the market data are, such as `sim seed 7 ×20`.
    ///   - engine: The engine and its bus.
    ///   - risk: What the desk may do, and how much of each limit is used.
    ///   - account: Cash, profit and the day so far.
    ///   - handlers: Every handler with its queue, in the order in which they were subscribed.
    ///   - deadLetters: The dead letters.
    ///   - positions: Live positions first, newest first, then those closed today.
    ///   - signals: The newest signals, newest first, at most ``mostSignals``.
    ///   - log: The newest log rows, oldest first, at most 300.
    ///   - sources: Everything that data come from.
    ///   - outcomes: Answers to the latest commands, oldest first, at most 50.
    ///   - quotes: The newest quote of each underlying, in alphabetical order.
    ///   - traces: The stories of the newest signals, of the trades that ended last and of those that are live, newest
    ///     first.
    public init(
        sequence: UInt64,
        takenAt: Timestamp,
        periodSeconds: Double = 0.1,
        marketTime: Timestamp,
        venue: VenueMode,
        market: String,
        engine: EngineStatus,
        risk: RiskStatus,
        account: AccountStatus,
        handlers: [HandlerStatus] = [],
        deadLetters: DeadLetterStatus = DeadLetterStatus(),
        positions: [PositionStatusRow] = [],
        signals: [SignalRecord] = [],
        log: [LogRow] = [],
        sources: [SourceStatus] = [],
        outcomes: [CommandOutcome] = [],
        quotes: [Quote] = [],
        traces: [SignalTrace] = []
    ) {
        self.sequence = sequence
        self.takenAt = takenAt
        self.periodSeconds = periodSeconds
        self.marketTime = marketTime
        self.venue = venue
        self.market = market
        self.engine = engine
        self.risk = risk
        self.account = account
        self.handlers = handlers
        self.deadLetters = deadLetters
        self.positions = positions
        self.signals = signals
        self.log = log
        self.sources = sources
        self.outcomes = outcomes
        self.quotes = quotes
        self.traces = traces
    }
}
