import EventBus
import Trading

/// Watches each position on every tick and on the clock, and exits it.
///
/// Everything that can end a position (a stop, a target, the clock, an operator) comes through this handler's
/// lane, in order per instrument, so that two of them can never both send an exit.
struct PositionManager: DeskHandler {
    let desk: DeskParts
    let plan: HandlerPlan

    init(_ desk: DeskParts) {
        self.desk = desk
        let positions = desk.positions
        plan = HandlerPlan(
            name: VitalHandler.positions.rawValue,
            topics: ["tick.received", "clock.timer", "operator.commanded"],
            options: SubscriptionOptions(
                policy: .keyed(limit: 16) { Self.instrument(of: $0, positions) },
                backPressure: .coalesce { event in
                    // Only the newest tick of an instrument matters; an operator's word is never dropped.
                    guard case .tickReceived(let quote) = event.payload else { return nil }
                    return UInt64(quote.instrument.token)
                },
                filter: { event in
                    switch event.payload {
                    case .tickReceived(let quote): positions.holds(quote.instrument)
                    case .clockTimer(let timer): timer.instrument != nil && timer.order == nil
                    case .operatorCommanded(let request): Self.target(of: request.command) != nil
                    default: false
                    }
                }))
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        switch event.payload {
        case .tickReceived(let quote):
            try await watch(quote.instrument, context) { _ in quote }
        case .clockTimer(let timer):
            guard let instrument = timer.instrument else { return }
            try await watch(instrument, context) { desk.view.quote(of: $0) }
        case .operatorCommanded(let request):
            try await obey(request, context)
        default:
            return
        }
    }

    /// One look at each position on a contract; what goes wrong with one is told once all were looked at.
    private func watch(
        _ instrument: InstrumentID, _ context: DeskContext, quote: (OptionContract) -> Quote?
    ) async throws {
        var failure: (any Error)?
        for cell in desk.positions.cells(holding: instrument) {
            do {
                try await watch(cell, quote(cell.contract), context)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// One look at one position: the rules decide, and at most one exit order follows.
    private func watch(_ cell: PositionCell, _ quote: Quote?, _ context: DeskContext) async throws {
        let now = desk.clock.now
        let demand = desk.switches.flatten
        let mayExit = cell.mayExit(at: now)
        let spot = desk.view.spot(of: cell.contract.underlying)
        let isFresh =
            spot.map { $0.ageSeconds(at: now) <= desk.rules.limits.staleQuoteSeconds } ?? false
        let underlying = isFresh ? spot?.last : nil
        let (before, verdict) = cell.update { position -> (Position, ExitVerdict) in
            let before = position
            let verdict = ExitRules.evaluate(
                position, quote: quote, underlying: underlying, demand: demand, mayExit: mayExit,
                rules: desk.rules, now: now)
            position = verdict.position
            return (before, verdict)
        }
        let position = verdict.position
        if position.mark != before.mark || position.version != before.version {
            desk.account.update { $0.positionChanged(position) }
        }
        if let intent = verdict.intent {
            try await send(intent, of: position, cell, context)
        } else if position.version != before.version {
            await desk.writer.commitOrKeep([.upsertPosition(position)])
            try await desk.publish(
                .positionUpdated(position), correlationID: position.signalID, by: context)
        }
        for alert in verdict.alerts {
            desk.alerts.raise(alert, about: position, at: now, log: desk.log)
        }
        if verdict.alerts.isEmpty { desk.alerts.clear(position.id) }
    }

    /// An operator's close or new levels, refused when the position has changed since they saw it.
    private func obey(_ request: OperatorCommand, _ context: DeskContext) async throws {
        guard let target = Self.target(of: request.command) else { return }
        guard let cell = desk.positions.cell(target.id) else {
            return answer(
                request, .refused(Denial(.notFound, "position \(target.id) is not open any more")))
        }
        switch request.command {
        case .closePositions, .closePart:
            guard let denial = closedMarket(for: cell.position) else { break }
            return answer(request, .refused(denial))
        default: break
        }
        let decided = cell.update { position -> Result<(Position, ExitOrderIntent?), Denial> in
            if let denial = refusal(of: target, position) { return .failure(denial) }
            let intent: Result<ExitOrderIntent, Denial>
            switch request.command {
            case .setLevels(_, let stop, let target):
                return position.settingLevels(stop: stop, target: target).map { changed in
                    position = changed
                    return (changed, nil)
                }
            case .closePart(_, let lots): intent = position.operatorExit(lots: lots)
            default:
                intent = .success(
                    position.exit(.operatorClose, selling: position.remainingQuantity))
            }
            return intent.map { intent in
                position = position.working(intent)
                return (position, intent)
            }
        }
        switch decided {
        case .failure(let denial):
            answer(request, .refused(denial))
        case .success((let position, let intent?)):
            answer(
                request,
                .accepted(
                    "closing \(intent.quantity.units) \(position.contract.tradingSymbol), "
                        + "order \(intent.orderID)"))
            try await send(intent, of: position, cell, context)
        case .success((let position, nil)):
            desk.account.update { $0.positionChanged(position) }
            await desk.writer.commitOrKeep([.upsertPosition(position)])
            answer(
                request,
                .accepted(
                    "\(position.contract.tradingSymbol): stop \(IndianFormat.rupees(position.stop)), "
                        + "target \(IndianFormat.rupees(position.activeTarget))"))
            try await desk.publish(
                .positionUpdated(position), correlationID: position.signalID, by: context)
        }
    }

    /// An exit that the venue would refuse is not sent; the alert stays on the screen.
    private func closedMarket(for position: Position) -> Denial? {
        let now = desk.clock.now
        let calendar = desk.rules.calendar
        guard !calendar.isOpen(at: now) else { return nil }
        desk.alerts.raise(.marketClosed(.operatorClose), about: position, at: now, log: desk.log)
        let opening =
            calendar.nextOpening(after: now)
            .map { " until \($0.indiaDay) \($0.indiaClock)" } ?? ""
        return Denial(
            .sessionClosed,
            "the market is closed\(opening) and nothing was sent; close the position when it opens")
    }

    private func refusal(of target: PositionTarget, _ position: Position) -> Denial? {
        if let working = position.workingExit {
            return Denial(.alreadyClosing, "exit order \(working) is working already")
        }
        guard position.remainingQuantity > .zero else {
            let oversold = (.zero - position.remainingQuantity).units
            return Denial(
                .notFound,
                "nothing of position \(target.id) is held now"
                    + (oversold > 0
                        ? ": the venue has sold \(oversold) units more; set that right at the broker"
                        : ""))
        }
        guard position.version == target.version else {
            return Denial(
                .staleVersion,
                "the position changed meanwhile (version \(target.version) on the screen, "
                    + "\(position.version) now): \(position.remainingQuantity.units) units, "
                    + "stop \(IndianFormat.rupees(position.stop)); look again")
        }
        return nil
    }

    /// Makes the intent durable, then calls the venue.
    ///
    /// Nothing that can fail comes between the two: an exit that was decided is sent, whoever has no room to hear of it.
    private func send(
        _ intent: ExitOrderIntent, of position: Position, _ cell: PositionCell,
        _ context: DeskContext
    ) async throws {
        let now = desk.clock.now
        let type = intent.orderType(
            selling: position.contract, quote: desk.view.quote(of: position.contract),
            limits: desk.rules.limits, now: now)
        var order = Order(
            id: intent.orderID, signalID: position.signalID, positionID: position.id,
            purpose: .exit(intent.reason), contract: position.contract, side: .sell,
            quantity: intent.quantity, type: type, venue: desk.broker.venue, createdAt: now)
        order.status = .submitted
        guard desk.orders.register(order) else {
            // Never twice. If that order has ended, the next one has the next ordinal.
            if desk.orders.order(order.id)?.status.isWorking == false {
                cell.update { $0 = $0.exitEnded(order.id) }
            }
            return
        }
        let fate = await desk.writer.commitOrKeep([.insertOrder(order), .upsertPosition(position)])
        desk.traces.note(order.id, causedBy: context.event)
        guard fate != .refused else {
            // The ledger may know such an order, which then was sent: the venue's book is asked before another follows.
            desk.orders.sent(order.id)
            let refusal = OrderReport(
                orderID: order.id, kind: .rejected(reason: "the ledger has refused its intent"),
                positionID: order.positionID, signalID: order.signalID, occurredAt: now)
            return try await desk.publish(
                .orderReported(refusal), correlationID: order.signalID, by: context)
        }
        await OrderSender(desk).send(order) { report in
            try await desk.publish(
                .orderReported(report), correlationID: report.signalID, by: context)
        }
        try await cancelEntry(of: position, context)
        try await desk.publish(
            .positionUpdated(position), correlationID: position.signalID, by: context)
    }

    /// What an entry has not brought yet is not wanted once all of the position is to be sold.
    private func cancelEntry(of position: Position, _ context: DeskContext) async throws {
        let entry = OrderID.entry(signalID: position.signalID)
        guard position.status == .closing, desk.orders.order(entry)?.status.isWorking == true else {
            return
        }
        let timer = ClockTimer(
            now: desk.clock.now, instrument: position.contract.id, order: entry)
        try await desk.publish(.clockTimer(timer), correlationID: position.signalID, by: context)
    }

    private func answer(_ request: OperatorCommand, _ verdict: CommandVerdict) {
        desk.outcomes.answer(request.id, request.command, verdict)
    }

    private static func target(of command: Command) -> PositionTarget? {
        switch command {
        case .closePositions(let targets): targets.first
        case .closePart(let target, _), .setLevels(let target, _, _): target
        default: nil
        }
    }

    private static func instrument(of event: DeskEvent, _ positions: PositionBook) -> UInt64 {
        switch event.payload {
        case .tickReceived(let quote):
            UInt64(quote.instrument.token)
        case .clockTimer(let timer):
            UInt64(timer.instrument?.token ?? 0)
        case .operatorCommanded(let request):
            UInt64(
                target(of: request.command).flatMap { positions.cell($0.id) }?.contract.id.token
                    ?? 0)
        default:
            0
        }
    }
}
