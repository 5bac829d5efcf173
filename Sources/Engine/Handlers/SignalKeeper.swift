import EventBus
import Trading

/// Follows each signal to the end of its life.
struct SignalKeeper: DeskHandler {
    let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    let plan = HandlerPlan(
        name: "signals",
        topics: ["position.opened", "position.closed", "position.updated"],
        options: SubscriptionOptions(
            policy: .keyed(limit: 64) { StableHash.of($0.correlationID ?? "") },
            filter: { event in
                switch event.payload {
                case .positionOpened, .positionClosed: true
                case .positionUpdated(let position): position.status == .closed
                default: false
                }
            }), announcesWrites: true)

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        let position: Position
        switch event.payload {
        case .positionOpened(let fact), .positionUpdated(let fact), .positionClosed(let fact):
            position = fact
        default: return
        }
        guard let (change, payload) = try await follow(position) else { return }
        try await desk.publish(payload(change), correlationID: position.signalID, by: context)
    }

    /// Brings a signal's record in line with its position.
    ///
    /// - Returns: The change and the event that announces it, or `nil` when there is nothing to say.
    func follow(
        _ position: Position
    ) async throws -> (SignalChange, (SignalChange) -> EventPayload)? {
        let known = desk.signals.record(position.signalID)
        guard
            var record = try await known.orAwait({ try await desk.ledger.signal(position.signalID) }
            )
        else { return nil }
        let (status, detail, payload) = stage(of: position)
        // A fill may come after the entry was given up: then the trade is real after all.
        let isOver =
            record.status.isFinal && (!record.isUnfilled || position.boughtQuantity == .zero)
        guard record.status != status, !isOver else { return nil }
        record.status = status
        record.updatedAt = desk.clock.now
        record.denial = status == .rejected ? Denial(.brokerRejected, detail) : nil
        // What was never bought may be tried again, in this run as after a restart.
        if record.isUnfilled { desk.setups.withdraw(record.signal) }
        desk.signals.put(record)
        await desk.writer.commitOrKeep([.updateSignal(record)])
        let change = SignalChange(
            signalID: record.id, symbol: record.signal.symbol, strategy: record.signal.strategy,
            status: status, detail: detail)
        return (change, payload)
    }

    /// The entry ended without a fill: the venue refused it, or it ran out.
    private func unfilled(
        _ position: Position
    ) -> (SignalStatus, String, (SignalChange) -> EventPayload) {
        let order = desk.orders.order(.entry(signalID: position.signalID))
        let text =
            "the entry order ended without a fill" + (order?.reason.map { ": \($0)" } ?? "")
        return switch order?.status {
        case .cancelled?, .expired?: (.expired, text, EventPayload.signalUpdated)
        default: (.rejected, text, EventPayload.signalUpdated)
        }
    }

    private func stage(
        of position: Position
    ) -> (SignalStatus, String, (SignalChange) -> EventPayload) {
        guard position.status == .closed else {
            let text =
                "holds \(position.remainingQuantity.units) \(position.contract.tradingSymbol) "
                + "at \(IndianFormat.rupees(position.entryPrice))"
            return (.active, text, EventPayload.signalActivated)
        }
        guard position.boughtQuantity > .zero else {
            return unfilled(position)
        }
        let reason = position.exitReason?.rawValue ?? "no reason"
        let text =
            "\(reason), profit \(IndianFormat.rupees(position.realised, showsPlus: true)) before charges"
        switch position.exitReason {
        case .stopLoss, .trailingStop: return (.stopped, text, EventPayload.signalStopped)
        default: return (.completed, text, EventPayload.signalCompleted)
        }
    }
}

extension SignalRecord {
    /// Whether its entry, if it had one, ended without a fill.
    fileprivate var isUnfilled: Bool { status == .rejected || status == .expired }
}

extension Optional where Wrapped: Sendable {
    /// The value, or what asking for it gives.
    fileprivate func orAwait(_ ask: () async throws -> Wrapped?) async rethrows -> Wrapped? {
        if let self { return self }
        return try await ask()
    }
}
