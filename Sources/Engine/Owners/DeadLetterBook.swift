import Synchronization
import Trading

/// The dead letters that wait, as memory of what the ledger holds.
final class DeadLetterBook: Sendable {
    private struct State {
        var letters: [DeadLetterID: DeadLetterRecord] = [:]
        /// How many there are of each handler.
        var counts: [String: Int] = [:]
        var lastClearedAt: Timestamp?
        /// Counts the changes.
        var revision = 0
    }

    /// All letters at one time.
    struct Listing: Sendable {
        /// The letters, newest first.
        let letters: [DeadLetterRecord]
        let lastClearedAt: Timestamp?
        /// The book's revision then.
        let revision: Int
    }

    private let state = Mutex(State())

    func restore(_ letters: [DeadLetterRecord]) {
        add(letters)
    }

    func add(_ letters: [DeadLetterRecord]) {
        state.withLock { state in
            state.revision += 1
            for letter in letters where state.letters.updateValue(letter, forKey: letter.id) == nil
            {
                state.counts[letter.handler, default: 0] += 1
            }
        }
    }

    func letters(_ ids: [DeadLetterID]) -> [DeadLetterRecord] {
        state.withLock { state in ids.compactMap { state.letters[$0] } }
    }

    func remove(_ ids: [DeadLetterID], at instant: Timestamp) {
        state.withLock { state in
            state.revision += 1
            for id in ids {
                guard let letter = state.letters.removeValue(forKey: id) else { continue }
                state.counts[letter.handler, default: 0] -= 1
            }
            state.lastClearedAt = instant
        }
    }

    /// All letters.
    func list() -> Listing {
        let (letters, cleared, revision) = state.withLock {
            (Array($0.letters.values), $0.lastClearedAt, $0.revision)
        }
        return Listing(
            letters: letters.sorted { ($0.diedAt, $0.id) > ($1.diedAt, $1.id) },
            lastClearedAt: cleared, revision: revision)
    }

    /// Differs whenever the letters do.
    var revision: Int { state.withLock(\.revision) }

    var count: Int { state.withLock { $0.letters.count } }

    func count(of handler: String) -> Int { state.withLock { $0.counts[handler, default: 0] } }

    /// The handler that has the most, and how many.
    var fullest: (handler: String, count: Int)? {
        state.withLock { state in
            state.counts.filter { $0.value > 0 }
                .max { ($0.value, $1.key) < ($1.value, $0.key) }
                .map { ($0.key, $0.value) }
        }
    }
}
