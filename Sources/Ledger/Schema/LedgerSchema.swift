internal import GRDB

/// The shape of the ledger's file and the ordered steps that lead to it.
///
/// A step that has been shipped is never edited: what it made lies on somebody's disk. A new shape
/// is a new step at the end.
enum LedgerSchema {
    /// Marks the file as a ledger in its header: `ALST` in ASCII.
    static let applicationID: Int32 = 0x414C_5354

    /// The number of the newest step; kept in the file's `user_version`.
    static var version: Int { steps.count }

    /// Brings a file to the newest shape.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, sql) in steps.enumerated() {
            let version = index + 1
            migrator.registerMigration("ledger.\(version)") { db in
                try db.execute(sql: sql)
                try db.execute(sql: "PRAGMA user_version = \(version)")
            }
        }
        return migrator
    }

    private static let steps = [version1, version2, version3, version4, version5, version6]
}
