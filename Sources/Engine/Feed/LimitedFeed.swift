public import Trading

/// A feed that ends after some market minutes.
public struct LimitedFeed: WrappingFeed {
    /// The feed inside.
    public private(set) var wrapped: any MarketFeed
    private let seconds: Double

    /// Makes a feed.
    ///
    /// - Parameters:
    ///   - feed: The market's data.
    ///   - minutes: Market minutes of trading, at least 1; nights do not count.
    public init(_ feed: any MarketFeed, minutes: Int) {
        wrapped = feed
        seconds = Double(minutes) * 60
    }

    private var played = 0.0
    private var last: Timestamp?

    /// Takes the next step of the feed inside, until its time is up.
    ///
    /// - Returns: The step; `nil` when the minutes are over or the data end.
    public mutating func next() -> MarketStep? {
        guard played < seconds, let step = wrapped.next() else { return nil }
        // A jump over a night is not market time.
        if let last { played += min(step.time.seconds(since: last), 60) }
        last = step.time
        return step
    }
}
