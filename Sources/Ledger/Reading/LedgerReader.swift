internal import GRDB
public import Trading

/// Reads a ledger, beside its writer and without waiting for it.
///
/// Each question is answered from one state: a commit is in it as a whole or not at all.
public struct LedgerReader: Sendable {
    /// The ledger's file.
    public let path: String

    private let database: any DatabaseReader

    init(_ database: any DatabaseReader, path: String) {
        self.database = database
        self.path = path
    }

    /// Opens a ledger for reading only, also while another process writes it.
    ///
    /// - Parameter path: The file.
    /// - Returns: The reader.
    /// - Throws: `.unavailable` when there is no ledger or it cannot be read, `.corrupt` when the
    ///   file is something else, `.newerVersion` when it was made by a newer program.
    public static func open(at path: String) throws(LedgerError) -> LedgerReader {
        switch try LedgerFile(path: path).inspect(isThorough: false) {
        case .empty:
            throw .unavailable(path: path, reason: "there is no ledger yet; start the desk once")
        case .ledger(let version):
            guard version == LedgerSchema.version else {
                throw .unavailable(
                    path: path,
                    reason: "it has the older version \(version); start the desk once to renew it")
            }
        }
        var configuration = Configuration.ledger
        configuration.readonly = true
        do {
            return LedgerReader(
                try DatabasePool(path: path, configuration: configuration), path: path)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Reads within one state of the ledger.
    ///
    /// - Parameter body: What to read.
    /// - Returns: What was read.
    /// - Throws: `LedgerError` when it cannot be read.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerError) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}
