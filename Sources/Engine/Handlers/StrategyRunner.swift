import EventBus
import Synchronization
import Trading

/// Runs one strategy, with a state of its own for each underlying and on a thread of its own.
///
/// Whatever a strategy does, it does to itself. A bar on which it throws, or takes too long, counts as failed and
/// leaves no trace in its state; after a few failures in a row it is left alone for a while; and when it never
/// returns, its thread is lost but no other. Only a stepped run, in which everything waits for the one event, cannot
/// go on without it: there its time is bounded by the wall clock, and a run that was cut off so has failed.
final class StrategyRunner: DeskHandler {
    private let desk: DeskParts
    private let strategy: StrategyPlan
    private let thread: StrategyThread
    private let patience: Patience?
    private let states = Mutex<[String: any Strategy]>([:])

    let plan: HandlerPlan

    /// - Parameters:
    ///   - desk: The desk.
    ///   - strategy: The strategy.
    ///   - patience: How long the run waits for it before it ends, where the bus itself does not watch the time.
    init(_ desk: DeskParts, _ strategy: StrategyPlan, within patience: Patience? = nil) {
        self.desk = desk
        self.strategy = strategy
        self.patience = patience
        thread = StrategyThread(name: strategy.name)
        let seconds = strategy.prototype.timeframeSeconds
        let settings = strategy.settings
        plan = HandlerPlan(
            name: Self.handlerName(of: strategy.name), topics: ["candle.completed"],
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
            (after, signals) = try await run(before, on: candle)
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

    private func run(
        _ before: any Strategy, on candle: Candle
    ) async throws -> (any Strategy, [Signal]) {
        do {
            return try await thread.run(within: patience) {
                var state = before
                let signals = try state.onCandle(candle)
                return (state, signals)
            }
        } catch is StrategyThread.Hanging {
            let error = DeskRunError.strategyHangs(
                strategy: strategy.name, symbol: candle.symbol, barOpensAt: candle.opensAt,
                afterSeconds: patience?.seconds ?? 0)
            desk.failure.set(error)
            throw error
        }
    }

    // MARK: Names

    private static let prefix = "strategy."

    /// The handler's name of a strategy.
    static func handlerName(of strategy: String) -> String { prefix + strategy }

    /// The strategy that a handler runs, or `nil` when it is another kind of handler.
    static func strategyName(ofHandler handler: String) -> String? {
        handler.hasPrefix(prefix) ? String(handler.dropFirst(prefix.count)) : nil
    }
}
