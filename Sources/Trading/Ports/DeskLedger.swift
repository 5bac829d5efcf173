/// The durable truth of the desk: what was acknowledged is still there after `kill -9`.
///
/// A unit is a list of changes of which all are applied, in order, or none. Units that are handed in together, and
/// those that wait at the same time, share one flush of the disk.
public protocol DeskLedger: Sendable {
    /// Makes units durable together.
    ///
    /// - Parameter units: The units, in the order in which they are applied.
    /// - Returns: What became of each, in the same order. A `.duplicate` or `.invalid` unit leaves the others alone;
    ///   after one that the ledger could not take for its own sake, none is tried, and all have that failure.
    func commit(together units: [[LedgerChange]]) async -> [Result<CommitResult, LedgerError>]

    /// Reads everything that a desk needs to go on where it stopped.
    ///
    /// - Parameter day: The trading day in India; signals of other days are left out unless they are live.
    /// - Returns: The state as of the last commit.
    /// - Throws: `LedgerError` when it cannot be read.
    func restore(on day: CalendarDay) async throws(LedgerError) -> DeskMemory

    /// Reads how contracts were looked for, which `restore` leaves out.
    ///
    /// - Parameter day: The trading day in India.
    /// - Returns: The choices of the signals that `restore` gives for the day, by signal; those that did not come that
    ///   far have none.
    /// - Throws: `LedgerError` when they cannot be read.
    func choices(on day: CalendarDay) async throws(LedgerError) -> [String: StrikeChoice]

    /// Reads a signal.
    ///
    /// - Parameter id: The signal's id.
    /// - Returns: The record, or `nil` when the id was never claimed.
    /// - Throws: `LedgerError` when it cannot be read.
    func signal(_ id: String) async throws(LedgerError) -> SignalRecord?

    /// Reads an order, of whatever day.
    ///
    /// - Parameter id: The order's id.
    /// - Returns: The order as of the last commit, or `nil` when no such intent was ever made.
    /// - Throws: `LedgerError` when it cannot be read.
    func order(_ id: OrderID) async throws(LedgerError) -> Order?

    /// Reads a position, of whatever day.
    ///
    /// - Parameter id: The position's id.
    /// - Returns: The position as of the last commit, or `nil` when there never was one.
    /// - Throws: `LedgerError` when it cannot be read.
    func position(_ id: PositionID) async throws(LedgerError) -> Position?

    /// Reads dead letters that are neither retried nor discarded.
    ///
    /// - Parameter ids: The letters; empty for all of them.
    /// - Returns: The letters, newest first.
    /// - Throws: `LedgerError` when they cannot be read.
    func deadLetters(_ ids: [DeadLetterID]) async throws(LedgerError) -> [DeadLetterRecord]
}

extension DeskLedger {
    /// Makes a unit of changes durable.
    ///
    /// Once asked for, it is seen through even if the task is cancelled: only the ledger knows what became of it.
    ///
    /// - Parameter changes: The changes, applied in order, all or none.
    /// - Returns: `.duplicate` when the unit claims a signal that is already claimed; nothing of it is applied then.
    /// - Throws: `LedgerError` when the unit is not durable; the caller must then act as if it had not happened:
    ///   `.invalid` when a change breaks a rule, `.full`, `.locked` or `.unavailable` when the file cannot be written
    ///   (a later unit may succeed once the cause is gone), `.closed` after the ledger was closed.
    @discardableResult
    public func commit(_ changes: [LedgerChange]) async throws(LedgerError) -> CommitResult {
        try await commit(together: [changes]).first?.get() ?? .committed
    }
}

/// One change of the ledger.
public enum LedgerChange: Hashable, Sendable {
    /// Claims a signal's id; the unit fails as a duplicate when the id is already there.
    case claimSignal(SignalRecord)
    /// Rewrites a claimed signal's status, denial and contract.
    case updateSignal(SignalRecord)
    /// Adds an order's intent; the order's id is its key.
    case insertOrder(Order)
    /// Rewrites an order.
    case updateOrder(Order)
    /// Adds a fill; a fill of the same order with the same trade id is left as it is.
    case insertFill(Fill)
    /// Adds or rewrites a position; one that is older than what is there, by its version, changes nothing.
    case upsertPosition(Position)
    /// Adds or rewrites a dead letter.
    case upsertDeadLetter(DeadLetterRecord)
    /// Marks a dead letter as retried or discarded.
    case resolveDeadLetter(DeadLetterID, DeadLetterResolution, at: Timestamp)
    /// Appends events to the journal.
    case appendJournal([EventRecord])
    /// Adds what was measured of the handlers' attempts at journaled events.
    case appendTrace([TracedRun])
    /// Sets a named value of the desk's state, or under a key that begins with ``DeskMemory/runNotePrefix`` a note about
    /// a run.
    case setState(key: String, value: String)
}

/// What became of a dead letter.
public enum DeadLetterResolution: String, Hashable, Sendable, Codable {
    case retried = "RETRIED"
    case discarded = "DISCARDED"
}

/// The answer to a commit.
public enum CommitResult: Hashable, Sendable {
    /// Every change is durable.
    case committed
    /// The signal was claimed before; nothing of the unit was applied.
    case duplicate(signalID: String)
}

/// Everything that a desk needs to go on where it stopped.
public struct DeskMemory: Hashable, Sendable {
    /// The signals of the day, and older ones that are still live, oldest first, without how their contracts were
    /// chosen: that is most of their text, and nothing is decided by it.
    public var signals: [SignalRecord] = []
    /// Orders that are not finished, oldest first.
    public var openOrders: [Order] = []
    /// Orders that ended on the day, oldest first: a late fill may still belong to one.
    public var endedOrders: [Order] = []
    /// Positions that are not closed, oldest first.
    public var openPositions: [Position] = []
    /// Positions closed on the day, oldest first.
    public var closedPositions: [Position] = []
    /// Every fill there ever was, oldest first.
    public var fills: [Fill] = []
    /// Positions and orders that are not the sums of their fills; empty in books that add up.
    public var outOfStep: [String] = []
    /// Dead letters that wait, newest first.
    public var deadLetters: [DeadLetterRecord] = []
    /// Signals that were taken and have no outcome, oldest first.
    public var unfinishedSignals: [UnfinishedEvent] = []
    /// Named values of the desk's state, without the notes about runs.
    public var state: [String: String] = [:]

    /// What the keys of notes about single runs begin with.
    ///
    /// There is one for every start that there ever was, and none is needed to go on, so they are read only by who asks
    /// for them.
    public static let runNotePrefix = "run."

    /// Makes an empty memory: a desk that never traded.
    public init() {}
}

/// Why the ledger could not do what it was asked.
public enum LedgerError: Error, Hashable, Sendable {
    /// The file or its folder cannot be opened, read or written.
    case unavailable(path: String, reason: String)
    /// The file is not a ledger, or it is damaged.
    case corrupt(path: String, reason: String)
    /// The file was made by a newer version of the program.
    case newerVersion(path: String, found: String)
    /// Another process has the ledger open for writing.
    case locked(path: String)
    /// The disk is full.
    case full(path: String)
    /// A change broke a rule of the schema.
    case invalid(reason: String)
    /// The ledger is closed.
    case closed
}
