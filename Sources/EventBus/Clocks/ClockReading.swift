/// Both clocks, read at one instant.
public struct ClockReading: Hashable, Sendable {
    /// A clock that is not set and does not go back, in nanoseconds from an arbitrary start.
    ///
    /// Over a sleep of the whole machine it may go on or stand still: if it goes on, what was running runs into its
    /// timeout.
    public var monotonicNanoseconds: Int64
    /// The wall clock, in nanoseconds since 1970.
    public var wallNanoseconds: Int64

    /// Creates a reading.
    ///
    /// - Parameters:
    ///   - monotonicNanoseconds: The clock that is not set, in nanoseconds.
    ///   - wallNanoseconds: The wall clock, in nanoseconds since 1970.
    public init(monotonicNanoseconds: Int64, wallNanoseconds: Int64) {
        self.monotonicNanoseconds = monotonicNanoseconds
        self.wallNanoseconds = wallNanoseconds
    }
}
