/// What the tick remembers of a lane from one time to the next.
struct LaneTickState {
    var isDeep = false
    var stuck = 0
    var alarmedStuck = 0
}
