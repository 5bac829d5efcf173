/// Which lanes get the events of which topic.
///
/// Immutable: a change makes a new table.
final class RoutingTable: Sendable {
    /// The lanes of one topic.
    final class Route: Sendable {
        /// Those that may refuse an event come first, so that nothing is dropped from a queue for
        /// an event that another lane then refuses; otherwise in the order of subscribing.
        let lanes: ContiguousArray<Lane>
        /// Whether the lanes belong to more than one stage.
        let isStaged: Bool

        init(lanes: ContiguousArray<Lane>) {
            self.lanes = lanes
            isStaged = Set(lanes.map(\.plan.stage)).count > 1
        }
    }

    private let routes: ContiguousArray<Route>

    init(lanes: [Lane]) {
        let ordered = lanes.filter(\.plan.mayRefuse) + lanes.filter { !$0.plan.mayRefuse }
        routes = ContiguousArray(
            (0..<TopicRegistry.shared.count).map { index in
                let name = TopicRegistry.shared.name(of: Int32(index))
                return Route(lanes: ContiguousArray(ordered.filter { $0.plan.covers(name) }))
            })
    }

    /// The route of a topic, or `nil` when the topic is younger than the table.
    func route(of topic: Topic) -> Route? {
        routes.indices.contains(Int(topic.index)) ? routes[Int(topic.index)] : nil
    }
}
