import Trading

/// What a replay came to, and whether it is what happened.
struct ReplaySummary: Encodable, Sendable {
    var runs = 0
    var steps = 0
    /// The market's time at the end.
    private(set) var marketTime = ""
    var endedAt = Timestamp.distantPast {
        didSet { marketTime = endedAt.indiaISO8601 }
    }
    var elapsedSeconds = 0.0
    /// Signals and commands that were given from the journal.
    var signalsGiven = 0
    var commandsGiven = 0
    var signals = 0
    var orders = 0
    var fills = 0
    var positions = 0
    /// Cash that the fills brought in, less what they took, charges taken off.
    var cashEffectPaise: Int64 = 0
    /// The selected events, by topic.
    var events: [String: Int] = [:]
    /// A hash of the selected events.
    var eventDigest = ""
    /// A hash of every signal, order, fill and position.
    var digest = ""
    /// The same hash of the ledger that was replayed, when all of it was.
    var originalDigest: String?
    /// Whether the two are the same, when they can be compared.
    var equalsOriginal: Bool?
    /// The first thing that is not the same.
    var firstDifference: String?
    /// The selected events, for those who want to see them.
    private(set) var selected: [EventRecord] = []

    private enum CodingKeys: String, CodingKey {
        case runs, steps, marketTime, elapsedSeconds, signalsGiven, commandsGiven, signals, orders
        case fills, positions, cashEffectPaise, events, eventDigest, digest, originalDigest
        case equalsOriginal, firstDifference
    }

    mutating func take(_ books: LedgerBooks, _ tally: EventTally) {
        (signals, orders) = (books.signals.count, books.orders.count)
        (fills, positions) = (books.fills.count, books.positions.count)
        cashEffectPaise = books.cashEffect.paise
        digest = books.digest
        selected = tally.events
        events = tally.events.reduce(into: [:]) { $0[$1.topic.rawValue, default: 0] += 1 }
        eventDigest = tally.digest
    }

    mutating func compare(_ books: LedgerBooks, with original: LedgerBooks) {
        originalDigest = original.digest
        firstDifference = books.firstDifference(to: original)
        equalsOriginal = firstDifference == nil
    }
}
