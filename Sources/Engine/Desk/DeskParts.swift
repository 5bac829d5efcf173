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
    let signals = SignalBook()
    let orders = OrderBook()
    let positions = PositionBook()
    let deadLetters = DeadLetterBook()
    let outcomes = OutcomeBoard()
    let log = LogBook()
    let alerts = PositionAlerts()
    let heard = HeardSources()

    init(
        clock: any DeskClock, view: any MarketView, broker: any Broker, ledger: any DeskLedger,
        rules: DeskRules
    ) {
        self.clock = clock
        self.view = view
        self.broker = broker
        self.ledger = ledger
        self.rules = rules
        writer = LedgerWriter(ledger)
        account = AccountOwner(Account(capital: rules.capital, day: clock.now.indiaDay))
    }
}
