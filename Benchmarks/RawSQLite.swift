import GRDBSQLite

/// SQLite by its C interface with everything prepared beforehand: what the ledger is measured against.
///
/// Not for use in the program: every error ends it.
final class RawSQLite {
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(StaticString)
        case key(String)
    }

    private let connection: OpaquePointer
    private var statements: [OpaquePointer] = []
    /// SQLite copies the text.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Opens a file that is a ledger already, so that the tables and their indices are the same.
    init(path: String, statements: [String]) {
        var opened: OpaquePointer?
        precondition(sqlite3_open(path, &opened) == SQLITE_OK, "cannot open \(path)")
        guard let opened else { preconditionFailure("no connection to \(path)") }
        connection = opened
        for pragma in ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"] {
            execute("PRAGMA \(pragma)")
        }
        for sql in statements {
            var prepared: OpaquePointer?
            precondition(
                sqlite3_prepare_v3(
                    connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
                    == SQLITE_OK, "cannot prepare \(sql): \(message)")
            guard let prepared else { preconditionFailure("nothing in \(sql)") }
            self.statements.append(prepared)
        }
    }

    deinit {
        for statement in statements { sqlite3_finalize(statement) }
        sqlite3_close(connection)
    }

    func execute(_ sql: String) {
        precondition(
            sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK, "\(sql): \(message)")
    }

    func run(_ number: Int, _ values: [Value]) {
        let statement = statements[number]
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .real(let number): sqlite3_bind_double(statement, place, number)
            case .text(let text):
                text.withUTF8Buffer { bytes in
                    _ = bytes.withMemoryRebound(to: CChar.self) { characters in
                        // The text is a constant of the program: nothing is copied.
                        sqlite3_bind_text(
                            statement, place, characters.baseAddress, Int32(characters.count), nil)
                    }
                }
            case .key(let text):
                sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), Self.transient)
            }
        }
        precondition(sqlite3_step(statement) == SQLITE_DONE, message)
        sqlite3_reset(statement)
    }

    private var message: String { String(cString: sqlite3_errmsg(connection)) }
}
