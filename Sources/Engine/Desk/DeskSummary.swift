import EventBus
public import Trading

/// The figures of a run: what came, what became of it, and whether the money adds up.
public struct DeskSummary: Sendable, Codable, Equatable {
    /// Signals that reached the desk.
    public var signalsReceived: Int
    /// Signals by the stage that they are in now.
    public var signalsByStage: [String: Int]
    /// Refusals by code.
    public var denials: [String: Int]
    /// Signals that are neither claimed nor refused nor dead letters: must be 0.
    public var signalsUnexplained: Int
    /// Positions open now.
    public var positionsOpen: Int
    /// Orders that still have no outcome.
    public var ordersWorking: Int
    /// Fills that were made while the contract's last price was stale.
    public var fillsAtStaleQuotes: Int
    /// Dead letters that wait, by handler.
    public var deadLetters: [String: Int]
    /// Events published.
    public var eventsPublished: UInt64
    /// Deliveries executed.
    public var deliveriesExecuted: UInt64
    /// Cash in paise.
    public var cashPaise: Int64
    /// The account's equity at the last marks, in paise.
    public var equityPaise: Int64
    /// The risk state.
    public var riskState: String

    /// Refusals by their code as a value.
    public var refusals: [DenialCode: Int] {
        Dictionary(
            uniqueKeysWithValues: denials.compactMap { code, count in
                DenialCode(rawValue: code).map { ($0, count) }
            })
    }

    init(_ desk: DeskParts, bus: BusStatistics) {
        let tally = desk.signals.tally
        let letters = desk.deadLetters.list().letters
        signalsReceived = tally.received
        signalsByStage = Dictionary(
            uniqueKeysWithValues: tally.stages.filter { $0.value > 0 }
                .map { ($0.key.rawValue, $0.value) })
        denials = Dictionary(
            uniqueKeysWithValues: tally.denials.map { ($0.key.rawValue, $0.value) })
        signalsUnexplained =
            tally.received - tally.entered - tally.denials.values.reduce(0, +)
        positionsOpen = desk.positions.count
        ordersWorking = desk.orders.working.count
        fillsAtStaleQuotes = desk.orders.staleFills
        deadLetters = letters.reduce(into: [:]) { $0[$1.handler, default: 0] += 1 }
        eventsPublished = bus.published
        deliveriesExecuted = bus.processed
        (cashPaise, equityPaise, riskState) = desk.account.read {
            ($0.cash.paise, $0.equity.paise, $0.gate.state.rawValue)
        }
    }
}
