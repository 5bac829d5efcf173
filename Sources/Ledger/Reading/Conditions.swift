internal import GRDB
internal import Trading

/// The conditions of a question; the ones that are not asked for leave no trace.
struct Conditions {
    /// The conditions as SQL that may follow `FROM table`.
    private(set) var sql: SQL = "WHERE TRUE"

    /// Requires a column to hold a value.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - value: The value, or `nil` for no condition.
    mutating func require(_ column: String, is value: String?) {
        guard let value else { return }
        sql += " AND \(sql: column) = \(value)"
    }

    /// Requires a column to hold one of some values.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - values: The values; empty for no condition.
    mutating func require(_ column: String, isIn values: [String]) {
        guard !values.isEmpty else { return }
        sql += " AND \(sql: column) IN \(values.sorted())"
    }

    /// Requires a time to lie within a day in India.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - day: The day, or `nil` for no condition.
    mutating func require(_ column: String, isOn day: CalendarDay?) {
        guard let (start, end) = day?.bounds else { return }
        sql += " AND \(sql: column) >= \(start) AND \(sql: column) < \(end)"
    }

    /// Requires a number to be greater than another.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - number: The other.
    mutating func require(_ column: String, isAbove number: Int64) {
        sql += " AND \(sql: column) > \(number)"
    }

    /// Requires a column to hold a number.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - number: The number.
    mutating func require(_ column: String, is number: Int64) {
        sql += " AND \(sql: column) = \(number)"
    }
}
