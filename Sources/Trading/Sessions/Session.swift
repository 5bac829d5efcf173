/// The trading of one day: from its opening to its close, with a pause on the days that have one.
public struct Session: Hashable, Sendable, Codable {
    /// The day in India.
    public var day: CalendarDay
    /// What makes it special, or `nil` for a regular session.
    public var name: String?
    /// The first instant of trading.
    public var opens: Timestamp
    /// The first instant after trading.
    public var closes: Timestamp
    /// When trading rests in between: from its first instant up to, but not including, the last.
    public var pause: Range<Timestamp>?

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - day: The day in India.
    ///   - name: What makes it special, or `nil` for a regular one.
    ///   - opensAtSecond: Seconds since midnight in India; 33,300 is 09:15.
    ///   - closesAtSecond: Seconds since midnight in India, after the opening.
    ///   - pauseSeconds: When trading rests in between, if it does; within opening and close.
    public init(
        day: CalendarDay, name: String? = nil, opensAtSecond: Int, closesAtSecond: Int,
        pauseSeconds: Range<Int>? = nil
    ) {
        precondition(
            opensAtSecond < closesAtSecond,
            "a session closes after it opens, got \(opensAtSecond) and \(closesAtSecond)")
        self.day = day
        self.name = name
        opens = Timestamp(india: day, secondsIntoDay: opensAtSecond)
        closes = Timestamp(india: day, secondsIntoDay: closesAtSecond)
        pause = pauseSeconds.map {
            Timestamp(
                india: day, secondsIntoDay: $0.lowerBound)..<Timestamp(
                    india: day, secondsIntoDay: $0.upperBound)
        }
    }

    /// The instant at which entries on their way are cancelled: 15 minutes before the close, 15:15.
    public var entriesEnd: Timestamp { max(opens, closes.advanced(bySeconds: -15 * 60)) }

    /// The instant by which everything is out: 10 minutes before the close, 15:20.
    public var squareOff: Timestamp { max(opens, closes.advanced(bySeconds: -10 * 60)) }

    /// The quarter of an hour before the opening, 09:00–09:15: the exchange collects orders for its first price, and
    /// what is printed then is no price that could be had.
    public var preOpen: Range<Timestamp> { opens.advanced(bySeconds: -15 * 60)..<opens }

    /// Whether an instant lies within the session.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: `true` from the opening up to, but not including, the close, the pause left out.
    public func contains(_ instant: Timestamp) -> Bool {
        instant >= opens && instant < closes && pause?.contains(instant) != true
    }
}
