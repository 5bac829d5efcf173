import EventBus
import Trading

/// Watches the day: the loss limit, the losing streak, the ledger; and says what the desk may do.
struct RiskKeeper: DeskHandler {
    let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    let plan = HandlerPlan(
        name: "risk", topics: ["position.*", "clock.timer", "session.*"],
        options: SubscriptionOptions(
            policy: .serial,
            filter: { event in
                guard case .clockTimer(let timer) = event.payload else { return true }
                return timer.instrument == nil
            }))

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        let demand = desk.switches.flatten
        if case .clockTimer = event.payload, await desk.writer.flushBacklog() {
            desk.log.append(
                at: desk.clock.now, .info, "ledger", "writable again; everything kept is durable")
        }
        // What the day begins with is in no fill.
        if case .sessionOpened = event.payload { await desk.keepRiskState() }
        if case .sessionClosed = event.payload { await desk.keepMarks() }
        if case .positionClosed = event.payload { await desk.noteProfit() }
        let change = review()
        if change != nil || desk.switches.flatten != demand { await desk.keepRiskState() }
        if let change { try await desk.publish(.riskStateChanged(change), by: context) }
    }

    /// Raises what the figures and the ledger demand.
    private func review() -> RiskStateChange? {
        let isHolding = !desk.positions.isEmpty
        let change = desk.account.update { account in
            let change = account.review(desk.rules.limits)
            if account.gate.isRaised(.dailyLoss), desk.switches.flatten == nil, isHolding {
                desk.switches.setFlatten(.dailyLoss)
            }
            return change
        }
        // An entry that still works may bring units yet, and so may one that has its place but no order yet.
        if desk.switches.flatten != nil, desk.positions.isEmpty, !desk.orders.hasWorking,
            desk.account.read({ $0.reservations.isEmpty })
        {
            desk.switches.setFlatten(nil)
        }
        var changes = [change]
        if let trouble = desk.breaker.trouble {
            changes.append(desk.account.update { $0.raise(.broker, trouble) })
        }
        if let mismatch = desk.account.openMismatch {
            changes.append(desk.account.update { $0.raise(.ledger, mismatch) })
        }
        if let trouble = desk.writer.trouble {
            changes.append(
                desk.account.update {
                    $0.raise(.ledger, "the ledger cannot be written: \(trouble)")
                })
        }
        return changes.compactMap(\.self).last
    }
}
