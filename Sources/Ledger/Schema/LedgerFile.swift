internal import Foundation
internal import GRDB
internal import Trading

/// The ledger's file before it is opened: what it is, and whether this program may use it.
struct LedgerFile {
    /// What was found under the path.
    enum Content: Equatable {
        /// Nothing, or a file with nothing in it.
        case empty
        /// A ledger of this or an older version.
        case ledger(version: Int)
    }

    /// Where it is.
    let path: String

    /// Makes the folder that the file goes into.
    ///
    /// - Throws: `.unavailable` when that is not possible.
    func prepareFolder() throws(LedgerError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .unavailable(
                path: path, reason: "cannot make its folder \(folder.path); choose another one")
        }
    }

    /// Looks at the file without changing it.
    ///
    /// - Parameter isThorough: Whether to read all of it in search of damage; takes time in
    ///   proportion to its size.
    /// - Returns: What it is.
    /// - Throws: `.unavailable` for what cannot be read, `.corrupt` for what is no ledger or a
    ///   damaged one, `.newerVersion` for one that this program does not know.
    func inspect(isThorough: Bool) throws(LedgerError) -> Content {
        guard try !isEmpty() else { return .empty }
        var configuration = Configuration.ledger
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                let version = try self.version(db)
                if isThorough { try checkForDamage(db) }
                return version
            }
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    private func isEmpty() throws(LedgerError) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !isFolder.boolValue else {
            throw .unavailable(path: path, reason: "it is a folder; name a file")
        }
        guard !exists || size(of: path) == 0 else { return false }
        // SQLite would throw away the log of a file that is not there, and with it what was
        // acknowledged.
        guard size(of: path + "-wal") == 0 else {
            throw .corrupt(
                path: path,
                reason: "the file is missing or empty, but \(path)-wal holds its latest changes; "
                    + "put the file back, or move the log away to begin anew")
        }
        return true
    }

    private func size(of path: String) -> Int64 {
        // A file's attributes would name its owner, for which the machine's users are read.
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
    }

    private func version(_ db: Database) throws -> Content {
        let applicationID = try Int32.fetchOne(db, sql: "PRAGMA application_id")
        guard applicationID == LedgerSchema.applicationID else {
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
            guard applicationID == 0, tables == 0 else {
                throw LedgerError.corrupt(
                    path: path, reason: "it is a database of another program; name another file")
            }
            return .empty
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= LedgerSchema.version else {
            throw LedgerError.newerVersion(
                path: path,
                found: "version \(version), this program knows versions up to "
                    + "\(LedgerSchema.version)")
        }
        return .ledger(version: version)
    }

    private func checkForDamage(_ db: Database) throws {
        let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        guard findings == ["ok"] else {
            throw LedgerError.corrupt(
                path: path,
                reason: findings.joined(separator: "; ") + "; restore the file from a backup")
        }
    }
}

extension Configuration {
    /// How every connection to a ledger is set up.
    static var ledger: Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.foreignKeysEnabled = true
        // Only a foreign tool can hold the file; the desk would rather know than wait.
        configuration.busyMode = .timeout(1)
        configuration.prepareDatabase { db in
            // The undo log of a unit stays out of the file system.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
