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
        var progress = FeedProgress(marketTime: clock.now, equity: desk.equity)
        var pacer = Pacer(pace)
        var lastTick = Int64.min
        while !Task.isCancelled, let step = feed.next() {
            let isHurried = try await pacer.wait(for: step)
            clock.set(to: step.time)
            desk.advanceBusClock(to: step.time)
            advanceVenue(step.time)
            for happening in step.happenings {
                for fact in apply(happening) { try await desk.take(fact) }
            }
            let tick = dueTick(by: step.time, for: desk)
            if tick > lastTick {
                lastTick = tick
                try await desk.tick()
            }
            await desk.settle()
            // Nobody waits for time that is skipped, but what is held must be looked at in it.
            if isHurried, desk.isInvolved { await desk.rest() }
            if let failure = desk.failure { throw failure }
            try await afterStep(step.time)
            progress.steps += 1
            progress.marketTime = step.time
            progress.equity = desk.equity
            let tally = feed.tally
            progress.rows = tally.rowsPlayed
            progress.fraction = tally.progress
            observe(feed, progress)
        }
    }

    /// The second of the last tick that is due by an instant; while orders work, each second has one, because an
    /// order's patience is counted in seconds.
    private func dueTick(by instant: Timestamp, for desk: Desk) -> Int64 {
        let every = desk.hasWorkingOrders ? 1 : Int64(timerSeconds)
        return instant.nanoseconds / (every * 1_000_000_000) * every
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
    private var lastData: Timestamp?

    /// A gap in the data longer than this (a night, a holiday, a recorder that stopped) is skipped, not waited for.
    private static let longestGapSeconds = 120.0
    /// Being later than this is accepted as lost time instead of being made up for by a burst.
    private static let longestLag = Duration.seconds(1)

    init(_ pace: Pace) {
        self.pace = pace
    }

    /// Waits until a step is due.
    ///
    /// - Returns: Whether the step lies in a gap that is skipped.
    mutating func wait(for step: MarketStep) async throws -> Bool {
        guard case .speed(let factor) = pace else { return false }
        let now = ContinuousClock.now
        let isInGap = lastData.map { step.time.seconds(since: $0) > Self.longestGapSeconds } == true
        if isInGap { marketAnchor = nil }
        if !step.happenings.isEmpty { lastData = step.time }
        guard let anchor = marketAnchor else {
            (marketAnchor, wallAnchor) = (step.time, now)
            return isInGap
        }
        let due = wallAnchor + .seconds(step.time.seconds(since: anchor) / factor)
        if due > now {
            try await Task.sleep(until: due, tolerance: .milliseconds(1))
        } else if now - due > Self.longestLag {
            (marketAnchor, wallAnchor) = (step.time, now)
        }
        return false
    }
}
