import EventBus
import Synchronization
import Trading

/// Runs one strategy, with a state of its own for each underlying and on a thread of its own.
///
/// Whatever a strategy does, it does to itself. A bar on which it throws, or takes too long, counts as failed and
/// leaves no trace in its state; after a few failures in a row it is left alone for a while; and when it never
/// returns, its thread is lost but no other.
final class StrategyRunner: DeskHandler {
    private let desk: DeskParts
    private let strategy: StrategyPlan
    private let thread: StrategyThread
    private let states = Mutex<[String: any Strategy]>([:])

    let plan: HandlerPlan

    init(_ desk: DeskParts, _ strategy: StrategyPlan) {
        self.desk = desk
        self.strategy = strategy
        thread = StrategyThread(name: strategy.name)
        let seconds = strategy.prototype.timeframeSeconds
        let settings = strategy.settings
        plan = HandlerPlan(
            name: "strategy.\(strategy.name)", topics: ["candle.completed"],
            options: SubscriptionOptions(
                policy: .serial, timeout: .seconds(settings.timeoutSeconds),
                // The same bar would fail again; a person may retry it from the dead letters.
                retry: .never,
                breaker: BreakerPolicy(
                    failures: settings.breakerFailures,
                    openFor: .seconds(settings.breakerSeconds)),
                filter: { event in
                    guard case .candleCompleted(let candle) = event.payload else { return false }
                    return candle.lengthSeconds == seconds
                }))
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard case .candleCompleted(let candle) = event.payload else { return }
        let before = states.withLock { $0[candle.symbol] } ?? strategy.prototype
        let after: any Strategy
        let signals: [Signal]
        do {
            (after, signals) = try await thread.run {
                var state = before
                let signals = try state.onCandle(candle)
                return (state, signals)
            }
            // The bar of an invocation that came too late has failed already.
            try Task.checkCancellation()
        } catch {
            try await desk.publish(
                .strategyError(
                    Notice(
                        subject: strategy.name,
                        text: "failed on the \(candle.symbol) bar of "
                            + "\(candle.opensAt.indiaClock.prefix(5)): \(error)")), by: context)
            throw error
        }
        states.withLock { $0[candle.symbol] = after }
        for signal in signals {
            try await desk.publish(
                .signalGenerated(signal), correlationID: signal.id, by: context)
        }
    }
}
