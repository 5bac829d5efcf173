import EventBus
import Logging
import Trading

/// Every handler of the desk, in one list.
struct HandlerRoster {
    let handlers: [any DeskHandler]
    let journal: JournalKeeper
    /// Names of the handlers that announce what they write.
    let writing: [String]
    private let writer: LedgerWriter
    private let logger: Logger
    /// Names of the handlers that exist only to make the simulation interesting.
    let simulated: Set<String>

    init(_ desk: DeskParts, orders: OrderKeeper, signals: SignalKeeper, setup: DeskSetup) {
        var handlers: [any DeskHandler] = [
            OptionsExecutor(desk),
            PositionManager(desk),
            orders,
            signals,
            RiskKeeper(desk),
            CandleMaker(
                desk, lengths: setup.barLengthsSeconds, fromFeed: setup.barSecondsFromFeed),
            Narrator(desk),
        ]
        handlers += setup.strategies.map {
            StrategyRunner(desk, $0, within: setup.isStepped ? setup.patience : nil)
        }
        if setup.hasChaos {
            handlers += FlakyHandler.Faulty.allCases.map { FlakyHandler($0, seed: setup.seed) }
        }
        self.handlers = handlers
        journal = JournalKeeper(desk)
        writer = desk.writer
        logger = setup.logger
        writing = handlers.filter(\.plan.announcesWrites).map(\.plan.name)
        simulated = Set(handlers.filter(\.plan.isSimulated).map(\.plan.name))
    }

    private static func options(of plan: HandlerPlan) -> SubscriptionOptions<EventPayload> {
        var options = plan.options
        options.stopsForDeadLetters = VitalHandler(rawValue: plan.name) == nil
        // Nobody waits for what only exists to misbehave.
        if plan.isSimulated { options.backPressure = .dropNewest }
        return options
    }

    /// Subscribes everything.
    func subscribe(to bus: Bus<EventPayload>) throws(SubscriptionError) {
        for handler in handlers {
            let plan = handler.plan
            // A context makes its logger when asked, which costs more than many a handler.
            let tellsAll = logger.logLevel <= .debug
            try bus.subscribe(plan.name, to: plan.topics, options: Self.options(of: plan)) {
                [writer] context in
                do {
                    if plan.announcesWrites {
                        try await writer.expecting {
                            try await handler.handle(context.event, context)
                        }
                    } else {
                        try await handler.handle(context.event, context)
                    }
                } catch {
                    context.logger.warning(
                        "attempt \(context.attempt) at \(context.event.topic) failed: \(error)")
                    throw error
                }
                if tellsAll, context.event.correlationID != nil {
                    context.logger.debug("\(context.event.topic) handled")
                }
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
