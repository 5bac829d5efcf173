import Synchronization
import Trading

/// What has happened to orders and is not published yet, by order.
///
/// A fact is found out once, when the order changes, and then stays here until it is published: an attempt that is
/// cancelled for its time, or finds a handler full, leaves the rest to the next one. One attempt at a time tells of an
/// order, also while one that was given up is still in the middle of a publish; so each fact is told once.
final class UntoldFacts: Sendable {
    /// Another attempt is telling of the order; it will be done soon, or leave the rest.
    struct BeingTold: Error, Hashable, CustomStringConvertible {
        let order: OrderID

        var description: String { "an earlier attempt is still telling of order \(order)" }
    }

    private struct Line {
        var facts: [EventPayload] = []
        var isBeingTold = false
    }

    private let lines = Mutex<[OrderID: Line]>([:])

    /// Adds facts, which come after those that wait.
    func add(_ new: [EventPayload], of order: OrderID) {
        guard !new.isEmpty else { return }
        lines.withLock { $0[order, default: Line()].facts += new }
    }

    /// Publishes what waits of an order, one fact after the other.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - publish: Publishes a fact, or throws and has not.
    /// - Throws: What `publish` throws, with that fact and the later ones still waiting; `BeingTold` when another
    ///   attempt is in the middle of one.
    func tell(
        of order: OrderID, by publish: (EventPayload) async throws -> Void
    ) async throws {
        while let fact = try take(of: order) {
            do {
                try await publish(fact)
            } catch {
                end(of: order, isTold: false)
                throw error
            }
            end(of: order, isTold: true)
        }
    }

    private func take(of order: OrderID) throws(BeingTold) -> EventPayload? {
        try lines.withLock { lines throws(BeingTold) -> EventPayload? in
            guard let line = lines[order] else { return nil }
            guard !line.isBeingTold else { throw BeingTold(order: order) }
            lines[order]?.isBeingTold = true
            return line.facts.first
        }
    }

    private func end(of order: OrderID, isTold: Bool) {
        lines.withLock { lines in
            lines[order]?.isBeingTold = false
            if isTold { lines[order]?.facts.removeFirst() }
            if lines[order]?.facts.isEmpty == true { lines[order] = nil }
        }
    }
}
