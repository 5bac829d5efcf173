/// Rows of a table as they were fetched, not read yet.
struct StoredRows<Record: StoredRecord>: Sendable {
    /// The rows.
    let rows: [ColumnReader]

    /// As many rows as are worth a task of their own.
    private static var rowsPerTask: Int { 32 }

    /// Reads them, some beside others.
    ///
    /// - Returns: The records, in the order of the rows.
    /// - Throws: `UnreadableColumn`.
    func records() async throws -> [Record] {
        let starts = Array(stride(from: 0, to: rows.count, by: Self.rowsPerTask))
        return try await withThrowingTaskGroup(of: (Int, [Record]).self) { group in
            for (number, start) in starts.enumerated() {
                group.addTask {
                    let part = rows[start..<min(start + Self.rowsPerTask, rows.count)]
                    return (number, try part.map { try Record($0) })
                }
            }
            var parts = [[Record]](repeating: [], count: starts.count)
            for try await (number, part) in group { parts[number] = part }
            return Array(parts.joined())
        }
    }
}
