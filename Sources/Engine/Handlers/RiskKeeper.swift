import EventBus
import Trading

/// Watches the day: the loss limit, the losing streak, the ledger; and says what the desk may do.
struct RiskKeeper: DeskHandler {
    let desk: DeskParts

    init(_ desk: DeskParts) {
        self.desk = desk
    }

    let plan = HandlerPlan(
        name: "risk", topics: ["position.*", "clock.timer", "session.opened"],
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
        if case .sessionOpened = event.payload { changes.append(startDay()) }
        changes.append(review())
        guard let change = changes.compactMap(\.self).last else { return }
        try await save()
        try await desk.publish(.riskStateChanged(change), by: context)
    }

    /// A new trading day begins: yesterday's figures are done, REDUCING is left, HALTED stays.
    private func startDay() -> RiskStateChange? {
        let day = desk.clock.now.indiaDay
        let isNew = desk.account.current.today.day != day
        let change = desk.account.update { $0.startDay(day) }
        if isNew {
            desk.positions.startDay()
            desk.switches.setFlatten(nil)
        }
        return change
    }

    /// Raises what the figures and the ledger demand.
    private func review() -> RiskStateChange? {
        let change = desk.account.update { $0.review(desk.rules.limits) }
        if desk.account.current.gate.isRaised(.dailyLoss), desk.switches.flatten == nil,
            !desk.positions.instruments.isEmpty
        {
            desk.switches.setFlatten(.dailyLoss)
        }
        if desk.switches.flatten != nil, desk.positions.instruments.isEmpty {
            desk.switches.setFlatten(nil)
        }
        guard let trouble = desk.writer.trouble else { return change }
        return desk.account.update { $0.raise(.ledger, "the ledger cannot be written: \(trouble)") }
            ?? change
    }

    /// Keeps the state over restarts.
    func save() async throws {
        let memory = RiskMemory(
            desk.account.current, isIntakePaused: desk.switches.isIntakePaused)
        await desk.writer.commitOrKeep([try memory.change()])
    }
}
