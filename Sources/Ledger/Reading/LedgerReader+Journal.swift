internal import GRDB
public import Trading

extension LedgerReader {
    /// Lists events of one run of the desk in the order in which they were published.
    ///
    /// A long journal is read page by page: the last event's sequence number is the next page's
    /// `sequence`.
    ///
    /// - Parameters:
    ///   - run: The run, or `nil` for the last one.
    ///   - sequence: Only events with a greater sequence number are listed.
    ///   - topics: The topics to list; empty for all.
    ///   - correlationID: The signal whose trade they belong to, or `nil` for all.
    ///   - limit: How many at most.
    /// - Returns: The events; none when there was no such run.
    /// - Throws: `LedgerError` when they cannot be read.
    public func journal(
        ofRun run: Int64? = nil, after sequence: UInt64 = 0, topics: Set<DeskTopic> = [],
        correlationID: String? = nil, limit: Int = 1000
    ) async throws(LedgerError) -> [EventRecord] {
        try await read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT max(run) FROM journal")
            guard let run = run ?? last else { return [] }
            var conditions = Conditions()
            conditions.require("run", is: run)
            conditions.require("sequence", isAbove: Int64(clamping: sequence))
            conditions.require("topic", isIn: topics.map(\.rawValue))
            conditions.require("correlation_id", is: correlationID)
            let tail: SQL = "\(conditions.sql) ORDER BY sequence LIMIT \(max(0, limit))"
            return try db.records(JournalEntry.self, tail).map(\.event)
        }
    }

    /// Follows one trade through all runs of the desk, oldest event first.
    ///
    /// - Parameters:
    ///   - correlationID: The trade's signal.
    ///   - limit: How many events at most.
    /// - Returns: The events, each with its run.
    /// - Throws: `LedgerError` when they cannot be read.
    public func trail(
        of correlationID: String, limit: Int = 1000
    ) async throws(LedgerError) -> [JournalEntry] {
        try await read { db in
            try db.records(
                JournalEntry.self,
                """
                WHERE correlation_id = \(correlationID)
                ORDER BY run, sequence LIMIT \(max(0, limit))
                """)
        }
    }

    /// Lists the runs of the desk that have left events, newest first.
    ///
    /// - Returns: The runs.
    /// - Throws: `LedgerError` when they cannot be read.
    public func runs() async throws(LedgerError) -> [JournalRun] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT run, count(*) AS events,
                        min(occurred_at) AS first, max(occurred_at) AS last
                    FROM journal GROUP BY run ORDER BY run DESC
                    """)
            return try Array(
                rows.map { row in
                    JournalRun(
                        number: row["run"], eventCount: row["events"],
                        firstEventAt: Timestamp(nanoseconds: row["first"]),
                        lastEventAt: Timestamp(nanoseconds: row["last"]))
                })
        }
    }
}
