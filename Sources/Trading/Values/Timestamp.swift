/// An instant in UTC, in nanoseconds since 1970-01-01 00:00:00.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Nanoseconds since the epoch, UTC.
    public var nanoseconds: Int64

    /// Makes an instant.
    ///
    /// - Parameter nanoseconds: Nanoseconds since the epoch, UTC.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes the instant of a civil time in India.
    ///
    /// Nanoseconds reach from 1678 to 2261; a day beyond becomes the first or the last instant of that range.
    ///
    /// - Parameters:
    ///   - day: The day in India (UTC+5:30, no daylight saving).
    ///   - secondsIntoDay: Seconds since midnight of that day in India; 33,300 is 09:15.
    ///   - nanoseconds: Nanoseconds past that second, 0..<1,000,000,000.
    public init(india day: CalendarDay, secondsIntoDay: Int, nanoseconds: Int64 = 0) {
        let seconds =
            Int64(day.daysSinceEpoch) * 86_400 + Int64(secondsIntoDay) - Self.indiaOffsetSeconds
        let limit = Self.limitSeconds
        self.nanoseconds = min(max(seconds, -limit), limit) * 1_000_000_000 + nanoseconds
    }

    /// Whole seconds since the epoch, rounded down.
    public var wholeSeconds: Int64 { Self.floorDivide(nanoseconds, 1_000_000_000) }

    /// The day in India that this instant falls on.
    public var indiaDay: CalendarDay {
        CalendarDay(daysSinceEpoch: Int(Self.floorDivide(indiaSeconds, 86_400)))
    }

    /// Whole seconds since midnight in India, 0..<86,400.
    public var indiaSecondsIntoDay: Int {
        Int(indiaSeconds - Self.floorDivide(indiaSeconds, 86_400) * 86_400)
    }

    /// Returns this instant moved by a number of seconds.
    ///
    /// - Parameter seconds: Seconds to add; may be negative or fractional.
    /// - Returns: The moved instant.
    public func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(nanoseconds: nanoseconds + Int64((seconds * 1e9).rounded()))
    }

    /// Seconds from another instant to this one; negative when this one is earlier.
    ///
    /// - Parameter earlier: The instant to measure from.
    /// - Returns: The distance in seconds.
    public func seconds(since earlier: Timestamp) -> Double {
        let (difference, isTooLarge) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        guard !isTooLarge else { return (Double(nanoseconds) - Double(earlier.nanoseconds)) / 1e9 }
        return Double(difference) / 1e9
    }

    /// The time of day in India as `HH:MM:SS`.
    public var indiaClock: String {
        let seconds = indiaSecondsIntoDay
        return
            "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))"
    }

    /// The instant in India as `YYYY-MM-DDTHH:MM:SS.mmm+05:30`.
    public var indiaISO8601: String {
        let milliseconds =
            Self.floorDivide(nanoseconds, 1_000_000) - Self.floorDivide(nanoseconds, 1_000_000_000)
            * 1000
        let fraction = String(milliseconds)
        let padded = String(repeating: "0", count: 3 - fraction.count) + fraction
        return "\(indiaDay)T\(indiaClock).\(padded)+05:30"
    }

    /// The instant that stands for "never happened".
    public static let distantPast = Timestamp(nanoseconds: .min / 2)

    /// Orders the two by their value.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }

    private static let indiaOffsetSeconds: Int64 = 19_800
    /// The range of an instant in whole seconds, with room for the arithmetic around it.
    private static let limitSeconds: Int64 = 9_200_000_000

    private var indiaSeconds: Int64 {
        Self.floorDivide(nanoseconds, 1_000_000_000) + Self.indiaOffsetSeconds
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}

func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : String(value)
}
