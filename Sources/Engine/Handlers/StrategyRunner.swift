import EventBus
import Synchronization
import Trading

/// Runs one strategy, with a state of its own for each underlying.
final class StrategyRunner: DeskHandler {
    private let desk: DeskParts
    private let make: @Sendable () -> any Strategy
    private let states = Mutex<[String: any Strategy]>([:])

    let plan: HandlerPlan

    init(_ desk: DeskParts, _ kind: StrategyKind) {
        self.desk = desk
        make = kind.make
        let seconds = kind.timeframeSeconds
        plan = HandlerPlan(
            name: "strategy.\(kind.name)", topics: ["candle.completed"],
            options: SubscriptionOptions(
                policy: .keyed(limit: 16) { event in
                    guard case .candleCompleted(let candle) = event.payload else { return 0 }
                    return StableHash.of(candle.symbol)
                },
                filter: { event in
                    guard case .candleCompleted(let candle) = event.payload else { return false }
                    return candle.lengthSeconds == seconds
                }))
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard case .candleCompleted(let candle) = event.payload else { return }
        let signals = states.withLock { states in
            var strategy = states[candle.symbol] ?? make()
            defer { states[candle.symbol] = strategy }
            return strategy.onCandle(candle)
        }
        for signal in signals {
            try await desk.publish(
                .signalGenerated(signal), correlationID: signal.id, by: context)
        }
    }
}
