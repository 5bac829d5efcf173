internal import GRDB
internal import GRDBSQLite

/// The statements of the writing connection, each prepared once and run through SQLite's own interface:
/// GRDB's way of binding and running costs as much again as the work itself.
///
/// `@unchecked Sendable`: it is used on the writing connection's queue only.
final class WriterStatements: @unchecked Sendable {
    private var prepared: [Statement?] = Array(
        repeating: nil, count: RowWrite.Kind.allCases.count)
    private var connection: OpaquePointer?

    /// SQLite makes its own copy of what is bound.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Prepares what is not prepared yet.
    ///
    /// - Parameter db: The writing connection; always the same.
    /// - Throws: `DatabaseError` when a statement does not fit the schema.
    func prepare(in db: Database) throws {
        guard connection == nil else { return }
        for kind in RowWrite.Kind.allCases {
            prepared[kind.rawValue] = try db.makeStatement(sql: kind.sql)
        }
        connection = db.sqliteConnection
    }

    /// Lets go of the statements, so that the connection can be closed.
    func forget() {
        connection = nil
        for index in prepared.indices { prepared[index] = nil }
    }

    /// Binds cells and runs a statement.
    ///
    /// - Parameters:
    ///   - kind: The statement.
    ///   - cells: As many as it has parameters.
    /// - Returns: How many rows were added or changed.
    /// - Throws: `DatabaseError`.
    func run(
        _ kind: RowWrite.Kind, _ cells: [DatabaseValue]
    ) throws(DatabaseError) -> Int {
        guard let connection, let statement = prepared[kind.rawValue]?.sqliteStatement else {
            preconditionFailure("\(kind) was not prepared")
        }
        precondition(
            sqlite3_bind_parameter_count(statement) == cells.count,
            "\(kind) has \(sqlite3_bind_parameter_count(statement)) parameters, not \(cells.count)")
        defer { sqlite3_reset(statement) }
        for (index, cell) in cells.enumerated() {
            Self.bind(cell, to: Int32(index + 1), of: statement)
        }
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection)), sql: kind.sql)
        }
        return Int(sqlite3_changes(connection))
    }

    /// What SQLite's machine has done for all statements since this was asked last.
    ///
    /// - Returns: Instructions, and rows that were passed by in a scan.
    func work() -> (instructions: Int, scannedRows: Int) {
        var work = (instructions: 0, scannedRows: 0)
        for statement in prepared.compactMap({ $0?.sqliteStatement }) {
            work.instructions += Int(
                sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1))
            work.scannedRows += Int(
                sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1))
        }
        return work
    }

    private static func bind(_ cell: DatabaseValue, to place: Int32, of statement: OpaquePointer) {
        switch cell.storage {
        case .null:
            sqlite3_bind_null(statement, place)
        case .int64(let number):
            sqlite3_bind_int64(statement, place, number)
        case .double(let number):
            sqlite3_bind_double(statement, place, number)
        case .string(var text):
            _ = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text(
                        statement, place, characters.baseAddress, Int32(characters.count),
                        Self.copied)
                }
            }
        case .blob(let data):
            preconditionFailure("the ledger holds no blobs, this one has \(data.count) bytes")
        }
    }
}
