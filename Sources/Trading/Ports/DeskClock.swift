/// The desk's time: the wall clock when trading, the market's own clock in a simulation or a replay.
public protocol DeskClock: Sendable {
    /// The time now.
    var now: Timestamp { get }
}
