import EventBus
import Synchronization
import Trading

/// Builds bars from the ticks of the underlyings.
final class CandleMaker: DeskHandler {
    private let desk: DeskParts
    private let lengths: [Int]
    private let fromFeed: [String: Int]
    private let builders = Mutex<[String: [CandleBuilder]]>([:])

    let plan: HandlerPlan

    /// Makes the handler.
    ///
    /// - Parameters:
    ///   - desk: The desk's owners and ports.
    ///   - lengths: The bar lengths to build, in seconds.
    ///   - fromFeed: The length of the bars that the feed itself delivers, by symbol; those are not built.
    init(_ desk: DeskParts, lengths: [Int], fromFeed: [String: Int]) {
        self.desk = desk
        self.lengths = lengths
        self.fromFeed = fromFeed
        let view = desk.view
        plan = HandlerPlan(
            name: "candles", topics: ["tick.received", "clock.timer"],
            options: SubscriptionOptions(
                policy: .keyed(limit: 16) { event in
                    guard case .tickReceived(let quote) = event.payload else { return 0 }
                    return StableHash.of(quote.underlying)
                },
                filter: { event in
                    switch event.payload {
                    case .tickReceived(let quote):
                        // The underlying's own ticks only, not those of its options.
                        lengths.contains { $0 != fromFeed[quote.underlying] }
                            && view.spot(of: quote.underlying)?.instrument == quote.instrument
                    case .clockTimer(let timer):
                        timer.instrument == nil
                    default:
                        false
                    }
                }))
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        let closed: [Candle]
        switch event.payload {
        case .tickReceived(let quote):
            closed = builders.withLock { builders in
                var mine =
                    builders[quote.underlying]
                    ?? lengths.filter { $0 != fromFeed[quote.underlying] }
                    .map { CandleBuilder(symbol: quote.underlying, lengthSeconds: $0) }
                defer { builders[quote.underlying] = mine }
                return mine.indices.compactMap { mine[$0].add(quote) }
            }
        case .clockTimer(let timer):
            closed = builders.withLock { builders in
                builders.keys.sorted().flatMap { symbol in
                    guard var mine = builders[symbol] else { return [Candle]() }
                    defer { builders[symbol] = mine }
                    return mine.indices.compactMap { mine[$0].advance(to: timer.now) }
                }
            }
        default:
            return
        }
        for candle in closed {
            try await desk.publish(.candleCompleted(candle), by: context)
        }
    }
}
