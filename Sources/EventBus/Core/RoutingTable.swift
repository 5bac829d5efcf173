/// Which lanes get the events of which topic.
///
/// Immutable: a change makes a new table.
///
/// `@unchecked Sendable`: what the pointers lead to is written by `init` only.
@safe final class RoutingTable: @unchecked Sendable {
    /// The lanes of one topic.
    ///
    /// Behind a pointer and lent, not retained: all publishers would fight over the reference counts.
    @safe struct Route: ~Copyable {
        /// Those that may refuse an event come first, so that nothing is dropped from a queue for
        /// an event that another lane then refuses; otherwise in the order of subscribing.
        private let lanes: UnsafeMutableBufferPointer<Unmanaged<Lane>>
        /// Whether the lanes belong to more than one stage.
        let isStaged: Bool

        fileprivate init(lanes: [Lane]) {
            unsafe self.lanes = .allocate(capacity: lanes.count)
            for (place, lane) in lanes.enumerated() {
                unsafe self.lanes.initializeElement(at: place, to: .passRetained(lane))
            }
            isStaged = Set(lanes.map(\.plan.stage)).count > 1
        }

        deinit {
            for place in 0..<count { unsafe lanes[place].release() }
            unsafe lanes.deallocate()
        }

        /// How many lanes there are.
        var count: Int { unsafe lanes.count }

        /// Calls a function with a lane.
        @inline(__always)
        func withLane<Result>(_ place: Int, _ body: (Lane) -> Result) -> Result {
            unsafe lanes[place]._withUnsafeGuaranteedRef(body)
        }
    }

    private let routes: UnsafeMutableBufferPointer<Route>

    init(lanes: [Lane]) {
        let ordered = lanes.filter(\.plan.mayRefuse) + lanes.filter { !$0.plan.mayRefuse }
        let count = TopicRegistry.shared.count  // once: it may grow meanwhile
        unsafe routes = .allocate(capacity: count)
        for index in 0..<count {
            let name = TopicRegistry.shared.name(of: Int32(index))
            unsafe routes.initializeElement(
                at: index, to: Route(lanes: ordered.filter { $0.plan.covers(name) }))
        }
    }

    deinit {
        unsafe routes.deinitialize()
        unsafe routes.deallocate()
    }

    /// Calls a function with the route of a topic, or returns `nil` when the topic is younger than
    /// the table.
    @inline(__always)
    func withRoute<Result>(of topic: Topic, _ body: (borrowing Route) -> Result) -> Result? {
        let index = Int(topic.index)
        guard unsafe index < routes.count else { return nil }
        return unsafe body(routes[index])
    }
}
