import Foundation
import Ledger

/// A ledger in a file that a test closes and opens again, as a restart does.
final class Reopened {
    private let folder = NSTemporaryDirectory() + "engine-tests-\(UUID().uuidString)"
    private var ledger: SQLiteLedger?

    init() throws {}

    func open() throws -> SQLiteLedger {
        let opened = try SQLiteLedger.open(at: folder + "/ledger.sqlite", durability: .off)
        ledger = opened
        return opened
    }

    /// Closes the ledger, whose books must add up by then.
    func close() async throws {
        try await BalancedBooks.desks?.expectBalanced(on: ledger)
        try await kill()
    }

    /// Closes the ledger under a desk that is busy with it.
    func kill() async throws {
        BalancedBooks.desks?.forget(ledger)
        try await ledger?.close()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}
