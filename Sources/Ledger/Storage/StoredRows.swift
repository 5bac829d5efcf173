/// Rows of a table as they were fetched, not read yet.
struct StoredRows<Record: StoredRecord>: Sendable {
    /// The rows.
    let rows: [ColumnReader]

    /// Reads them.
    ///
    /// - Returns: The records, in the order of the rows.
    /// - Throws: `UnreadableColumn`.
    func records() throws -> [Record] { try rows.map { try Record($0) } }
}
