/// When the market is open: 09:15–15:30 India time, Monday to Friday, but for the days it lists.
public struct SessionCalendar: Hashable, Sendable, Codable {
    /// The days that differ from the rule.
    private var exceptions: [CalendarDay: SessionException]

    /// Makes a calendar.
    ///
    /// - Parameter exceptions: The days that differ from the rule.
    public init(exceptions: [CalendarDay: SessionException] = [:]) {
        self.exceptions = exceptions
    }

    /// The days that differ from the rule, in order.
    public var exceptionDays: [(day: CalendarDay, exception: SessionException)] {
        exceptions.sorted { $0.key < $1.key }.map { (day: $0.key, exception: $0.value) }
    }

    /// The session of a day.
    ///
    /// - Parameter day: The day in India.
    /// - Returns: `nil` on a weekend or a holiday.
    /// - Complexity: O(1).
    public func session(on day: CalendarDay) -> Session? {
        switch exceptions[day] {
        case .holiday:
            nil
        case .special(let name, let opens, let closes, let pause):
            Session(
                day: day, name: name, opensAtSecond: opens, closesAtSecond: closes,
                pauseSeconds: pause)
        case nil:
            day.isoWeekday <= 5
                ? Session(
                    day: day, opensAtSecond: Self.regularOpening, closesAtSecond: Self.regularClose)
                : nil
        }
    }

    /// The session that is open at an instant.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: `nil` when the market is closed then.
    public func session(at instant: Timestamp) -> Session? {
        guard let session = session(on: instant.indiaDay), session.contains(instant) else {
            return nil
        }
        return session
    }

    /// Whether the market is open.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: `true` within a session.
    public func isOpen(at instant: Timestamp) -> Bool { session(at: instant) != nil }

    /// Why market data of an instant are left out, in the words under which they are counted.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: `nil` within a session.
    public func reasonToReject(_ instant: Timestamp) -> String? {
        guard !isOpen(at: instant) else { return nil }
        let isPreOpen = session(on: instant.indiaDay)?.preOpen.contains(instant) == true
        return isPreOpen ? "before the opening" : "outside every session"
    }

    /// Whether a day has its regular session; expiries fall on such days only.
    ///
    /// - Parameter day: The day in India.
    /// - Returns: `false` on weekends, holidays and days with a special session.
    public func isRegularDay(_ day: CalendarDay) -> Bool {
        day.isoWeekday <= 5 && exceptions[day] == nil
    }

    /// The next time the market opens.
    ///
    /// - Parameter instant: The instant.
    /// - Returns: The first opening later than the instant, the end of a pause included; `nil` when there is none
    ///   within a year.
    public func nextOpening(after instant: Timestamp) -> Timestamp? {
        if let pause = session(on: instant.indiaDay)?.pause, pause.contains(instant) {
            return pause.upperBound
        }
        return nextSession(from: instant.indiaDay) { $0.opens > instant }?.opens
    }

    /// The first session on or after a day.
    ///
    /// - Parameter day: The day in India.
    /// - Returns: `nil` when there is none within a year.
    public func session(onOrAfter day: CalendarDay) -> Session? {
        nextSession(from: day) { _ in true }
    }

    private static let regularOpening = 33_300
    private static let regularClose = 55_800

    private func nextSession(
        from day: CalendarDay, where isWanted: (Session) -> Bool
    ) -> Session? {
        for days in 0...366 {
            if let session = session(on: day.advanced(byDays: days)), isWanted(session) {
                return session
            }
        }
        return nil
    }
}

/// A day that differs from the rule.
public enum SessionException: Hashable, Sendable, Codable {
    /// The market stays closed.
    case holiday(String)
    /// The market is open at other times, perhaps with a pause; seconds since midnight in India.
    case special(String, opensAtSecond: Int, closesAtSecond: Int, pauseSeconds: Range<Int>? = nil)
}
