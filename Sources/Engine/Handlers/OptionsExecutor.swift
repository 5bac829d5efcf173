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
        name: UnfinishedEvent.signalHandler, topics: ["signal.generated"],
        options: SubscriptionOptions(policy: .parallel(limit: 64)), announcesWrites: true)

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        guard case .signalGenerated(let signal) = event.payload else { return }
        // Asked before everything else, although the rules put it last: an id that was claimed has its answer for good.
        // A late copy of a trade is then told that it is one, and not that it is stale or that the market is closed,
        // which would read as if nothing had been bought; and no two copies ever run side by side.
        let known = desk.claims.begin(signal.id)
        if context.attempt > 1, let known {
            return try await goOn(with: signal, known, context)
        }
        desk.signals.countReceived()
        if let known {
            return try await announce(duplicate(signal.id, known), of: signal, context)
        }
        var choice: StrikeChoice?
        switch await enter(signal, &choice) {
        case .success(let order):
            desk.claims.end(signal.id, isClaimed: true)
            desk.signals.countEntered()
            desk.outcomes.decided(
                signalID: signal.id,
                .accepted(
                    "buying \(order.quantity.units) \(order.contract.tradingSymbol), order \(order.id)"
                ))
            await send(order, context)
        case .failure(let denial):
            desk.claims.end(signal.id, isClaimed: await record(denial, of: signal, choice))
            try await announce(denial, of: signal, context)
        }
    }

    /// Another attempt at a signal that is taken up is no copy: an earlier one took too long, and is still at it or done.
    ///
    /// It has said what became of the signal, or will; only a refusal that found no room is told again.
    private func goOn(
        with signal: Signal, _ known: ClaimGate.Known, _ context: DeskContext
    ) async throws {
        guard known == .claimed, let denial = desk.signals.record(signal.id)?.denial else { return }
        try await tell(denial, of: signal, context)
    }

    private func duplicate(_ id: String, _ known: ClaimGate.Known) -> Denial {
        switch known {
        case .inProgress:
            return Denial(.duplicate, "signal \(id) is being processed already")
        case .claimed:
            let status = desk.signals.record(id).map { " and is \($0.status.rawValue)" } ?? ""
            return Denial(.duplicate, "signal \(id) was processed before\(status)")
        }
    }

    /// Decides, reserves and makes the intent durable; whatever fails on the way is taken back.
    ///
    /// - Parameters:
    ///   - signal: The signal.
    ///   - choice: Becomes how a contract was looked for, also when nothing comes of it.
    /// - Returns: The order whose intent is durable, or why there is none.
    private func enter(
        _ signal: Signal, _ choice: inout StrikeChoice?
    ) async -> Result<Order, Denial> {
        if desk.switches.isIntakePaused {
            return .failure(Denial(.intakePaused, "intake is paused; resume it to take signals"))
        }
        let valid: ValidSignal
        switch planner.validate(signal) {
        case .success(let checked): valid = checked
        case .failure(let denial): return .failure(denial)
        }
        let day = desk.clock.now.indiaDay
        if let denial = desk.quotas.take(signal, rules: desk.rules, on: day) {
            return .failure(denial)
        }
        if case .failure(let denial) = desk.setups.admit(valid, on: day) {
            return .failure(denial)
        }
        let result = await reserveAndCommit(valid, &choice)
        if case .failure = result { desk.setups.withdraw(signal) }
        return result
    }

    private func reserveAndCommit(
        _ valid: ValidSignal, _ choice: inout StrikeChoice?
    ) async -> Result<Order, Denial> {
        let planned: EntryPlan
        do throws(Denial) {
            let found = try planner.choose(valid).get()
            choice = found
            planned = try planner.plan(valid, by: found).get()
        } catch {
            return .failure(error)
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
            signal: valid.signal, status: .new, contract: planned.contract, choice: planned.choice,
            receivedAt: now, updatedAt: now)
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
        // Somebody may have halted the desk while the ledger wrote.
        if let denial = desk.account.read({ $0.gate.denial }) {
            await takeBack(record, order, position, denial)
            return .failure(denial)
        }
        guard desk.orders.register(order) else {
            desk.account.update { _ = $0.release(signalID: valid.signal.id) }
            return .failure(Denial(.duplicate, "order \(order.id) was sent before"))
        }
        desk.signals.put(record)
        desk.positions.add(position)
        desk.view.watch(planned.contract)
        return .success(order)
    }

    /// Denies an order whose intent is durable, before the venue hears of it.
    ///
    /// Should the desk die before this is written, the next start asks the venue, which never saw the order.
    private func takeBack(
        _ record: SignalRecord, _ order: Order, _ position: Position, _ denial: Denial
    ) async {
        let now = desk.clock.now
        var (record, order, position) = (record, order, position)
        (record.status, record.denial, record.updatedAt) = (.rejected, denial, now)
        (order.status, order.reason, order.updatedAt) = (.denied, denial.reason, now)
        (position.status, position.closedAt, position.version) = (
            .closed, now, position.version + 1
        )
        desk.account.update { _ = $0.release(signalID: record.id) }
        desk.signals.put(record)
        await desk.writer.commitOrKeep([
            .updateSignal(record), .updateOrder(order), .upsertPosition(position),
        ])
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
        desk.traces.note(order.id, causedBy: context.event)
        await OrderSender(desk).send(order) { report in
            try await desk.publish(
                .orderReported(report), correlationID: report.signalID, by: context)
        }
    }

    /// Claims the refused signal's id, so that it stays refused and is shown.
    ///
    /// - Returns: Whether the id is claimed, now or before.
    private func record(
        _ denial: Denial, of signal: Signal, _ choice: StrikeChoice?
    ) async -> Bool {
        switch denial.code {
        case .duplicate: return true
        case .ledgerUnavailable, .badSignalID: return false
        default: break
        }
        let now = desk.clock.now
        let status: SignalStatus = denial.code == .staleSignal ? .expired : .rejected
        let record = SignalRecord(
            signal: signal, status: status, denial: denial, choice: choice, receivedAt: now,
            updatedAt: now)
        // A copy of a signal of an earlier day is only known to the ledger; what was said of it there stands.
        if case .durable(.duplicate) = await desk.writer.commitOrKeep([.claimSignal(record)]) {
            return true
        }
        desk.signals.put(record)
        return true
    }

    private func announce(_ denial: Denial, of signal: Signal, _ context: DeskContext) async throws
    {
        desk.signals.count(denial.code)
        desk.outcomes.decided(signalID: signal.id, .refused(denial))
        try await tell(denial, of: signal, context)
    }

    private func tell(_ denial: Denial, of signal: Signal, _ context: DeskContext) async throws {
        try await desk.publish(
            .riskDenied(RiskDenied(signal: signal, denial: denial)), correlationID: signal.id,
            by: context)
    }

    private func ledgerDenial(_ error: LedgerError) -> Denial {
        Denial(.ledgerUnavailable, "the ledger cannot answer (\(error)); no order without it")
    }
}
