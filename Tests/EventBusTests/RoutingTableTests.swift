import Testing

@testable import EventBus

/// How many routing tables a bus keeps.
@Suite struct RoutingTableTests {
    @Test func `new topics and new handlers leave no tables behind`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        for number in 0..<10 {
            try bus.subscribe("handler \(number)", to: [">"]) { _ in }
            try bus.tryPublish(
                EventDraft(Topic("routing.\(number)"), number, source: "test"))
        }
        #expect(bus.core.tables.retiredCount > 10)
        bench.clock.advance(by: .milliseconds(5))
        bench.run()
        #expect(bus.core.tables.retiredCount == 0)
        bus.assertBalanced()
    }

    @Test func `a table is kept while somebody is inside who may use it`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribe("handler", to: [">"]) { _ in }
        let epoch = bus.core.gate.enter()
        for _ in 0..<3 {
            bench.clock.advance(by: .milliseconds(5))
            bench.run()
            #expect(bus.core.tables.retiredCount == 1)
        }
        bus.core.gate.leave(epoch)
        bench.clock.advance(by: .milliseconds(5))
        bench.run()
        #expect(bus.core.tables.retiredCount == 0)
    }
}
