/// How long something took, over the last minute or so.
public struct LatencyPercentiles: Hashable, Sendable {
    /// How many measurements there are.
    public var count: UInt64 = 0
    /// The median, in nanoseconds, within 3 %.
    public var p50: Int64 = 0
    /// What 90 % stay below, in nanoseconds, within 3 %.
    public var p90: Int64 = 0
    /// What 99 % stay below, in nanoseconds, within 3 %.
    public var p99: Int64 = 0
    /// The longest, in nanoseconds, within 3 %.
    public var max: Int64 = 0
    /// Measurements by octave: element n counts those from 2ⁿ up to 2ⁿ⁺¹ nanoseconds (element 0
    /// also 0).
    ///
    /// There are 40.
    public var octaves: [UInt64] = Array(repeating: 0, count: 40)

    /// Creates an empty summary.
    public init() {}
}
