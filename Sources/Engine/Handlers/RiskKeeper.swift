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
        var changes: [RiskStateChange?] = []
        if case .clockTimer = event.payload, await desk.writer.flushBacklog() {
            desk.log.append(
                at: desk.clock.now, .info, "ledger", "writable again; everything kept is durable")
        }
        if case .sessionOpened = event.payload { changes.append(await startDay()) }
        if case .sessionClosed = event.payload { await desk.keepMarks() }
        if case .positionClosed = event.payload { await desk.noteProfit() }
        changes.append(review())
        guard let change = changes.compactMap(\.self).last else { return }
        await desk.keepRiskState()
        try await desk.publish(.riskStateChanged(change), by: context)
    }

    /// A new trading day begins: yesterday's figures are done, REDUCING is left, HALTED stays.
    private func startDay() async -> RiskStateChange? {
        let day = desk.clock.now.indiaDay
        let isNew = desk.account.read { $0.today.day } != day
        let change = desk.account.update { $0.startDay(day) }
        if isNew {
            desk.positions.startDay()
            desk.orders.startDay(day)
            desk.claims.startDay()
            desk.switches.setFlatten(nil)
            // What the day begins with is known only now.
            await desk.keepRiskState()
        }
        return change
    }

    /// Raises what the figures and the ledger demand.
    private func review() -> RiskStateChange? {
        let change = desk.account.update { $0.review(desk.rules.limits) }
        let isLossReached = desk.account.read { $0.gate.isRaised(.dailyLoss) }
        if isLossReached, desk.switches.flatten == nil, !desk.positions.isEmpty {
            desk.switches.setFlatten(.dailyLoss)
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
