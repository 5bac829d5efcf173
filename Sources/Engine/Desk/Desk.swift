public import EventBus
import Synchronization
public import Trading

/// The whole desk: the bus with its handlers, what they own, and the two sides that a screen sees.
///
/// A desk is started once and stopped once. Market data come in through `take`, a person's wishes through `send`,
/// snapshots come out through `takeSnapshot`.
public final class Desk: DeskPort {
    let parts: DeskParts
    let bus: Bus<EventPayload>
    let roster: HandlerRoster
    let setup: DeskSetup

    private let orders: OrderKeeper
    private let intake: Intake
    private let stepClock: ManualClock?
    let commands: CommandDesk
    private let snapshots: SnapshotPublisher
    private let choices: ChoiceRecall

    /// Builds a desk; nothing runs yet.
    ///
    /// - Parameters:
    ///   - setup: What is particular about this run.
    ///   - rules: The desk's rules.
    ///   - clock: The desk's time.
    ///   - view: The market.
    ///   - broker: The venue.
    ///   - ledger: The durable truth.
    public init(
        setup: DeskSetup, rules: DeskRules, clock: any DeskClock, view: any MarketView,
        broker: any Broker, ledger: any DeskLedger
    ) {
        self.setup = setup
        let parts = DeskParts(
            clock: clock, view: view, broker: broker, ledger: ledger, rules: rules,
            logger: setup.logger)
        self.parts = parts
        intake = Intake(loggingTo: parts)
        stepClock = setup.isStepped ? ManualClock(wallNanoseconds: clock.now.nanoseconds) : nil
        var configuration = BusConfiguration()
        configuration.seed = setup.seed
        bus = Bus(
            configuration: configuration, clock: stepClock ?? SystemClock(),
            execution: setup.isStepped ? .stepped(order: .fifo) : .concurrent,
            deadLetters: DeadLetterKeeper(
                desk: parts, intake: intake, bound: setup.deadLetterBound),
            logger: setup.logger, onAttempt: { parts.traces.note($0) },
            onAlarm: { [intake] alarm in
                if let fact = EventPayload.strategyFact(of: alarm) {
                    return intake.publish(fact.draft(from: "bus", at: parts.clock.now))
                }
                let (level, text) = alarm.words
                parts.log.append(at: parts.clock.now, level, "bus", text)
            })
        orders = OrderKeeper(parts)
        roster = HandlerRoster(
            parts, orders: orders, signals: SignalKeeper(parts), setup: setup)
        commands = CommandDesk(parts, bus: bus)
        choices = ChoiceRecall(parts)
        snapshots = SnapshotPublisher(
            SnapshotBuilder(
                parts, bus: bus, setup: setup, roster: roster,
                depthAlarm: configuration.depthAlarm))
    }

    // MARK: Life

    /// Goes on where the ledger says the desk stopped, settles what is not settled, and begins to work.
    ///
    /// - Parameter isAtRest: Whether it only shows what its ledger holds, and says so in every snapshot.
    /// - Returns: What was found and done.
    /// - Throws: `LedgerError` when the ledger cannot be read, `SubscriptionError` when a handler cannot be
    ///   subscribed.
    @discardableResult
    public func start(isAtRest: Bool = false) async throws -> RecoveryReport {
        // First: reports that come while the desk recovers wait in the intake.
        parts.broker.setReporter { [parts, intake] report in
            var draft = EventPayload.orderReported(report).draft(
                from: "broker", at: report.occurredAt, correlationID: report.signalID)
            draft.causationID = parts.traces.cause(of: report)
            // What a handler has sent while the desk stops is booked before it has stopped.
            intake.publish(draft, followsUp: true)
            parts.heard.note("broker")
        }
        let recovery = Recovery(parts, orders: orders)
        let found = try await recovery.run()
        let report = found.report
        try roster.subscribe(to: bus)
        shareFlushes()
        intake.connect(bus)
        parts.traces.connect(bus)
        await intake.pump()
        for (fact, signalID) in found.facts { try await publish(fact, correlationID: signalID) }
        try await publish(.systemReady(Notice(subject: "desk", text: report.summary)))
        for strategy in setup.strategies {
            let minutes = strategy.prototype.timeframeSeconds / 60
            let fact = EventPayload.started(strategy.name, "reads bars of \(minutes) min")
            try await publish(fact)
        }
        let unfinished = found.unfinished
        if !unfinished.isEmpty { _ = try await parts.writer.commit(unfinished.compactMap(\.mark)) }
        for event in unfinished { try await handleAgain(event) }
        if setup.isStepped { await bus.runUntilIdle() }
        parts.outcomes.observe { [weak snapshots] in
            Task { [snapshots] in await snapshots?.publish() }
        }
        await commands.start()
        // A run that is played again and a picture are whole from their first snapshot on.
        let isWhole = setup.isStepped || isAtRest
        if isWhole { await choices.read(on: found.day) }
        await snapshots.start(
            found.day, found.booked, every: setup.isStepped ? nil : setup.snapshotSeconds,
            as: isAtRest ? .resting : .running)
        if !isWhole { choices.begin(on: found.day) }
        return report
    }

    /// Gives a signal that no run has finished to the executor again; what has ended too many runs becomes a dead letter
    /// instead.
    private func handleAgain(_ unfinished: UnfinishedEvent) async throws {
        let event = unfinished.event
        parts.log.append(
            at: parts.clock.now, .warning, "desk",
            "signal \(event.correlationID ?? "") has no outcome after \(unfinished.crashes) run(s)",
            correlationID: event.correlationID)
        var draft = event.payload.draft(
            from: event.source, at: event.occurredAt, correlationID: event.correlationID)
        draft.causationID = EventID(event.id)
        try await bus.redeliver(
            draft, toHandler: UnfinishedEvent.signalHandler, crashes: unfinished.crashes)
    }

    /// Closes intake, lets what is queued come to its end, and reports what was left.
    ///
    /// It returns in time whatever hangs: a quarter of the time is for commands that were sent, four fifths are over
    /// when the bus has ended, the rest is for the ledger. What is not done by then is told in the log. Only a
    /// stepped run, in which nothing is cut off, waits for its handlers as long as they take.
    ///
    /// - Parameter seconds: How long to wait at most.
    /// - Returns: What was drained and what was left, by handler.
    public func stop(withinSeconds seconds: Double) async -> DrainReport {
        let deadline = Deadline(after: .seconds(seconds))
        snapshots.setPhase(.draining)
        _ = await deadline.wait(part: Self.commandsPart, for: { [choices] in await choices.end() })
        let finishCommands: @Sendable () async -> Void = { [commands] in await commands.stop() }
        var isAnswered = await deadline.wait(part: Self.commandsPart, for: finishCommands)
        sayFarewell()
        if setup.isStepped { await bus.runUntilIdle() }
        parts.writer.gather(nil)
        let report = await bus.stop(within: deadline.left(of: Self.busPart))
        // Closed, the bus sends a command away that waited for room.
        if !isAnswered { isAnswered = await deadline.wait(part: Self.busPart, for: finishCommands) }
        if !isAnswered { tell(.warning, "a command was not carried out to its end") }
        await keepWhatIsLeft(until: deadline)
        await snapshots.stop()
        // The bus holds those through its handlers, and they hold the bus.
        intake.disconnect()
        parts.traces.connect(nil)
        return report
    }

    private static let commandsPart = 0.25
    private static let busPart = 0.8

    /// Says that the desk stops, to those who have room to hear it.
    private func sayFarewell() {
        var facts = setup.strategies.map {
            EventPayload.stopped($0.name, "the desk is stopping")
        }
        facts.append(.systemShutdown(Notice(subject: "desk", text: "the desk is stopping")))
        for fact in facts {
            do throws(PublishError) {
                try bus.tryPublish(fact.draft(from: "desk", at: parts.clock.now))
            } catch {
                tell(.debug, "\(fact.topic.rawValue) was not published: \(error)")
            }
        }
    }

    /// Writes what the journal was not given any more, and all that waits for the ledger; tells of the rest.
    private func keepWhatIsLeft(until deadline: Deadline) async {
        let left = Dictionary(grouping: bus.undelivered(), by: \.handler).mapValues { left in
            left.map(\.event).sorted { $0.sequence < $1.sequence }
        }
        for (handler, events) in left.sorted(by: { $0.key < $1.key })
        where handler != JournalKeeper.name {
            tell(.warning, "\(events.count) event(s) were left for \(handler)")
        }
        // Beyond the bound too, if need be: after this nobody has them any more.
        let letters = bus.unrecordedDeadLetters().map(DeadLetterRecord.init)
        if !letters.isEmpty {
            parts.deadLetters.add(letters)
            tell(
                .warning, "\(letters.count) dead letter(s) had not been taken: the stop keeps them")
        }
        let isWritten = await deadline.wait { [journal = roster.journal, parts] in
            await withDiscardingTaskGroup { group in
                // Each by itself, so that one that cannot be stored takes no other with it.
                for letter in letters {
                    group.addTask {
                        await parts.writer.commitOrKeep([.upsertDeadLetter(letter)])
                    }
                }
            }
            await journal.finish(with: left[JournalKeeper.name] ?? [])
            await parts.keepMarks()
            await parts.noteProfit()
            await parts.writer.finish()
            _ = await parts.writer.flushBacklog()
        }
        let lost = parts.writer.unwrittenUnits
        guard !isWritten || lost > 0 else { return }
        tell(.error, "\(lost) unit(s) are not in the ledger: it did not take them in time")
    }

    private func tell(_ level: LogLevel, _ text: String) {
        parts.log.append(at: parts.clock.now, level, "desk", text)
    }

    /// Lets handlers that write wait for each other; a stepped run has only one at a time.
    private func shareFlushes() {
        guard !setup.isStepped else { return }
        parts.writer.gather(
            LedgerWriter.Gathering(limit: setup.gatheringLimit) { [bus, writing = roster.writing] in
                writing.contains { bus.isReady($0) }
            })
    }

    // MARK: The market's side

    /// Takes one thing that the market reports.
    ///
    /// - Parameter happening: What happened.
    /// - Throws: `PublishError` when the bus is closed.
    public func take(_ happening: MarketHappening) async throws {
        parts.heard.note("feed")
        switch happening {
        case .tick(let quote):
            try await publish(.tickReceived(quote), from: "feed")
        case .candle(let candle):
            try await publish(.candleCompleted(candle), from: "feed")
        case .signal(let signal):
            try await publish(
                .signalGenerated(signal), from: signal.strategy, correlationID: signal.id)
        case .sessionOpened(let text):
            // Before anybody hears of the day: a first tick must not be marked in the day before.
            let change = parts.startDay()
            try await publish(.sessionOpened(Notice(subject: "feed", text: text)), from: "feed")
            if let change { try await publish(.riskStateChanged(change)) }
        case .sessionClosed(let text):
            try await publish(.sessionClosed(Notice(subject: "feed", text: text)), from: "feed")
        case .notice(let text):
            try await publish(
                .marketDataReceived(Notice(subject: "feed", text: text)), from: "feed")
        }
    }

    /// Takes what went wrong outside the desk, such as a file's bad rows, so that it is among the events.
    ///
    /// - Parameters:
    ///   - text: What went wrong, in one line.
    ///   - source: Where.
    /// - Throws: `PublishError` when the bus is closed.
    public func report(trouble text: String, from source: String) async throws {
        try await publish(.errorOccurred(Notice(subject: source, text: text)))
        await settle()
    }

    /// Lets the clock tick: once for the desk, once for each instrument that is held, and once for each
    /// order that has waited too long.
    ///
    /// - Throws: `PublishError` when the bus is closed.
    public func tick() async throws {
        let now = parts.clock.now
        try await publish(.clockTimer(ClockTimer(now: now, instrument: nil)), from: "clock")
        for instrument in parts.positions.instruments {
            try await publish(
                .clockTimer(ClockTimer(now: now, instrument: instrument)), from: "clock")
        }
        for (order, _) in parts.dueOrders() {
            try await publish(
                .clockTimer(
                    ClockTimer(now: now, instrument: order.contract.id, order: order.id)),
                from: "clock", correlationID: order.signalID)
        }
    }

    /// In a stepped run, processes everything until nothing is left; otherwise returns at once.
    public func settle() async {
        if setup.isStepped { await bus.runUntilIdle() }
    }

    /// In a stepped run, moves the bus's own clock along with the market's.
    ///
    /// - Parameter instant: The market's time.
    public func advanceBusClock(to instant: Timestamp) {
        stepClock?.advance(toWallNanoseconds: instant.nanoseconds)
    }

    /// Why a stepped run cannot be played on, if so.
    public var failure: DeskRunError? { parts.failure.error }

    /// Says how a source of data is.
    ///
    /// - Parameters:
    ///   - source: The source's name, such as `feed`.
    ///   - detail: One line about it.
    ///   - isEnded: Whether nothing more will come from it.
    public func note(source: String, detail: String, isEnded: Bool = false) {
        parts.heard.note(source, detail: detail, isEnded: isEnded)
    }

    // MARK: The screen's side

    /// Takes the newest snapshot, if there is one that was not taken yet; for one reader.
    ///
    /// - Returns: The snapshot, or `nil` when nothing is new.
    public func takeSnapshot() -> DeskSnapshot? { snapshots.take() }

    /// Sends a command; the answer is among the `outcomes` of a later snapshot.
    ///
    /// - Parameter command: The command.
    /// - Returns: The id under which the answer comes.
    public func send(_ command: Command) -> CommandID {
        let id = parts.outcomes.nextID()
        commands.take(OperatorCommand(id: id, command: command))
        return id
    }

    /// A descriptor that is readable when there is a new snapshot.
    public var wakeDescriptor: Int32 { snapshots.wakeDescriptor }

    /// The figures of the run so far.
    public var summary: DeskSummary { DeskSummary(parts, bus: bus.statistics()) }

    /// What the account is worth: its cash, and what it holds at the last marks.
    public var equity: Money { parts.account.read(\.equity) }

    /// Chooses contracts as the executor does, without trading.
    public var planner: EntryPlanner {
        EntryPlanner(rules: parts.rules, view: parts.view, clock: parts.clock)
    }

    /// The bus's numbers at this instant.
    public func statistics() -> BusStatistics { bus.statistics() }

    /// The story of a signal: each of its events, the handlers that took it, how long they waited and ran.
    ///
    /// - Parameter signalID: The signal.
    /// - Returns: The story, or `nil` when the signal is not among the newest and its position is not live.
    public func trace(of signalID: String) -> SignalTrace? {
        parts.traces.story(of: signalID).map(SignalTrace.init)
    }

    /// Takes a snapshot now, for those who do not wait for the next one.
    public func snapshotNow() async {
        await snapshots.publish()
    }

    private func publish(
        _ payload: EventPayload, from source: String = "desk", correlationID: String? = nil
    ) async throws {
        try await bus.publish(
            payload.draft(from: source, at: parts.clock.now, correlationID: correlationID))
    }
}
