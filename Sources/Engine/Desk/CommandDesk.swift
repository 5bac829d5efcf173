import EventBus
import Synchronization
import Trading

/// Carries out what a person asks for, one command after the other, and answers each.
///
/// Every command is published as an event first, so that the journal holds who asked for what. It never waits for a
/// handler to have room: the command behind may be the one that makes some. What acts through its event is refused
/// then; what is carried out here is carried out, and told once there is room.
final class CommandDesk: Sendable {
    private let desk: DeskParts
    private let bus: Bus<EventPayload>
    /// What is told of commands, in order, as room comes.
    private let notices: Intake
    private let (inbox, entrance) = AsyncStream<OperatorCommand>.makeStream()
    private let loop = CommandLoop()
    private let unfinished = Mutex(0)

    init(_ desk: DeskParts, bus: Bus<EventPayload>) {
        self.desk = desk
        self.bus = bus
        notices = Intake(loggingTo: desk)
        notices.connect(bus)
    }

    /// Whether a command is still to be carried out; what follows from it may come later.
    var isBusy: Bool { unfinished.withLock { $0 > 0 } }

    func take(_ request: OperatorCommand) {
        unfinished.withLock { $0 += 1 }
        if case .terminated = entrance.yield(request) {
            unfinished.withLock { $0 -= 1 }
            refuse(request, .shuttingDown, "the desk is stopping")
        }
    }

    func start() async {
        await loop.start { [self] in
            for await request in inbox {
                await carryOut(request)
                unfinished.withLock { $0 -= 1 }
            }
        }
    }

    func stop() async {
        entrance.finish()
        await loop.finish()
    }

    private func carryOut(_ request: OperatorCommand) async {
        do {
            switch request.command {
            case .injectSignal(let signal): try await inject(signal, request)
            case .injectBurst(let signal, let count): try await burst(signal, count, request)
            case .tryOutSignal(let signal): tryOut(signal, request)
            case .closePositions(let targets): try await close(targets, request)
            case .closePart, .setLevels: try record(request)
            case .flatten: try await flatten(request)
            case .retryDeadLetters(let ids): try await retry(ids, request)
            case .retryEditedDeadLetter(let id, let json):
                try await retry(id, with: json, request)
            case .discardDeadLetters(let ids): try await discard(ids, request)
            case .pauseIntake: try await setIntake(paused: true, request)
            case .resumeIntake: try await setIntake(paused: false, request)
            case .halt(let reason): try await halt(reason, request)
            case .resume(let seen): try await resume(request, seen: seen)
            case .pauseHandler(let name): try await pause(name, request)
            case .resumeHandler(let name): try await resume(name, request)
            }
        } catch PublishError.wouldSuspend(let handler) {
            refuse(request, .handlerFull, Self.isFull(handler))
        } catch let error as PublishError {
            refuse(request, .shuttingDown, "the bus does not take it: \(error)")
        } catch let error as LedgerError {
            refuse(request, .ledgerUnavailable, "the ledger does not take it: \(error)")
        } catch {
            refuse(request, .notFound, "\(error)")
        }
    }

    // MARK: Signals and positions

    /// The executor's verdict on the signal is the answer.
    private func inject(_ signal: Signal, _ request: OperatorCommand) async throws {
        desk.outcomes.expect(signalID: signal.id, request)
        do {
            try record(request, correlationID: signal.id)
            try publish(.signalGenerated(signal), correlationID: signal.id)
        } catch {
            desk.outcomes.withdraw(signalID: signal.id)
            throw error
        }
    }

    /// Copies of a signal, as load; what becomes of each is told by the signals, not by the answer.
    private func burst(_ signal: Signal, _ count: Int, _ request: OperatorCommand) async throws {
        guard desk.broker.venue != .live else {
            return refuse(request, .readOnly, "a burst is for trying out: the venue is LIVE")
        }
        guard 1...Command.largestBurst ~= count else {
            return refuse(
                request, .badPayload,
                "a burst of \(count) signals: 1 to \(Command.largestBurst) are allowed")
        }
        try record(request, correlationID: signal.id)
        for number in 1...count {
            var copy = signal
            copy.id = "\(signal.id)-\(number)"
            let full = try handlerWithoutRoom {
                () throws(PublishError) in
                try publish(.signalGenerated(copy), correlationID: copy.id)
            }
            if let full {
                return refuse(
                    request, .handlerFull,
                    "published \(number - 1) of \(count) signals: \(Self.isFull(full))")
            }
        }
        accept(request, "published \(count) signals, \(signal.id)-1 and on")
    }

    /// The executor's checks in its order, on copies of what they would change.
    private func tryOut(_ signal: Signal, _ request: OperatorCommand) {
        let planner = EntryPlanner(rules: desk.rules, view: desk.view, clock: desk.clock)
        let now = desk.clock.now
        func entry() throws(Denial) -> (EntryPlan, Reservation) {
            if desk.switches.isIntakePaused {
                throw Denial(.intakePaused, "intake is paused; resume it to take signals")
            }
            let valid = try planner.validate(signal).get()
            if let denial = desk.setups.denial(of: valid, on: now.indiaDay) { throw denial }
            let plan = try planner.plan(valid).get()
            var account = desk.account.current
            let wanted = EntryRequest(
                signalID: signal.id, contract: plan.contract, premium: plan.ask,
                mode: desk.rules.mode, day: now.indiaDay)
            return (plan, try account.reserve(wanted, rules: desk.rules).get())
        }
        do {
            let (plan, reservation) = try entry()
            let levels = reservation.levels
            accept(
                request,
                "buys \(reservation.quantity.units) \(plan.contract.tradingSymbol) at about "
                    + "\(IndianFormat.rupees(plan.ask)), \(IndianFormat.rupees(reservation.cash)) with "
                    + "charges; stop \(IndianFormat.rupees(levels.stop)), target "
                    + "\(IndianFormat.rupees(levels.target))")
        } catch {
            refuse(request, error.code, error.reason)
        }
    }

    /// One event a position, because each goes through the lane of its own instrument.
    private func close(_ targets: [PositionTarget], _ request: OperatorCommand) async throws {
        guard !targets.isEmpty else {
            return refuse(request, .notFound, "no position was named")
        }
        guard targets.count > 1 else { return try record(request) }
        let names = targets.map { $0.symbol ?? $0.id.text }
        for (target, id) in zip(targets, desk.outcomes.split(request, into: names)) {
            let part = OperatorCommand(id: id, command: .closePositions([target]))
            let handler = try handlerWithoutRoom { () throws(PublishError) in try record(part) }
            if let handler {
                refuse(part, .handlerFull, Self.isFull(handler))
            }
        }
    }

    private func flatten(_ request: OperatorCommand) async throws {
        tell(.operatorCommanded(request))
        desk.switches.setFlatten(.flatten)
        let change = desk.account.update { $0.halt("flattened by the operator") }
        await announce(change)
        // Every position looks at once, not only with its next tick; where there is no room for that, with the tick.
        for instrument in desk.positions.instruments {
            let timer = ClockTimer(now: desk.clock.now, instrument: instrument)
            _ = try handlerWithoutRoom { () throws(PublishError) in
                try publish(.clockTimer(timer))
            }
        }
        accept(request, "closing \(desk.positions.count) position(s); the desk is HALTED")
    }

    // MARK: Dead letters

    private func retry(_ ids: [DeadLetterID], _ request: OperatorCommand) async throws {
        let letters = desk.deadLetters.letters(ids)
        guard !letters.isEmpty else {
            return refuse(request, .notFound, "none of \(ids.count) dead letter(s) waits any more")
        }
        tell(.operatorCommanded(request))
        // Those for which there is no room stay dead letters.
        var given: [DeadLetterRecord] = []
        var full: String?
        for letter in letters where full == nil {
            full = try handlerWithoutRoom { () throws(PublishError) in
                try redeliver(letter.event.payload, of: letter)
            }
            if full == nil { given.append(letter) }
        }
        if let full, given.isEmpty { return refuse(request, .handlerFull, Self.isFull(full)) }
        try await resolve(given, .retried)
        tell(.deadLetterRetried(notice(given, "retried by the operator")))
        accept(
            request,
            "retried \(given.count) of \(ids.count) dead letter(s)"
                + (full.map { "; \(Self.isFull($0))" } ?? ""))
    }

    private func retry(
        _ id: DeadLetterID, with json: String, _ request: OperatorCommand
    ) async throws {
        guard let letter = desk.deadLetters.letters([id]).first else {
            return refuse(request, .notFound, "dead letter \(id) does not wait any more")
        }
        switch EditedPayload.read(json, inPlaceOf: letter.event.payload) {
        case .failure(let denial):
            desk.outcomes.answer(request.id, request.command, .refused(denial))
        case .success(let payload):
            tell(.operatorCommanded(request))
            try redeliver(payload, of: letter)
            try await resolve([letter], .retried)
            tell(
                .deadLetterRetried(notice([letter], "retried by the operator, edited")))
            accept(request, "retried dead letter \(id) with the edited payload")
        }
    }

    /// Given to the handler before it is struck off: a crash in between may process it twice, which handlers
    /// bear, but never loses it.
    private func redeliver(
        _ payload: EventPayload, of letter: DeadLetterRecord
    ) throws(PublishError) {
        var draft = payload.draft(
            from: letter.event.source, at: desk.clock.now,
            correlationID: letter.event.correlationID)
        draft.causationID = EventID(letter.event.id)
        try bus.tryRedeliver(draft, toHandler: letter.handler)
    }

    private func discard(_ ids: [DeadLetterID], _ request: OperatorCommand) async throws {
        let letters = desk.deadLetters.letters(ids)
        guard !letters.isEmpty else {
            return refuse(request, .notFound, "none of \(ids.count) dead letter(s) waits any more")
        }
        tell(.operatorCommanded(request))
        try await resolve(letters, .discarded)
        tell(.deadLetterDiscarded(notice(letters, "discarded by the operator")))
        accept(request, "discarded \(letters.count) of \(ids.count) dead letter(s)")
    }

    private func resolve(
        _ letters: [DeadLetterRecord], _ resolution: DeadLetterResolution
    ) async throws {
        let now = WallClock().now
        _ = try await desk.writer.commit(
            letters.map { .resolveDeadLetter($0.id, resolution, at: now) })
        desk.deadLetters.remove(letters.map(\.id), at: now)
    }

    private func notice(_ letters: [DeadLetterRecord], _ detail: String) -> DeadLetterNotice {
        let handlers = Set(letters.map(\.handler)).sorted().joined(separator: ", ")
        return DeadLetterNotice(letters: letters.map(\.id), handler: handlers, detail: detail)
    }

    // MARK: The desk's state

    private func setIntake(paused: Bool, _ request: OperatorCommand) async throws {
        tell(.operatorCommanded(request))
        desk.switches.setIntakePaused(paused)
        await desk.keepRiskState()
        accept(
            request, paused ? "new signals are turned away; exits go on" : "signals are taken again"
        )
    }

    private func halt(_ reason: String, _ request: OperatorCommand) async throws {
        tell(.operatorCommanded(request))
        let change = desk.account.update { $0.halt(reason) }
        await announce(change)
        accept(request, "the desk is HALTED: no entries; exits go on")
    }

    private func resume(_ request: OperatorCommand, seen: [String]?) async throws {
        tell(.operatorCommanded(request))
        // In one step: a review between the two would flatten again for the loss that is being accepted, and a reason
        // that comes between look and word would be lifted with the others.
        let (others, change): ([String]?, RiskStateChange?) = desk.account.update { account in
            if let seen, account.gate.reasons != seen { return (account.gate.reasons, nil) }
            desk.account.acceptMismatch()
            desk.switches.setFlatten(nil)
            return (nil, account.resume())
        }
        if let others {
            let now = others.isEmpty ? "nothing stands in its way" : others.joined(separator: "; ")
            return refuse(request, .staleVersion, "it is no longer as it was seen: now \(now)")
        }
        await announce(change)
        accept(request, "the desk is \(desk.account.read { $0.gate.state.rawValue })")
    }

    private func announce(_ change: RiskStateChange?) async {
        await desk.keepRiskState()
        if let change { tell(.riskStateChanged(change)) }
    }

    private func pause(_ name: String, _ request: OperatorCommand) async throws {
        tell(.operatorCommanded(request))
        guard bus.pause(name) else {
            return refuse(request, .notFound, "no handler is called \(name)")
        }
        if let strategy = StrategyRunner.strategyName(ofHandler: name) {
            tell(.stopped(strategy, "paused by the operator; its bars wait"))
        }
        accept(request, "\(name) is paused; its events wait")
    }

    private func resume(_ name: String, _ request: OperatorCommand) async throws {
        tell(.operatorCommanded(request))
        guard bus.resume(name) else {
            return refuse(request, .notFound, "no handler is called \(name)")
        }
        if let strategy = StrategyRunner.strategyName(ofHandler: name) {
            tell(.started(strategy, "resumed by the operator"))
        }
        accept(request, "\(name) goes on")
    }

    // MARK: Answers

    private func record(
        _ request: OperatorCommand, correlationID: String? = nil
    ) throws(PublishError) {
        try publish(.operatorCommanded(request), correlationID: correlationID)
    }

    private func publish(
        _ payload: EventPayload, correlationID: String? = nil
    ) throws(PublishError) {
        try bus.tryPublish(
            payload.draft(from: "operator", at: desk.clock.now, correlationID: correlationID))
    }

    /// Does what takes room, and returns the handler that has none.
    private func handlerWithoutRoom(
        _ work: () throws(PublishError) -> Void
    ) throws(PublishError) -> String? {
        do {
            try work()
            return nil
        } catch {
            guard case .wouldSuspend(let handler) = error else { throw error }
            return handler
        }
    }

    private func tell(_ payload: EventPayload) {
        notices.publish(payload.draft(from: "operator", at: desk.clock.now))
    }

    private static func isFull(_ handler: String) -> String {
        "handler \(handler) has no room; resume it if it is paused, or wait, and ask again"
    }

    private func accept(_ request: OperatorCommand, _ text: String) {
        desk.outcomes.answer(request.id, request.command, .accepted(text))
    }

    private func refuse(_ request: OperatorCommand, _ code: DenialCode, _ reason: String) {
        desk.outcomes.answer(request.id, request.command, .refused(Denial(code, reason)))
    }
}

/// The one task that carries out commands.
private actor CommandLoop {
    private var task: Task<Void, Never>?

    func start(_ body: @escaping @Sendable () async -> Void) {
        guard task == nil else { return }
        task = Task { await body() }
    }

    func finish() async {
        await task?.value
    }
}
