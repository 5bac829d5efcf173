import GRDB
public import Trading

extension LedgerReader {
    /// Reads dead letters whatever became of them.
    ///
    /// - Parameter ids: The letters.
    /// - Returns: Those that there are, in the order of their dying.
    /// - Throws: `LedgerError` when they cannot be read.
    public func filedDeadLetters(
        _ ids: [DeadLetterID]
    ) async throws(LedgerError) -> [FiledDeadLetter] {
        try await read { db in
            // One array as JSON, because a list of SQL arguments has a bound.
            let chosen = try JSONColumn.cell(ids.map(\.text))
            return try db.records(
                FiledDeadLetter.self,
                "WHERE id IN (SELECT value FROM json_each(\(chosen))) ORDER BY died_at, row")
        }
    }
}
