/// A source of market data in time order: a simulation or recorded files.
///
/// The one who drives the feed owns the clock: it sets the clock to a step's time and then publishes what the
/// step holds. A feed is pulled, never pushed, so that the same feed runs at any speed and gives the same steps.
public protocol MarketFeed: Sendable {
    /// The feed's name as the cockpit shows it.
    var name: String { get }

    /// Takes the next step.
    ///
    /// - Returns: The next step, never earlier than the last one; `nil` at the end of the data.
    mutating func next() -> MarketStep?

    /// What the feed read, skipped and repaired so far.
    var tally: FeedTally { get }
}

/// What one instant of a feed holds; nothing, where only time has passed.
public struct MarketStep: Sendable {
    /// The instant.
    public var time: Timestamp
    /// What happened then, in order.
    public var happenings: [MarketHappening]

    /// Makes a step.
    ///
    /// - Parameters:
    ///   - time: The instant.
    ///   - happenings: What happened then, in order.
    public init(time: Timestamp, happenings: [MarketHappening]) {
        self.time = time
        self.happenings = happenings
    }
}

/// One thing that a feed reports.
public enum MarketHappening: Sendable {
    case sessionOpened(String)
    case sessionClosed(String)
    case tick(Quote)
    /// A whole bar from a candle file, at the instant at which it closed.
    case candle(Candle)
    /// A signal that the simulation's own generator emits.
    case signal(Signal)
    case notice(String)
}

/// What a feed read, skipped and repaired.
public struct FeedTally: Hashable, Sendable, Codable {
    /// Rows or steps that were delivered.
    public var delivered = 0
    /// Rows that were skipped, by reason.
    public var skipped: [String: Int] = [:]
    /// Rows that were repaired, by reason.
    public var repaired: [String: Int] = [:]
    /// Rows of the files that are played; 0 for a feed that has no rows.
    public var rowsPlayed = 0
    /// How much of the data is done, 0…1; `nil` for a feed without an end.
    public var progress: Double?

    /// Makes an empty tally.
    public init() {}
}
