/// The dead letters at one instant.
public struct DeadLetterStatus: Hashable, Sendable, Codable {
    /// How many wait.
    public var total: Int
    /// How many of them came in the last five minutes.
    public var addedLastFiveMinutes: Int
    /// When the oldest of them died.
    public var oldestAt: Timestamp?
    /// How many of one handler may wait before its intake stops.
    public var bound: Int
    /// The handler with the most of them, which comes to the bound first; `nil` when none waits.
    public var fullestHandler: String?
    /// How many of them are that handler's.
    public var fullestCount: Int
    /// When the last one was retried or discarded, `nil` if never in this run.
    public var lastClearedAt: Timestamp?
    /// The newest, newest first, at most 500.
    public var rows: [DeadLetterRow]

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - total: How many wait.
    ///   - addedLastFiveMinutes: How many of them came in the last five minutes.
    ///   - oldestAt: When the oldest of them died.
    ///   - bound: How many of one handler may wait before its intake stops.
    ///   - fullestHandler: The handler with the most of them; `nil` when none waits.
    ///   - fullestCount: How many of them are that handler's.
    ///   - lastClearedAt: When the last one was retried or discarded, `nil` if never in this run.
    ///   - rows: The newest, newest first, at most 500.
    public init(
        total: Int = 0,
        addedLastFiveMinutes: Int = 0,
        oldestAt: Timestamp? = nil,
        bound: Int = 10_000,
        fullestHandler: String? = nil,
        fullestCount: Int = 0,
        lastClearedAt: Timestamp? = nil,
        rows: [DeadLetterRow] = []
    ) {
        self.total = total
        self.addedLastFiveMinutes = addedLastFiveMinutes
        self.oldestAt = oldestAt
        self.bound = bound
        self.fullestHandler = fullestHandler
        self.fullestCount = fullestCount
        self.lastClearedAt = lastClearedAt
        self.rows = rows
    }
}

/// One dead letter as a list shows it.
public struct DeadLetterRow: Hashable, Sendable, Codable, Identifiable {
    /// The letter.
    public var record: DeadLetterRecord
    /// The symbol that its event is about, when it is about one.
    public var symbol: String?
    /// Its event's payload as JSON, on one line.
    public var payloadJSON: String
    /// How many attempts it was given.
    public var attemptLimit: Int
    /// Whether the simulation made it fail on purpose.
    public var isSimulated: Bool

    /// The letter's id.
    public var id: DeadLetterID { record.id }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - record: The letter.
    ///   - symbol: The symbol that its event is about, when it is about one.
    ///   - payloadJSON: Its event's payload as JSON, on one line.
    ///   - attemptLimit: How many attempts it was given.
    ///   - isSimulated: Whether the simulation made it fail on purpose.
    public init(
        record: DeadLetterRecord,
        symbol: String?,
        payloadJSON: String,
        attemptLimit: Int,
        isSimulated: Bool = false
    ) {
        self.record = record
        self.symbol = symbol
        self.payloadJSON = payloadJSON
        self.attemptLimit = attemptLimit
        self.isSimulated = isSimulated
    }
}
