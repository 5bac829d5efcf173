import Synchronization

/// A book that ends with the process; for tests and for runs that are not to be continued.
public final class MemoryVenueBook: VenueBook {
    private let stored: Mutex<[VenueFact]>

    /// Makes a book.
    ///
    /// - Parameter facts: What is in it already.
    public init(_ facts: [VenueFact] = []) {
        stored = Mutex(facts)
    }

    /// Adds facts; never fails.
    ///
    /// - Parameter facts: The facts, oldest first.
    public func append(_ facts: [VenueFact]) {
        stored.withLock { $0.append(contentsOf: facts) }
    }

    /// Reads the whole book; never fails.
    ///
    /// - Returns: Every fact, oldest first.
    public func facts() -> [VenueFact] {
        stored.withLock { $0 }
    }
}
