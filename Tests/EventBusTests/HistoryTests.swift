import Testing

@testable import EventBus

@Suite struct HistoryTests {
    @Test("it keeps the newest in order, whatever the limit", arguments: [0, 1, 3, 1_000, 1_024])
    func limits(_ limit: Int) throws {
        var configuration = BusConfiguration()
        configuration.historyLimit = limit
        let bus = Bus<Int>(configuration: configuration)
        for number in 1...2_500 {
            try bus.tryPublish(.tick(number))
            if number == 2 {
                #expect(bus.history().map(\.payload) == Array(Array(1...2).suffix(limit)))
            }
        }
        #expect(bus.history(last: 5_000).map(\.payload) == Array(Array(1...2_500).suffix(limit)))
        #expect(bus.statistics().historyCount == limit)
    }

    @Test func `it is read by topic, source, correlation and count`() throws {
        let bus = Bus<Int>()
        for number in 0..<20 {
            try bus.tryPublish(
                EventDraft(
                    number % 2 == 0 ? "even.number" : "odd.number", number,
                    source: number % 5 == 0 ? "five" : "rest",
                    correlationID: number < 10 ? "early" : nil))
        }
        #expect(bus.history(topic: "even.*").count == 10)
        #expect(bus.history(source: "five").map(\.payload) == [0, 5, 10, 15])
        #expect(bus.history(correlationID: "early").count == 10)
        #expect(
            bus.history(last: 2, topic: "odd.number", source: "rest").map(\.payload) == [17, 19])
        #expect(bus.history(last: 0).isEmpty)
    }

    @Test func `an event that left the history is released`() throws {
        final class Marker: Sendable {}
        var configuration = BusConfiguration()
        configuration.historyLimit = 1
        let bus = Bus<Marker>(configuration: configuration)
        weak var first: Marker?
        do {
            let marker = Marker()
            first = marker
            try bus.tryPublish(EventDraft("test.tick", marker, source: "t"))
        }
        #expect(first != nil)
        try bus.tryPublish(EventDraft("test.tick", Marker(), source: "t"))
        #expect(first == nil)
    }
}

@Suite struct HistoryStress {
    @Test func `eight writers and a reader: ordered, never torn, complete at rest`() async throws {
        let bus = Bus<[Int]>()
        let each = 2_000 * stress
        let isDone = Counter()
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<each {
                        let payload = [writer, number, writer + number]
                        _ = try? bus.tryPublish(EventDraft("test.tick", payload, source: "t"))
                    }
                    isDone.add()
                }
            }
            group.addTask {
                while isDone.value < 8 {
                    let events = bus.history()
                    if events.count > 1_000 { Issue.record("\(events.count) events") }
                    for (left, right) in zip(events, events.dropFirst())
                    where left.sequence >= right.sequence {
                        Issue.record("\(left.sequence) before \(right.sequence)")
                    }
                    for event in events
                    where event.payload[0] + event.payload[1] != event.payload[2] {
                        Issue.record("torn: \(event.payload)")
                    }
                    await Task.yield()
                }
            }
        }
        let total = UInt64(8 * each)
        #expect(bus.history().map(\.sequence) == Array(total - 999...total))
    }
}
