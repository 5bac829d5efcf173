public import Trading

/// A feed with signals of its own among the market's data, each at its time.
public struct SignalledFeed: WrappingFeed {
    /// The feed inside.
    public private(set) var wrapped: any MarketFeed
    /// The signals that have not come yet, in time order; at the end of the data those that are later than it.
    public private(set) var signals: ArraySlice<Signal>
    private let stampsNow: Bool

    /// Makes a feed.
    ///
    /// - Parameters:
    ///   - feed: The market's data.
    ///   - signals: The signals, in time order.
    ///   - stampsNow: Whether all signals come with the first step and carry its time, because the market's
    ///     clock has nothing to do with theirs.
    public init(_ feed: any MarketFeed, signals: [Signal], stampsNow: Bool) {
        wrapped = feed
        self.signals = signals[...]
        self.stampsNow = stampsNow
    }

    /// Takes the next step of the feed inside, with the signals that are due.
    ///
    /// - Returns: The step; `nil` at the end of the data.
    public mutating func next() -> MarketStep? {
        guard var step = wrapped.next() else { return nil }
        // After the step's own data, so that a price of its instant is known.
        while var signal = signals.first, stampsNow || signal.emittedAt <= step.time {
            guard !stampsNow || step.holdsTick else { break }
            signals.removeFirst()
            if stampsNow { signal.emittedAt = step.time }
            step.happenings.append(.signal(signal))
        }
        return step
    }
}

extension MarketStep {
    fileprivate var holdsTick: Bool {
        happenings.contains { if case .tick = $0 { true } else { false } }
    }
}
