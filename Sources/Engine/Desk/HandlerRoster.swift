import EventBus
import Trading

/// Every handler of the desk, in one list.
struct HandlerRoster {
    let handlers: [any DeskHandler]
    let journal: JournalKeeper
    /// Names of the handlers that exist only to make the simulation interesting.
    let simulated: Set<String>

    init(_ desk: DeskParts, orders: OrderKeeper, signals: SignalKeeper, setup: DeskSetup) {
        var handlers: [any DeskHandler] = [
            OptionsExecutor(desk),
            PositionManager(desk),
            orders,
            signals,
            RiskKeeper(desk),
            CandleMaker(desk, lengths: setup.barLengthsSeconds, fromFeed: setup.symbolsWithBars),
            Narrator(desk),
        ]
        handlers += setup.strategies.map { StrategyRunner(desk, $0) }
        if setup.hasChaos {
            handlers += FlakyHandler.Faulty.allCases.map { FlakyHandler($0, seed: setup.seed) }
        }
        self.handlers = handlers
        journal = JournalKeeper(desk)
        simulated = Set(handlers.filter(\.plan.isSimulated).map(\.plan.name))
    }

    /// Subscribes everything.
    func subscribe(to bus: Bus<EventPayload>) throws(SubscriptionError) {
        for handler in handlers {
            let plan = handler.plan
            try bus.subscribe(plan.name, to: plan.topics, options: plan.options) { context in
                try await handler.handle(context.event, context)
            }
        }
        // Many at a time, because the ledger writes many as cheaply as one.
        try bus.subscribeBatch(
            JournalKeeper.name, to: [">"], except: ["tick.received", "clock.timer"], upTo: 256,
            within: .milliseconds(20), options: SubscriptionOptions(capacity: 4096)
        ) { [journal] context in
            await journal.handle(context.events)
        }
    }
}
