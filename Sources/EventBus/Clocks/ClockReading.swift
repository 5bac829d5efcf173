/// Both clocks, read at one instant.
public struct ClockReading: Hashable, Sendable {
    /// A clock that never jumps, in nanoseconds from an arbitrary start.
    public var monotonicNanoseconds: Int64
    /// The wall clock, in nanoseconds since 1970.
    public var wallNanoseconds: Int64

    /// Creates a reading.
    ///
    /// - Parameters:
    ///   - monotonicNanoseconds: The clock that never jumps, in nanoseconds.
    ///   - wallNanoseconds: The wall clock, in nanoseconds since 1970.
    public init(monotonicNanoseconds: Int64, wallNanoseconds: Int64) {
        self.monotonicNanoseconds = monotonicNanoseconds
        self.wallNanoseconds = wallNanoseconds
    }
}
