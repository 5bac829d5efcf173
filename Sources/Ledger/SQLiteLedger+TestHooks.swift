internal import Dispatch
internal import GRDB

extension SQLiteLedger {
    /// How many units wait for the writer now.
    package var waitingCount: Int { writer.waitingCount }

    /// Keeps the writer busy, so that a test can see what gathers behind it.
    ///
    /// - Returns: What lets the writer go on; to be called once.
    package func holdWriter() -> @Sendable () -> Void {
        let semaphore = DispatchSemaphore(value: 0)
        database.asyncWriteWithoutTransaction { _ in semaphore.wait() }
        return { semaphore.signal() }
    }

    /// What SQLite's machine has done for the writer since this was asked last.
    ///
    /// - Returns: Instructions, and rows that were passed by in a scan.
    package func work() -> (instructions: Int, scannedRows: Int) {
        database.writeWithoutTransaction { _ in writer.statements.work() }
    }

    /// Reads or sets a pragma of the writing connection: `synchronous`, or `max_page_count = 1` so
    /// that a test can fill the disk.
    ///
    /// - Parameter text: What follows `PRAGMA`.
    /// - Returns: The value, when there is one.
    /// - Throws: `DatabaseError`.
    package func pragma(_ text: String) throws -> Int? {
        try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA \(text)") }
    }
}

/// A bare connection that knows nothing of ledgers, so that a test can play another program.
package final class ForeignTool: Sendable {
    private let database: DatabaseQueue

    /// Opens or makes a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: `DatabaseError`.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Runs statements.
    ///
    /// - Parameter sql: The statements.
    /// - Throws: `DatabaseError`.
    package func execute(_ sql: String) throws {
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// Reads a column of text.
    ///
    /// - Parameter sql: A query.
    /// - Returns: The first column of each row; NULL is left out.
    /// - Throws: `DatabaseError`.
    package func texts(_ sql: String) throws -> [String] {
        try database.writeWithoutTransaction { db in
            try Optional<String>.fetchAll(db, sql: sql).compactMap { $0 }
        }
    }

    /// Lets go of the file.
    ///
    /// - Throws: `DatabaseError`.
    package func close() throws {
        try database.close()
    }
}
