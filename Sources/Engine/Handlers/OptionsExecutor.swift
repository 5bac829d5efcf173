import EventBus
import Trading

/// Turns each signal into exactly one option position, or into a refusal that says why.
///
/// The order of things is what makes it safe: everything is decided and reserved first, then one durable unit
/// claims the signal's id and holds the order's intent, and only then is the venue called. The unique key of the
/// claim decides among copies, also after a restart.
struct OptionsExecutor: DeskHandler {
    let desk: DeskParts
    let planner: EntryPlanner

    init(_ desk: DeskParts) {
        self.desk = desk
        planner = EntryPlanner(rules: desk.rules, view: desk.view, clock: desk.clock)
    }

    let plan = HandlerPlan(
        name: "executor", topics: ["signal.generated"],
        options: SubscriptionOptions(policy: .parallel(limit: 64)))

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard case .signalGenerated(let signal) = event.payload else { return }
        desk.signals.countReceived()
        guard desk.claims.begin(signal.id) else {
            let denial = Denial(.duplicate, "signal \(signal.id) is being processed already")
            return try await announce(denial, of: signal, context)
        }
        defer { desk.claims.end(signal.id) }
        switch await enter(signal) {
        case .success(let order):
            desk.signals.countEntered()
            desk.outcomes.decided(
                signalID: signal.id,
                .accepted(
                    "buying \(order.quantity.units) \(order.contract.tradingSymbol), order \(order.id)"
                ))
            await send(order, context)
        case .failure(let denial):
            await record(denial, of: signal)
            try await announce(denial, of: signal, context)
        }
    }

    /// Decides, reserves and makes the intent durable; whatever fails on the way is taken back.
    private func enter(_ signal: Signal) async -> Result<Order, Denial> {
        if desk.switches.isIntakePaused {
            return .failure(Denial(.intakePaused, "intake is paused; resume it to take signals"))
        }
        let valid: ValidSignal
        switch planner.validate(signal) {
        case .success(let checked): valid = checked
        case .failure(let denial): return .failure(denial)
        }
        do {
            if let known = try await desk.ledger.signal(signal.id) {
                return .failure(
                    Denial(
                        .duplicate,
                        "signal \(signal.id) was processed before and is \(known.status.rawValue)"))
            }
        } catch {
            return .failure(ledgerDenial(error))
        }
        if case .failure(let denial) = desk.setups.admit(valid, on: desk.clock.now.indiaDay) {
            return .failure(denial)
        }
        let result = await reserveAndCommit(valid)
        if case .failure = result { desk.setups.withdraw(valid) }
        return result
    }

    private func reserveAndCommit(_ valid: ValidSignal) async -> Result<Order, Denial> {
        let planned: EntryPlan
        switch planner.plan(valid) {
        case .success(let entry): planned = entry
        case .failure(let denial): return .failure(denial)
        }
        let now = desk.clock.now
        let request = EntryRequest(
            signalID: valid.signal.id, contract: planned.contract, premium: planned.ask,
            mode: desk.rules.mode, day: now.indiaDay)
        let reserved = desk.account.update { $0.reserve(request, rules: desk.rules) }
        let reservation: Reservation
        switch reserved {
        case .success(let taken): reservation = taken
        case .failure(let denial): return .failure(denial)
        }
        let position = Self.position(for: planned, reservation, mode: desk.rules.mode, at: now)
        let order = Self.order(for: reservation, venue: desk.broker.venue, at: now)
        let record = SignalRecord(
            signal: valid.signal, status: .new, contract: planned.contract, receivedAt: now,
            updatedAt: now)
        do {
            let result = try await desk.writer.commit([
                .claimSignal(record), .insertOrder(order), .upsertPosition(position),
            ])
            if case .duplicate(let id) = result {
                desk.account.update { _ = $0.release(signalID: id) }
                return .failure(Denial(.duplicate, "signal \(id) was claimed before"))
            }
        } catch {
            desk.account.update { _ = $0.release(signalID: valid.signal.id) }
            return .failure(ledgerDenial(error))
        }
        guard desk.orders.register(order) else {
            return .failure(Denial(.duplicate, "order \(order.id) was sent before"))
        }
        desk.signals.put(record)
        desk.positions.add(position)
        desk.view.watch(planned.contract)
        return .success(order)
    }

    private static func position(
        for entry: EntryPlan, _ reservation: Reservation, mode: RiskMode, at now: Timestamp
    ) -> Position {
        let signal = entry.signal
        return Position(
            id: reservation.positionID, signalID: signal.signal.id,
            strategy: signal.signal.strategy,
            action: signal.action, contract: entry.contract, stop: reservation.levels.stop,
            target: reservation.levels.target, secondTarget: reservation.levels.secondTarget,
            mode: mode.name, thesisStop: signal.stop, thesisTarget: signal.target, openedAt: now)
    }

    private static func order(
        for reservation: Reservation, venue: VenueMode, at now: Timestamp
    ) -> Order {
        var order = Order(
            id: .entry(signalID: reservation.signalID), signalID: reservation.signalID,
            positionID: reservation.positionID, purpose: .entry, contract: reservation.contract,
            side: .buy, quantity: reservation.quantity, type: .market, venue: venue, createdAt: now)
        order.status = .submitted
        return order
    }

    /// Calls the venue.
    ///
    /// The intent is durable, so nothing that happens here can make a second order of it.
    private func send(_ order: Order, _ context: DeskContext) async {
        await OrderSender(desk).send(order) { report in
            try await desk.publish(
                .orderReported(report), correlationID: report.signalID, by: context)
        }
    }

    /// Claims the refused signal's id, so that it stays refused and is shown.
    private func record(_ denial: Denial, of signal: Signal) async {
        switch denial.code {
        case .duplicate, .ledgerUnavailable, .badSignalID: return
        default: break
        }
        let now = desk.clock.now
        let status: SignalStatus = denial.code == .staleSignal ? .expired : .rejected
        let record = SignalRecord(
            signal: signal, status: status, denial: denial, receivedAt: now, updatedAt: now)
        desk.signals.put(record)
        await desk.writer.commitOrKeep([.claimSignal(record)])
    }

    private func announce(_ denial: Denial, of signal: Signal, _ context: DeskContext) async throws
    {
        desk.signals.count(denial.code)
        desk.outcomes.decided(signalID: signal.id, .refused(denial))
        try await desk.publish(
            .riskDenied(RiskDenied(signal: signal, denial: denial)), correlationID: signal.id,
            by: context)
    }

    private func ledgerDenial(_ error: LedgerError) -> Denial {
        Denial(.ledgerUnavailable, "the ledger cannot answer (\(error)); no order without it")
    }
}
