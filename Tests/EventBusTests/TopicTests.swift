import Testing

@testable import EventBus

@Suite struct TopicTests {
    @Test(
        "a pattern matches by tokens",
        arguments: [
            ("order.filled", "order.filled", true), ("order.filled", "order.rejected", false),
            ("order.*", "order.filled", true), ("order.*", "order", false),
            ("order.*", "order.leg.filled", false), ("*.filled", "order.filled", true),
            ("*", "order", true), ("*", "order.filled", false), (">", "order", true),
            (">", "a.b.c.d", true), ("order.>", "order", false), ("order.>", "order.leg", true),
            ("order.>", "order.leg.filled", true), ("order.>", "orders.leg", false),
            ("*.leg.>", "order.leg.filled", true), ("*.leg.>", "order.leg", false),
        ])
    func matching(_ pattern: String, _ topic: String, _ matches: Bool) throws {
        let topic = try Topic(topic)
        #expect(try TopicPattern(pattern).matches(topic) == matches)
    }

    @Test(
        "a text that is no topic is refused with the reason",
        arguments: [
            ("", TopicError.empty), ("a..b", .emptyToken(text: "a..b", position: 2)),
            (".a", .emptyToken(text: ".a", position: 1)),
            ("a b", .invalidToken(text: "a b", token: "a b")),
            ("a.*", .invalidToken(text: "a.*", token: "*")),
        ])
    func refusedTopics(_ text: String, _ error: TopicError) {
        #expect(throws: error) { try Topic(text) }
        #expect(!error.description.isEmpty)
    }

    @Test(
        "a text that is no pattern is refused with the reason",
        arguments: [
            (">.a", TopicError.restNotLast(text: ">.a")),
            ("a.b*", .invalidToken(text: "a.b*", token: "b*")),
            ("a.", .emptyToken(text: "a.", position: 2)),
        ])
    func refusedPatterns(_ text: String, _ error: TopicError) {
        #expect(throws: error) { try TopicPattern(text) }
    }

    @Test("one name is one topic")
    func interning() throws {
        let topic: Topic = "interned.once"
        let name = "interned.once"
        #expect(try Topic(name) == topic)
        #expect(topic.name == "interned.once")
        #expect(TopicPattern(topic).matches(topic))
    }

    @Test("an id reads back from its text and sorts by time")
    func eventIDs() {
        let early = EventID(high: 1, low: 0xFFFF_FFFF_FFFF_FFFF)
        let late = EventID(high: 2, low: 0)
        #expect(early < late)
        #expect(EventID(early.description) == early)
        #expect(early.description == "0000000000000001ffffffffffffffff")
        #expect(EventID("xyz") == nil)
        #expect(EventID("+000000000000001ffffffffffffffff") == nil)
    }
}
