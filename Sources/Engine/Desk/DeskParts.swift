import Logging
import Trading

/// The owners and ports that the desk's handlers work with.
///
/// Each piece of state has one owner among these; handlers hold none of their own.
struct DeskParts: Sendable {
    let clock: any DeskClock
    let view: any MarketView
    let broker: any Broker
    let ledger: any DeskLedger
    let rules: DeskRules
    let writer: LedgerWriter
    let account: AccountOwner
    let switches = DeskSwitches()
    let claims = ClaimGate()
    let setups = SetupOwner()
    let quotas = QuotaOwner()
    let signals = SignalBook()
    let orders = OrderBook()
    let positions = PositionBook()
    let deadLetters = DeadLetterBook()
    let outcomes = OutcomeBoard()
    let log: LogBook
    let traces = TraceBook()
    let alerts = PositionAlerts()
    let breaker = BrokerBreaker()
    let heard = HeardSources()
    let failure = RunFailure()

    init(
        clock: any DeskClock, view: any MarketView, broker: any Broker, ledger: any DeskLedger,
        rules: DeskRules, logger: Logger
    ) {
        self.clock = clock
        self.view = view
        self.broker = broker
        self.ledger = ledger
        self.rules = rules
        let log = LogBook(logger)
        self.log = log
        let account = AccountOwner(Account(capital: rules.capital, day: clock.now.indiaDay))
        self.account = account
        writer = LedgerWriter(ledger) { error, unit in
            let text = "a change is not in the ledger and never will be: \(error)"
            log.append(at: clock.now, .error, "ledger", text)
            // Then the books are not what has happened, and no entry may rest on them.
            if unit.contains(where: \.isAboutMoney) { account.setMismatch(text) }
        }
    }

    /// Orders about which something has to be done now, and what.
    func dueOrders() -> [(order: Order, followUp: OrderFollowUp)] {
        let now = clock.now
        let takesEntries =
            account.read { $0.gate.denial == nil } && rules.takesEntries(at: now)
        return orders.due(at: now, limits: rules.limits) { order in
            guard takesEntries else { return "the desk takes no entries any more" }
            return positions.isLeaving(order.positionID) ? "its position is being closed" : nil
        }
    }

    /// Begins a trading day: yesterday's figures are done, REDUCING is left, HALTED stays, and so does an operator's
    /// flatten that the market's close has cut short.
    ///
    /// The same day again changes nothing.
    ///
    /// - Returns: The new risk state, when it changed.
    func startDay() -> RiskStateChange? {
        let day = clock.now.indiaDay
        guard account.read({ $0.today.day }) != day else { return nil }
        let change = account.update { $0.startDay(day) }
        positions.startDay()
        orders.startDay(day)
        claims.startDay()
        if switches.flatten == .dailyLoss { switches.setFlatten(nil) }
        return change
    }

    /// Keeps what is held with its last marks, which are not worth a write with every tick.
    func keepMarks() async {
        let held = positions.live.filter { $0.boughtQuantity > .zero }
        await writer.commitOrKeep(held.map { .upsertPosition($0) })
    }

    /// Keeps the risk state over restarts; of several callers at once the state of the last is what stays.
    func keepRiskState() async {
        await writer.commitOrKeep {
            [account.read { RiskMemory($0, switches: switches) }.change()]
        }
    }

    /// Writes down how far the day's profit has fallen, with the next flush.
    func noteProfit() async {
        await writer.note([account.read { ProfitMemory($0.today) }.change()])
    }
}

extension LedgerChange {
    /// Whether it belongs to the books.
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .insertOrder, .updateOrder, .insertFill, .upsertPosition: true
        default: false
        }
    }
}
