internal import GRDB
public import Trading

/// The desk's ledger in an SQLite file.
///
/// One process writes at a time; any number of `LedgerReader`s, in this process or another, read
/// meanwhile without waiting for it. What `commit` has acknowledged survives the end of the process
/// at any instant.
///
/// ```swift
/// let ledger = try SQLiteLedger.open(at: "/home/me/desk/ledger.db")
/// let answer = try await ledger.commit([.claimSignal(record), .insertOrder(order)])
/// try await ledger.close()
/// ```
///
/// Within a unit, what is referred to comes first: a signal before its order and position, an order
/// before its fills.
public final class SQLiteLedger: DeskLedger, Sendable {
    /// Reads; also what the command line uses for its questions.
    public let reader: LedgerReader
    /// The number of this run of the desk, counted from 1; the journal's sequence numbers begin
    /// anew in each.
    public let run: Int64

    let database: any DatabaseWriter
    let writer: GroupCommitWriter
    private let lock: WriterLock?

    private init(_ database: any DatabaseWriter, path: String, lock: WriterLock?) throws {
        try LedgerSchema.migrator.migrate(database)
        run = try database.write(Self.beginRun)
        self.database = database
        self.lock = lock
        reader = LedgerReader(database, path: path)
        writer = GroupCommitWriter(database: database, path: path)
    }

    /// Opens a ledger for writing; makes it, and its folder, when there is none.
    ///
    /// All of the file is read once in search of damage.
    ///
    /// - Parameters:
    ///   - path: The file. `path-wal`, `path-shm` and `path.lock` come to lie beside it.
    ///   - durability: What a commit waits for.
    /// - Returns: The ledger.
    /// - Throws: `.unavailable` when file or folder cannot be used, `.corrupt` when the file is
    ///   damaged or something else, `.newerVersion` when it was made by a newer program, `.locked`
    ///   while another ledger writes it.
    public static func open(
        at path: String, durability: Durability = .full
    ) throws(LedgerError) -> SQLiteLedger {
        let file = LedgerFile(path: path)
        try file.prepareFolder()
        let lock = try WriterLock(for: path)
        _ = try file.inspect(isThorough: true)
        do {
            var configuration = Configuration.ledger
            configuration.journalMode = .wal
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // Not before the pool is open: turning on the write-ahead log sets NORMAL.
                try db.execute(sql: "PRAGMA synchronous = \(durability.synchronous)")
            }
            return try SQLiteLedger(pool, path: path, lock: lock)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Makes a ledger that lives as long as this value, for tests and trials.
    ///
    /// - Returns: An empty ledger.
    /// - Throws: `.unavailable` when there is no memory for it.
    public static func inMemory() throws(LedgerError) -> SQLiteLedger {
        let path = ":memory:"
        do {
            return try SQLiteLedger(
                DatabaseQueue(configuration: .ledger), path: path, lock: nil)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// How many transactions were made durable so far; the units that waited together count once.
    public var flushCount: Int { writer.flushCount }

    /// Makes units durable together, in one transaction with whatever else waits.
    ///
    /// Once asked for, it is seen through even if the task is cancelled: only the ledger knows what
    /// became of it.
    ///
    /// - Parameter units: The units, in the order in which they are applied; each all or none.
    /// - Returns: What became of each, in the same order: `.duplicate` when it claims a signal that
    ///   is already claimed, `.invalid` when a change breaks a rule, `.full`, `.locked` or
    ///   `.unavailable` when the file cannot be written (a later unit may succeed once the cause is
    ///   gone), `.closed` after `close`.
    public func commit(
        together units: [[LedgerChange]]
    ) async -> [Result<CommitResult, LedgerError>] {
        guard units.contains(where: { !$0.isEmpty }) else {
            return units.map { _ in .success(.committed) }
        }
        return await writer.commit(units.map { LedgerUnit($0, run: run) })
    }

    /// Reads everything that a desk needs to go on where it stopped.
    ///
    /// - Parameter day: The trading day in India; signals received on other days are left out
    ///   unless they are live.
    /// - Returns: The state as of the last commit.
    /// - Throws: `LedgerError` when it cannot be read.
    public func restore(on day: CalendarDay) async throws(LedgerError) -> DeskMemory {
        try await openReader().memory(on: day)
    }

    /// Reads how contracts were looked for.
    ///
    /// - Parameter day: The trading day in India.
    /// - Returns: The choices of the signals that `restore` gives for the day, by signal.
    /// - Throws: `LedgerError` when they cannot be read.
    public func choices(
        on day: CalendarDay
    ) async throws(LedgerError) -> [String: StrikeChoice] {
        try await openReader().choices(on: day)
    }

    /// Reads a signal.
    ///
    /// - Parameter id: The signal's id.
    /// - Returns: The record, or `nil` when the id was never claimed.
    /// - Throws: `LedgerError` when it cannot be read.
    public func signal(_ id: String) async throws(LedgerError) -> SignalRecord? {
        try await openReader().signal(id)
    }

    /// Reads an order, of whatever day.
    ///
    /// - Parameter id: The order's id.
    /// - Returns: The order as of the last commit, or `nil` when no such intent was ever made.
    /// - Throws: `LedgerError` when it cannot be read.
    public func order(_ id: OrderID) async throws(LedgerError) -> Order? {
        try await openReader().order(id)
    }

    /// Reads a position, of whatever day.
    ///
    /// - Parameter id: The position's id.
    /// - Returns: The position as of the last commit, or `nil` when there never was one.
    /// - Throws: `LedgerError` when it cannot be read.
    public func position(_ id: PositionID) async throws(LedgerError) -> Position? {
        try await openReader().position(id)
    }

    /// Reads dead letters that are neither retried nor discarded.
    ///
    /// - Parameter ids: The letters; empty for all of them.
    /// - Returns: The letters, newest first.
    /// - Throws: `LedgerError` when they cannot be read.
    public func deadLetters(
        _ ids: [DeadLetterID]
    ) async throws(LedgerError) -> [DeadLetterRecord] {
        try await openReader().waitingDeadLetters(ids)
    }

    /// Settles everything that waits, refuses what comes later, and lets another ledger write the
    /// file.
    ///
    /// - Throws: `.unavailable` when SQLite cannot finish its log; what was acknowledged is safe
    ///   all the same.
    public func close() async throws(LedgerError) {
        // In memory there is no file to let go of; the memory goes with this value.
        guard await writer.close(), let lock else { return }
        defer { lock.release() }
        // GRDB closes the writing connection first, and one that only reads cannot do this: without it
        // the file would leave its latest changes to the log beside it. A foreign reader in the way
        // costs nothing but that.
        _ = try? await database.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        do {
            try database.close()
        } catch {
            throw LedgerError(error, path: reader.path)
        }
    }

    private func openReader() throws(LedgerError) -> LedgerReader {
        guard !writer.isClosed else { throw .closed }
        return reader
    }

    private static func beginRun(_ db: Database) throws -> Int64 {
        let run = try Int64.fetchOne(
            db,
            sql: """
                INSERT INTO meta (key, value) VALUES ('run', 1)
                ON CONFLICT (key) DO UPDATE SET value = value + 1
                RETURNING value
                """)
        guard let run else { throw DatabaseError(message: "the run could not be counted") }
        return run
    }
}
