/// One stretch of trading on one day.
public struct Session: Hashable, Sendable, Codable {
    /// The day in India.
    public var day: CalendarDay
    /// What makes it special, or `nil` for a regular session.
    public var name: String?
    /// The first instant of trading.
    public var opens: Timestamp
    /// The first instant after trading.
    public var closes: Timestamp

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - day: The day in India.
    ///   - name: What makes it special, or `nil` for a regular one.
    ///   - opensAtSecond: Seconds since midnight in India; 33,300 is 09:15.
    ///   - closesAtSecond: Seconds since midnight in India, after the opening.
    public init(day: CalendarDay, name: String? = nil, opensAtSecond: Int, closesAtSecond: Int) {
        precondition(
            opensAtSecond < closesAtSecond,
            "a session closes after it opens, got \(opensAtSecond) and \(closesAtSecond)")
        self.day = day
        self.name = name
        opens = Timestamp(india: day, secondsIntoDay: opensAtSecond)
        closes = Timestamp(india: day, secondsIntoDay: closesAtSecond)
    }

    /// The instant at which entries on their way are cancelled: 15 minutes before the close, 15:15.
    public var entriesEnd: Timestamp { max(opens, closes.advanced(bySeconds: -15 * 60)) }

    /// The instant by which everything is out: 10 minutes before the close, 15:20.
    public var squareOff: Timestamp { max(opens, closes.advanced(bySeconds: -10 * 60)) }

    /// Whether an instant lies within the session.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: `true` from the opening up to, but not including, the close.
    public func contains(_ instant: Timestamp) -> Bool { instant >= opens && instant < closes }
}
