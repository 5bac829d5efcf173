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
            policy: .keyed(limit: 16) { StableHash.of($0.correlationID ?? "") },
            filter: { event in
                switch event.payload {
                case .positionOpened, .positionClosed: true
                case .positionUpdated(let position): position.status == .closed
                default: false
                }
            }))

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
        let (status, detail, payload) = Self.stage(of: position)
        guard record.status != status, !record.status.isFinal else { return nil }
        record.status = status
        record.updatedAt = desk.clock.now
        if status == .rejected {
            record.denial = Denial(.brokerRejected, detail)
        }
        desk.signals.put(record)
        await desk.writer.commitOrKeep([.updateSignal(record)])
        let change = SignalChange(
            signalID: record.id, symbol: record.signal.symbol, strategy: record.signal.strategy,
            status: status, detail: detail)
        return (change, payload)
    }

    private static func stage(
        of position: Position
    ) -> (SignalStatus, String, (SignalChange) -> EventPayload) {
        guard position.status == .closed else {
            let text =
                "holds \(position.remainingQuantity.units) \(position.contract.tradingSymbol) "
                + "at \(IndianFormat.rupees(position.entryPrice))"
            return (.active, text, EventPayload.signalActivated)
        }
        guard position.boughtQuantity > .zero else {
            return (.rejected, "the entry order ended without a fill", EventPayload.signalUpdated)
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

extension Optional where Wrapped: Sendable {
    /// The value, or what asking for it gives.
    fileprivate func orAwait(_ ask: () async throws -> Wrapped?) async rethrows -> Wrapped? {
        if let self { return self }
        return try await ask()
    }
}
