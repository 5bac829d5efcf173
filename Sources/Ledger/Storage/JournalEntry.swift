internal import GRDB
public import Trading

/// An event as the journal keeps it: the record, and the run of the desk that it belongs to.
public struct JournalEntry: Hashable, Sendable {
    /// The run, counted from 1; sequence numbers begin anew in each.
    public let run: Int64
    /// The event.
    public let event: EventRecord
}

extension JournalEntry: StoredRecord {
    static let table = Table(
        "journal",
        columns: [
            "id", "run", "sequence", "topic", "source", "correlation_id", "causation_id",
            "schema_version", "occurred_at", "payload",
        ])

    /// Adds an event.
    ///
    /// The same event again, as after a lost answer, is left as it is. Another event under the same
    /// number changes no row, which the writer reports.
    static let append = """
        \(table.insert) ON CONFLICT (run, sequence)
        DO UPDATE SET id = excluded.id WHERE id = excluded.id
        """

    init(_ columns: ColumnReader) throws {
        run = try columns["run"]
        let sequence: Int64 = try columns["sequence"]
        event = EventRecord(
            id: try columns["id"], sequence: UInt64(bitPattern: sequence),
            source: try columns["source"], correlationID: try columns["correlation_id"],
            causationID: try columns["causation_id"], schemaVersion: try columns["schema_version"],
            occurredAt: try columns["occurred_at"], payload: try columns.json("payload"))
    }

    func cells() throws -> [DatabaseValue] {
        [
            event.id.cell, run.cell, Int64(bitPattern: event.sequence).cell,
            event.topic.rawValue.cell, event.source.cell, event.correlationID.cell,
            event.causationID.cell, event.schemaVersion.cell, event.occurredAt.cell,
            try JSONColumn.cell(event.payload),
        ]
    }
}
