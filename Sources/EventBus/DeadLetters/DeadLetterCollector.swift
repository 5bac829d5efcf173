import Synchronization

/// A sink that keeps dead letters in memory: for tests, and for programs without a store.
public final class DeadLetterCollector<Payload: Sendable>: DeadLetterSink {
    /// The collector holds as many letters as it may.
    public struct Full: Error, Hashable, CustomStringConvertible {
        /// The most letters it holds.
        public let limit: Int

        /// What to do, in words.
        public var description: String { "\(limit) dead letters are kept already: remove some" }
    }

    private let kept = Mutex<[DeadLetter<Payload>]>([])
    private let limit: Int

    /// Creates an empty collector.
    ///
    /// - Parameter limit: The most letters it holds. Nothing is ever trimmed: once it is full the
    ///   bus stops the intake of the handlers that fail.
    public init(limit: Int = 10_000) {
        self.limit = limit
    }

    /// The letters kept, in the order in which they died.
    public var letters: [DeadLetter<Payload>] { kept.withLock { $0 } }

    /// Takes all letters out.
    ///
    /// - Returns: What was kept.
    @discardableResult
    public func removeAll() -> [DeadLetter<Payload>] {
        kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
    }

    /// Keeps letters.
    ///
    /// - Parameter letters: The letters.
    /// - Throws: `Full` when they would be more than the limit.
    public func record(_ letters: [DeadLetter<Payload>]) async throws {
        try kept.withLock { kept in
            guard kept.count + letters.count <= limit else { throw Full(limit: limit) }
            kept += letters
        }
    }
}
