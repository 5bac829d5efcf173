import Synchronization
import Trading

/// What has happened to orders and is not published yet, by order.
///
/// A fact is found out once, when the order changes, and then stays here until it is published: an attempt that is
/// cancelled for its time, or finds a handler full, leaves the rest to the next one. Events of one order are handled
/// one at a time; only an attempt that is cancelled in the very moment of a publish may leave that fact to be told twice.
final class UntoldFacts: Sendable {
    private let facts = Mutex<[OrderID: [EventPayload]]>([:])

    /// Adds facts, which come after those that wait.
    func add(_ new: [EventPayload], of order: OrderID) {
        guard !new.isEmpty else { return }
        facts.withLock { $0[order, default: []] += new }
    }

    /// The fact to publish next.
    func next(of order: OrderID) -> EventPayload? {
        facts.withLock { $0[order]?.first }
    }

    /// The first fact is published.
    func removeNext(of order: OrderID) {
        facts.withLock { facts in
            guard facts[order, default: []].count > 1 else { return facts[order] = nil }
            facts[order]?.removeFirst()
        }
    }
}
