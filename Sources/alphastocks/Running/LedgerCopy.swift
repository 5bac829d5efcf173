import Foundation

/// A copy of a ledger that no desk writes, to look into: what is done with it leaves the ledger as it is.
struct LedgerCopy: Sendable {
    private let folder: URL
    /// The copy's file; it holds what the ledger held, or nothing where there was none.
    let path: String

    /// - Throws: What keeps the file from being copied.
    init(of ledger: String) throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "alphastocks-\(UUID().uuidString)")
        path = folder.appending(path: "ledger.sqlite").path
        try files.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        // What was committed last may still stand in the log beside the file; the venue has a book of its own.
        for suffix in ["", "-wal", ".venue"] where files.fileExists(atPath: ledger + suffix) {
            try files.copyItem(atPath: ledger + suffix, toPath: path + suffix)
        }
    }

    /// Removes the copy.
    func remove() {
        // What is left of it is in a folder that the system clears.
        try? FileManager.default.removeItem(at: folder)
    }
}
