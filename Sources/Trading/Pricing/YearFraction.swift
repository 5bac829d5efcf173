/// Time to an expiry in years, from exact seconds.
public enum YearFraction {
    /// Seconds in the year of the formulas: 365 days.
    public static let secondsPerYear: Double = 365 * 86_400

    /// The time until a contract ends, in years of 365 days.
    ///
    /// - Parameters:
    ///   - now: The time now.
    ///   - expiry: The day of expiry; the contract ends at 15:30 India time.
    /// - Returns: Years, never below zero.
    public static func years(from now: Timestamp, to expiry: CalendarDay) -> Double {
        let end = Timestamp(india: expiry, secondsIntoDay: 55_800)
        return max(0, end.seconds(since: now)) / secondsPerYear
    }
}
