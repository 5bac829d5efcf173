import EventBus
import Testing
import Trading

@Suite("The desk's topics")
struct DeskTopicsTests {
    @Test("every topic of the desk is a topic that the bus takes", arguments: DeskTopic.allCases)
    func isTopic(_ topic: DeskTopic) throws {
        #expect(try Topic(topic.rawValue).name == topic.rawValue)
    }
}
