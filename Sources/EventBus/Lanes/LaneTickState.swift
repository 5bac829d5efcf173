/// What the tick remembers of a lane from one time to the next.
struct LaneTickState {
    var isDeep = false
    var stuck = 0
    var alarmedStuck = 0
    /// What had left the queues when work waited and somebody searched; `nil` when nobody did.
    var searchedAt: UInt64?
    /// How many steps the workers had taken when one waited; `nil` when none did.
    var steps: UInt64?
}
