import Engine
import Trading

/// A market's data with the signals that came from outside, each at the step at which it came, up to an instant.
struct JournalledFeed: WrappingFeed {
    private(set) var wrapped: any MarketFeed
    private let inputs: PendingInputs
    private let end: Timestamp

    init(_ feed: any MarketFeed, inputs: PendingInputs, until end: Timestamp) {
        wrapped = feed
        self.inputs = inputs
        self.end = end
    }

    mutating func next() -> MarketStep? {
        guard var step = wrapped.next(), step.time <= end else { return nil }
        // After the step's own data, as when they came.
        while let signal = inputs.nextSignal(until: step.time) {
            step.happenings.append(.signal(signal))
        }
        return step
    }
}
