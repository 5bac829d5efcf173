internal import GRDB

/// A value of the desk that is one row of one table.
protocol StoredRecord: Sendable {
    /// The table.
    static var table: Table { get }

    /// Reads a row.
    ///
    /// - Parameter columns: The row's columns.
    /// - Throws: `UnreadableColumn` when a column holds something that was never written.
    init(_ columns: ColumnReader) throws

    /// Gives the row's cells in the order of the table's columns.
    ///
    /// - Returns: One cell a column.
    /// - Throws: When a part cannot be written as JSON.
    func cells() throws -> [DatabaseValue]
}

extension Database {
    /// Reads rows.
    ///
    /// - Parameters:
    ///   - type: What the rows are.
    ///   - tail: SQL after `FROM table`: a condition, an order, a limit.
    /// - Returns: The records, in that order.
    /// - Throws: `DatabaseError`, or `UnreadableColumn`.
    func records<Record: StoredRecord>(_ type: Record.Type, _ tail: SQL) throws -> [Record] {
        try Array(cursor(type, tail).map { row in try Record(row) })
    }

    /// Fetches rows, to be read where nobody waits for the database.
    ///
    /// - Parameters:
    ///   - type: What the rows are.
    ///   - tail: SQL after `FROM table`: a condition, an order, a limit.
    ///   - column: A column that reads as NULL, because nobody asks for it.
    /// - Returns: The rows, in that order.
    /// - Throws: `DatabaseError`.
    func rows<Record: StoredRecord>(
        _ type: Record.Type, _ tail: SQL, leavingOut column: String? = nil
    ) throws -> StoredRows<Record> {
        StoredRows(rows: try Array(cursor(type, tail, leavingOut: column)))
    }

    private func cursor<Record: StoredRecord>(
        _ type: Record.Type, _ tail: SQL, leavingOut column: String? = nil
    ) throws -> MapCursor<RowCursor, ColumnReader> {
        let select = column.map(Record.table.select(leavingOut:)) ?? Record.table.select
        let request = SQLRequest<Row>(literal: "\(sql: select) \(tail)", cached: true)
        return try request.fetchCursor(self).map { row in
            ColumnReader(table: Record.table, cells: Array(row.databaseValues))
        }
    }
}
