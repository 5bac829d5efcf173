internal import GRDB

/// The columns of one row, read by name; an unreadable one is an error that says where it is.
struct ColumnReader: Sendable {
    /// The table that the row belongs to.
    let table: Table
    /// The row's cells, in the order of the table's columns.
    let cells: [DatabaseValue]

    /// Reads a column.
    subscript<Value: ColumnValue>(column: String) -> Value {
        get throws(UnreadableColumn) {
            let cell = cell(column)
            guard let value = Value.read(cell) else {
                throw unreadable(column, expected: Value.expectation)
            }
            return value
        }
    }

    /// Reads a column that holds JSON text.
    ///
    /// - Parameter column: The column.
    /// - Returns: The value.
    /// - Throws: `UnreadableColumn` when the text is no such value.
    func json<Value: Decodable>(_ column: String) throws(UnreadableColumn) -> Value {
        let text: String = try self[column]
        do {
            return try JSONColumn.value(of: text)
        } catch {
            throw unreadable(column, expected: "JSON of \(Value.self) (\(error))")
        }
    }

    /// Reads a column that holds JSON text or NULL.
    ///
    /// - Parameter column: The column.
    /// - Returns: The value, or `nil` for NULL.
    /// - Throws: `UnreadableColumn` when the text is no such value.
    func optionalJSON<Value: Decodable>(_ column: String) throws(UnreadableColumn) -> Value? {
        cell(column).isNull ? nil : try json(column)
    }

    private func cell(_ column: String) -> DatabaseValue {
        guard let place = table.place(of: column) else {
            preconditionFailure("the table \(table.name) has no column \(column)")
        }
        return cells[place]
    }

    private func unreadable(_ column: String, expected: String) -> UnreadableColumn {
        UnreadableColumn(
            table: table.name, row: cell(table.key).description, column: column,
            expected: expected, found: String(cell(column).description.prefix(80)))
    }
}

/// A column of a row that holds what no version of the program has written.
struct UnreadableColumn: Error, Equatable, CustomStringConvertible {
    /// The table.
    let table: String
    /// The row's key.
    let row: String
    /// The column.
    let column: String
    /// What it should hold.
    let expected: String
    /// What it holds.
    let found: String

    /// Where, expected and found, in one line.
    var description: String {
        "table \(table), row \(row), column \(column): expected \(expected), found \(found)"
    }
}
