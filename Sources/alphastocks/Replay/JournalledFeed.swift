import Engine
import Trading

/// A market's data with the signals that came from outside, each at the step at which it came, up to an instant.
struct JournalledFeed: WrappingFeed {
    private(set) var wrapped: any MarketFeed
    private var signals: ArraySlice<(at: Timestamp, signal: Signal)>
    private let end: Timestamp

    init(
        _ feed: any MarketFeed, signals: [(at: Timestamp, signal: Signal)], until end: Timestamp
    ) {
        wrapped = feed
        self.signals = signals[...]
        self.end = end
    }

    mutating func next() -> MarketStep? {
        guard var step = wrapped.next(), step.time <= end else { return nil }
        // After the step's own data, as when they came.
        while let (instant, signal) = signals.first, instant <= step.time {
            signals.removeFirst()
            step.happenings.append(.signal(signal))
        }
        return step
    }
}
