internal import GRDB
public import Trading

/// A dead letter with what became of it.
public struct FiledDeadLetter: Hashable, Sendable, Identifiable {
    /// The letter.
    public let letter: DeadLetterRecord
    /// What became of it; `nil` while it waits.
    public let resolution: DeadLetterResolution?
    /// When that was; `nil` while it waits.
    public let resolvedAt: Timestamp?

    /// The letter's id.
    public var id: DeadLetterID { letter.id }

    init(waiting letter: DeadLetterRecord) {
        self.letter = letter
        resolution = nil
        resolvedAt = nil
    }
}

extension FiledDeadLetter: StoredRecord {
    static let table = Table(
        "dead_letters",
        columns: [
            "id", "handler", "topic", "error", "event", "attempts", "died_at", "resolution",
            "resolved_at",
        ])

    static let resolve = table.update(["resolution", "resolved_at"])

    init(_ columns: ColumnReader) throws {
        letter = DeadLetterRecord(
            id: try columns["id"], handler: try columns["handler"],
            event: try columns.json("event"), attempts: try columns.json("attempts"),
            diedAt: try columns["died_at"])
        resolution = try columns["resolution"]
        resolvedAt = try columns["resolved_at"]
    }

    // Topic and error are in the event and the attempts, too; as columns they can be asked for.
    func cells() throws -> [DatabaseValue] {
        [
            letter.id.cell, letter.handler.cell, letter.event.topic.rawValue.cell,
            letter.error.cell, try JSONColumn.cell(letter.event),
            try JSONColumn.cell(letter.attempts), letter.diedAt.cell, resolution.cell,
            resolvedAt.cell,
        ]
    }
}
