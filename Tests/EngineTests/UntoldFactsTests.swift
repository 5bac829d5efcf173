import Synchronization
import Testing
import Trading

@testable import Engine

@Suite("Facts of orders that are not told yet")
struct UntoldFactsTests {
    private struct NoRoom: Error {}

    /// What was published, and a door at which a publish waits.
    private final class Listener: Sendable {
        private let heard = Mutex<[EventPayload]>([])
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let (door, opened) = AsyncStream<Void>.makeStream()

        var facts: [EventPayload] { heard.withLock { $0 } }

        func hear(_ fact: EventPayload) { heard.withLock { $0.append(fact) } }

        /// Is told at once, and returns when the door is open.
        func hearSlowly(_ fact: EventPayload) async {
            hear(fact)
            arrived.yield()
            for await _ in door { return }
        }
    }

    private let order = OrderID.entry(signalID: "one")
    private let told = (1...3).map {
        EventPayload.errorOccurred(Notice(subject: "t", text: "\($0)"))
    }

    @Test(
        "while one attempt is in the middle of a fact, the next one tells neither it nor those after it"
    )
    func twoAttempts() async throws {
        let facts = UntoldFacts()
        let listener = Listener()
        facts.add(Array(told.prefix(2)), of: order)
        // The bus has given up this attempt for its time, but it is not back from its publish.
        let first = Task { [order] in
            try await facts.tell(of: order) { await listener.hearSlowly($0) }
        }
        for await _ in listener.arrivals { break }
        facts.add([told[2]], of: order)
        do {
            try await facts.tell(of: order) { listener.hear($0) }
            Issue.record("two told of one order at once")
        } catch is UntoldFacts.BeingTold {}
        listener.opened.finish()
        try await first.value
        #expect(listener.facts == told)
        try await facts.tell(of: order) { listener.hear($0) }
        #expect(listener.facts == told)
    }

    @Test("a fact that found no room is told by the next attempt, before the later ones")
    func noRoom() async throws {
        let facts = UntoldFacts()
        let listener = Listener()
        facts.add(told, of: order)
        do {
            try await facts.tell(of: order) { fact in
                guard fact != told[1] else { throw NoRoom() }
                listener.hear(fact)
            }
            Issue.record("a publish that failed was taken for one")
        } catch is NoRoom {}
        #expect(listener.facts == [told[0]])
        try await facts.tell(of: order) { listener.hear($0) }
        #expect(listener.facts == told)
    }
}
