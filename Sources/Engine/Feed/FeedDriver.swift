public import Trading

/// Plays a feed into a desk: owns the market's clock, and is the only one who moves it.
///
/// Each step sets the clock, lets the venue do what is due, and publishes what happened. A stepped desk has nothing
/// left to do when the next step comes, so the outcome depends on the data and the seed alone.
public struct FeedDriver: Sendable {
    private let clock: MarketClock
    private let pace: Pace
    private let timerSeconds: Int
    private let apply: @Sendable (MarketHappening) -> [MarketHappening]
    private let advanceVenue: @Sendable (Timestamp) -> Void

    /// Makes a driver.
    ///
    /// - Parameters:
    ///   - clock: The market's clock.
    ///   - pace: How fast to play.
    ///   - timerSeconds: Market seconds between two `clock.timer` events, at least 1.
    ///   - apply: Brings the market's board up to date and says what is to be published.
    ///   - advanceVenue: Lets the venue make the fills that are due.
    public init(
        clock: MarketClock, pace: Pace, timerSeconds: Int = 1,
        apply: @escaping @Sendable (MarketHappening) -> [MarketHappening],
        advanceVenue: @escaping @Sendable (Timestamp) -> Void
    ) {
        precondition(timerSeconds >= 1, "a timer needs at least one second, got \(timerSeconds)")
        self.clock = clock
        self.pace = pace
        self.timerSeconds = timerSeconds
        self.apply = apply
        self.advanceVenue = advanceVenue
    }

    /// Plays a feed to its end, or until the task is cancelled or the desk is stopped.
    ///
    /// - Parameters:
    ///   - feed: The feed; taken by value, and given back in its last state through `observe`.
    ///   - desk: The desk.
    ///   - observe: Called after each step with the feed and the progress; must be quick.
    ///   - afterStep: Called once the desk has settled after a step, with the market's time, for what else is to
    ///     happen then.
    /// - Throws: What the desk throws when it cannot take a step's events, which means that it is stopping;
    ///   `DeskRunError` when a stepped run cannot go on.
    public func play(
        _ feed: any MarketFeed, into desk: Desk,
        observe: @Sendable (any MarketFeed, FeedProgress) -> Void = { _, _ in },
        afterStep: @Sendable (Timestamp) async throws -> Void = { _ in }
    ) async throws {
        var feed = feed
        var progress = FeedProgress(marketTime: clock.now)
        var pacer = Pacer(pace)
        var lastTimer = Int64.min
        while !Task.isCancelled, let step = feed.next() {
            try await pacer.wait(until: step.time)
            clock.set(to: step.time)
            desk.advanceBusClock(to: step.time)
            advanceVenue(step.time)
            for happening in step.happenings {
                for fact in apply(happening) { try await desk.take(fact) }
            }
            let timer = step.time.nanoseconds / (Int64(timerSeconds) * 1_000_000_000)
            if timer != lastTimer {
                lastTimer = timer
                try await desk.tick()
            }
            await desk.settle()
            if let failure = desk.failure { throw failure }
            try await afterStep(step.time)
            progress.steps += 1
            progress.marketTime = step.time
            let tally = feed.tally
            progress.rows = tally.rowsPlayed
            progress.fraction = tally.progress
            observe(feed, progress)
        }
    }

    /// Lets the desk finish what it was asked, and the venue what it was sent: the market goes on, at
    /// most a minute of its time, and the desk hears of nothing but its orders.
    ///
    /// A run that is not stepped is given ten seconds for all of it, by the wall clock.
    ///
    /// - Parameters:
    ///   - feed: The feed as `play` has left it.
    ///   - desk: The desk, not yet stopped.
    /// - Returns: The feed in its last state.
    public func settle(_ feed: any MarketFeed, for desk: Desk) async -> any MarketFeed {
        var feed = feed
        let end = clock.now.advanced(bySeconds: Self.settlingSeconds)
        let deadline = Deadline(after: .seconds(10))
        await desk.closeCommands()
        await desk.rest()
        while desk.hasWorkingOrders, clock.now < end,
            desk.setup.isStepped || deadline.left > .zero, let step = feed.next()
        {
            clock.set(to: step.time)
            desk.advanceBusClock(to: step.time)
            for happening in step.happenings { _ = apply(happening) }
            advanceVenue(step.time)
            await desk.rest()
        }
        return feed
    }

    private static let settlingSeconds = 60.0
}

/// Keeps market time and wall time in step.
private struct Pacer {
    private let pace: Pace
    private var wallAnchor = ContinuousClock.now
    private var marketAnchor: Timestamp?
    private var last: Timestamp?

    /// A gap in the data longer than this (a night, a holiday) is skipped, not waited for.
    private static let longestGapSeconds = 120.0
    /// Being later than this is accepted as lost time instead of being made up for by a burst.
    private static let longestLag = Duration.seconds(1)

    init(_ pace: Pace) {
        self.pace = pace
    }

    mutating func wait(until time: Timestamp) async throws {
        guard case .speed(let factor) = pace else { return }
        let now = ContinuousClock.now
        if let last, time.seconds(since: last) > Self.longestGapSeconds { marketAnchor = nil }
        last = time
        guard let anchor = marketAnchor else {
            (marketAnchor, wallAnchor) = (time, now)
            return
        }
        let due = wallAnchor + .seconds(time.seconds(since: anchor) / factor)
        if due > now {
            try await Task.sleep(until: due, tolerance: .milliseconds(1))
        } else if now - due > Self.longestLag {
            (marketAnchor, wallAnchor) = (time, now)
        }
    }
}
