/// How fast a feed is played.
public enum Pace: Sendable, Equatable {
    /// So many market seconds in one second of the wall clock; more than zero.
    case speed(Double)
    /// As fast as the desk can follow, one step after the other: the same run gives the same result, bit for bit.
    case unpaced
}
