/// Rows of a table as they were fetched, not read yet.
struct StoredRows<Record: StoredRecord>: Sendable {
    /// The rows.
    let rows: [ColumnReader]

    /// As many rows as are worth a task of their own.
    private static var rowsPerTask: Int { 32 }

    /// Reads them, some beside others.
    ///
    /// - Returns: The records, in the order of the rows.
    /// - Throws: `UnreadableColumn` of the first row that cannot be read.
    func records() async throws -> [Record] {
        let starts = Array(stride(from: 0, to: rows.count, by: Self.rowsPerTask))
        let parts = await withTaskGroup(of: (Int, Result<[Record], any Error>).self) { group in
            for (number, start) in starts.enumerated() {
                group.addTask {
                    let part = rows[start..<min(start + Self.rowsPerTask, rows.count)]
                    return (number, Result { try part.map { try Record($0) } })
                }
            }
            return await group.reduce(into: [:]) { parts, part in parts[part.0] = part.1 }
        }
        return try starts.indices.flatMap { try parts[$0]?.get() ?? [] }
    }
}
