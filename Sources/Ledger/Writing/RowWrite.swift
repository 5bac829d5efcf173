internal import GRDB

/// One prepared change of one row: all that is left to do is to bind the cells and to run the
/// statement.
struct RowWrite: Sendable {
    /// What must be true after it ran.
    enum Rule: Sendable {
        /// Nothing in particular.
        case none
        /// A row was added or changed; else the change is refused for this reason.
        case changesOneRow(orElse: String)
        /// A row was added; else the signal was claimed before.
        case claimsSignal
    }

    /// The table.
    let table: String
    /// The row's key.
    let key: String
    /// The statement.
    let sql: String
    /// The cells to bind, in order.
    let arguments: StatementArguments
    /// What must be true after it ran.
    let rule: Rule

    /// Prepares a change.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - key: The row's key.
    ///   - sql: The statement.
    ///   - cells: The cells to bind, in order.
    ///   - rule: What must be true after it ran.
    init(table: Table, key: String, sql: String, cells: [BoundCell], rule: Rule) {
        self.table = table.name
        self.key = key
        self.sql = sql
        arguments = StatementArguments(cells)
        self.rule = rule
    }

    /// Runs the change.
    ///
    /// - Parameter db: The writing connection, within a transaction.
    /// - Throws: `UnitFailure` when this change cannot be made, `DatabaseError` when no change can
    ///   be made.
    func run(in db: Database) throws {
        do {
            let statement = try db.cachedStatement(sql: sql)
            statement.setUncheckedArguments(arguments)
            try statement.execute()
        } catch let error as DatabaseError where error.isAboutTheValues {
            throw UnitFailure.refused(
                reason: "\(table) \(key): \(error.message ?? "\(error.extendedResultCode)")")
        }
        switch rule {
        case .none:
            return
        case .changesOneRow(let reason):
            guard db.changesCount == 1 else {
                throw UnitFailure.refused(reason: "\(table) \(key): \(reason)")
            }
        case .claimsSignal:
            guard db.changesCount == 1 else { throw UnitFailure.duplicate(signalID: key) }
        }
    }
}

/// Why one unit cannot be applied, though the ledger is well.
enum UnitFailure: Error {
    /// The signal was claimed before.
    case duplicate(signalID: String)
    /// A change breaks a rule of the schema.
    case refused(reason: String)
}

extension DatabaseError {
    /// Whether the values of one statement are to blame, and not the file, the disk or the
    /// connection.
    fileprivate var isAboutTheValues: Bool {
        switch resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE: true
        default: false
        }
    }
}
