import Trading

/// Goes on where the last run stopped: the only way a desk starts, whether it is new, was stopped or was killed.
struct Recovery {
    private static let capitalKey = "capital"
    private static let venueKey = "venue"

    /// What was found, and what is to be done once the handlers listen.
    struct Found {
        var day: CalendarDay
        var report = RecoveryReport()
        /// Facts to publish, with their signals.
        var facts: [(EventPayload, String)] = []
        /// What has to be handled again.
        var unfinished: [UnfinishedEvent] = []
        /// What was booked of the day's profit, fill by fill.
        var booked: [ProfitSample] = []
    }

    private let desk: DeskParts
    private let orders: OrderKeeper

    init(_ desk: DeskParts, orders: OrderKeeper) {
        self.desk = desk
        self.orders = orders
    }

    /// Rebuilds everything from the ledger and settles what has no outcome.
    ///
    /// - Returns: What was found.
    func run() async throws -> Found {
        let day = desk.clock.now.indiaDay
        var found = Found(day: day)
        let memory = try await desk.ledger.restore(on: day)
        try await stampVenue(memory)
        found.booked = try await restoreAccount(memory, on: day)
        desk.signals.restore(memory.signals)
        desk.claims.restore(memory.signals.map(\.id))
        desk.setups.restore(memory.signals, on: day)
        desk.quotas.restore(memory.signals, on: day)
        desk.orders.restore(
            orders: memory.openOrders + memory.endedOrders, fills: memory.fills)
        desk.positions.restore(live: memory.openPositions, closed: memory.closedPositions)
        desk.deadLetters.restore(memory.deadLetters)
        for position in memory.openPositions { desk.view.watch(position.contract) }

        for order in memory.openOrders {
            found.facts += await orders.reconcile(order).map { ($0, order.signalID) }
        }
        let lost = LostExits(desk, orders: orders)
        for position in memory.openPositions {
            guard let cell = desk.positions.cell(position.id) else { continue }
            found.facts += await lost.find(of: cell).map { ($0, position.signalID) }
        }
        for order in desk.orders.working where order.purpose == .entry { reserveAgain(order) }
        found.facts += try await followSignals(memory)
        found.unfinished = memory.unfinishedSignals
        found.report = report(memory)
        return found
    }

    private func report(_ memory: DeskMemory) -> RecoveryReport {
        var report = RecoveryReport()
        report.openPositions = desk.positions.count
        report.workingOrders = desk.orders.working.count
        report.settledOrders = memory.openOrders.count - report.workingOrders
        report.deadLetters = memory.deadLetters.count
        report.signals = memory.signals.count
        report.unfinishedSignals = memory.unfinishedSignals.count
        report.fills = memory.fills.count
        report.isBalanced = desk.account.isBalanced
        return report
    }

    /// Rebuilds the account and what stands in its way.
    ///
    /// - Returns: What was booked of the day's profit, fill by fill.
    private func restoreAccount(
        _ memory: DeskMemory, on day: CalendarDay
    ) async throws -> [ProfitSample] {
        let saved = try RiskMemory.read(memory.state)
        var ofToday = DayMemory()
        if let saved, saved.day == day {
            ofToday.openingEquity = saved.openingEquity
            ofToday.acceptedLoss = saved.acceptedLoss ?? .zero
            ofToday.acceptedTrades = saved.acceptedTrades ?? 0
        }
        if let profit = try ProfitMemory.read(memory.state), profit.day == day {
            ofToday.fall = profit.fall
        }
        // A ledger keeps the capital that it began with: the account must equal its fills for ever.
        let capital =
            memory.state[Self.capitalKey].flatMap { Int64($0) }.map { Money(paise: $0) }
            ?? desk.rules.capital
        var booked: [ProfitSample] = []
        var account = Account(
            capital: capital, fills: memory.fills,
            positions: memory.openPositions + memory.closedPositions, on: day, memory: ofToday
        ) { booked.append($0) }
        saved?.restore(into: &account)
        let isBalanced = account.isBalanced(fills: memory.fills) && memory.outOfStep.isEmpty
        let mismatch = isBalanced ? nil : Self.complaint(memory.outOfStep)
        if let mismatch { _ = account.raise(.ledger, mismatch) }
        let restored = account
        desk.account.update { $0 = restored }
        desk.account.setMismatch(mismatch)
        desk.switches.setIntakePaused(saved?.isIntakePaused ?? false)
        // Yesterday's loss is yesterday's; what an operator wants left is still to be left.
        let isPast = saved?.flatten == .dailyLoss && saved?.day != day
        desk.switches.setFlatten(isPast ? nil : saved?.flatten)
        if memory.state[Self.capitalKey] == nil {
            _ = try await desk.writer.commit([
                .setState(key: Self.capitalKey, value: String(capital.paise))
            ])
        }
        // What the day began with: after another start its marks are of the day itself.
        if saved?.day != day { await desk.keepRiskState() }
        return booked
    }

    /// Why the books keep entries out.
    private static func complaint(_ outOfStep: [String]) -> String {
        guard !outOfStep.isEmpty else { return "the account does not equal the sum of its fills" }
        let named = outOfStep.prefix(3).joined(separator: ", ")
        let rest = outOfStep.count > 3 ? " and \(outOfStep.count - 3) more" : ""
        return "the books do not equal their fills: \(named)\(rest); see `alphastocks statement`"
    }

    /// A ledger belongs to the venue it began with: what was bought on paper must never be sold for real.
    private func stampVenue(_ memory: DeskMemory) async throws {
        let venue = desk.broker.venue.rawValue
        let known = memory.state[Self.venueKey] ?? memory.openOrders.first?.venue.rawValue
        guard known ?? venue == venue else {
            throw DeskStartError.otherVenue(ledger: known ?? "", desk: venue)
        }
        guard memory.state[Self.venueKey] == nil else { return }
        _ = try await desk.writer.commit([.setState(key: Self.venueKey, value: venue)])
    }

    /// Sets cash aside again for an entry that still works at the venue.
    private func reserveAgain(_ order: Order) {
        let premium = desk.view.quote(of: order.contract)?.ask ?? desk.rules.limits.maximumPremium
        desk.account.update { $0.restore(order, premium: premium, rules: desk.rules) }
    }

    /// Brings signals whose last step was not written in line with their positions.
    private func followSignals(_ memory: DeskMemory) async throws -> [(EventPayload, String)] {
        let keeper = SignalKeeper(desk)
        let live = memory.signals.filter { !$0.status.isFinal }
        let known = (desk.positions.live + desk.positions.closed + memory.openPositions)
            .reduce(into: [String: Position]()) { $0[$1.signalID] = $0[$1.signalID] ?? $1 }
        var facts: [(EventPayload, String)] = []
        for record in live {
            guard let position = known[record.id], position.status != .opening,
                let (change, payload) = try await keeper.follow(position)
            else { continue }
            facts.append((payload(change), record.id))
        }
        return facts
    }
}
