import EventBus
import Testing
import Trading

@testable import Engine

@Suite("The desk's topics", .balancedBooks)
struct DeskTopicsTests {
    @Test("every topic of the desk is a topic that the bus takes", arguments: DeskTopic.allCases)
    func isTopic(_ topic: DeskTopic) throws {
        #expect(try Topic(topic.rawValue).name == topic.rawValue)
    }

    @Test(
        "an operator and the risk rules come first, then what money depends on, then updates, then ticks"
    )
    func priorities() async throws {
        let test = try await TestDesk()
        try await test.send(test.signal("one"))
        let contract = try await test.position().contract
        try await test.move(contract, to: Price(paise: 60_00))
        _ = await test.command(.halt(reason: "enough"))
        var priorities: [String: Priority] = [:]
        for event in test.desk.bus.history() { priorities[event.topic.name] = event.priority }
        let expected: [(Priority, [DeskTopic])] = [
            (.critical, [.operatorCommanded, .riskStateChanged]),
            (
                .high,
                [
                    .signalGenerated, .signalActivated, .signalStopped, .orderFilled,
                    .tradeExecuted, .tradeExit, .positionOpened, .positionClosed,
                ]
            ),
            (.normal, [.positionUpdated, .systemReady]),
            (.low, [.tickReceived]),
        ]
        for (priority, topics) in expected {
            for topic in topics {
                #expect(priorities[topic.rawValue] == priority, "\(topic.rawValue)")
            }
        }
    }
}
