import Ledger
import Synchronization
import Testing

@testable import Engine

/// Holds every desk of a test to its books when the test ends: the account equals the sum of the fills, positions and
/// orders equal theirs, every signal is explained, every delivery accounted for.
///
/// A `TestDesk` cannot be made in a suite without it.
struct BalancedBooks: SuiteTrait, TestTrait, TestScoping {
    /// The desks of the test that is running.
    @TaskLocal static var desks: OpenDesks?

    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let desks = OpenDesks()
        try await Self.$desks.withValue(desks) { try await function() }
        try await desks.expectBalanced()
    }
}

extension Trait where Self == BalancedBooks {
    /// When a test ends, the books of its desks must add up.
    static var balancedBooks: Self { BalancedBooks() }
}

/// The newest desk on each ledger that is open: an older one, as before a restart, knows nothing of what came later.
final class OpenDesks: Sendable {
    private let desks = Mutex<[TestDesk]>([])

    func add(_ desk: TestDesk) {
        forget(desk.ledger.inner)
        desks.withLock { $0.append(desk) }
    }

    /// Lets a ledger go whose books a test has spoilt on purpose, or which is closed.
    func forget(_ ledger: SQLiteLedger?) {
        desks.withLock { desks in desks.removeAll { $0.ledger.inner === ledger } }
    }

    func expectBalanced(on ledger: SQLiteLedger? = nil) async throws {
        for desk in desks.withLock({ $0 }) where ledger == nil || desk.ledger.inner === ledger {
            // What a ledger in trouble could not take is written first; then it must add up.
            desk.ledger.fail(with: nil)
            await desk.desk.rest()
            _ = await desk.desk.parts.writer.flushBacklog()
            try await desk.expectBalanced()
        }
    }
}
