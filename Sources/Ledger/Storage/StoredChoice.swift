internal import GRDB
internal import Trading

/// How a signal's contract was looked for, read apart from the rest of the signal.
struct StoredChoice: StoredRecord {
    static let table = Table("signals", columns: ["id", "choice"])

    /// The signal's id.
    let id: String
    /// How its contract was looked for.
    let choice: StrikeChoice

    init(_ columns: ColumnReader) throws {
        id = try columns["id"]
        choice = try columns.json("choice")
    }

    func cells() throws -> [DatabaseValue] { [id.cell, try JSONColumn.cell(choice)] }
}
