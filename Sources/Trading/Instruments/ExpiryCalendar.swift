/// The days on which options end, for days that no instrument list covers.
///
/// Monthly contracts end on the month's last Thursday, from 1 September 2025 on its last Tuesday; NIFTY
/// has weekly ones on the same weekday. An expiry that falls on a day without a regular session moves to
/// the day before.
public struct ExpiryCalendar: Hashable, Sendable {
    /// The calendar of sessions.
    public var sessions: SessionCalendar

    /// Makes the calendar.
    ///
    /// - Parameter sessions: The calendar of sessions.
    public init(sessions: SessionCalendar) {
        self.sessions = sessions
    }

    /// The monthly expiry of a month.
    ///
    /// - Parameters:
    ///   - year: 1…9999.
    ///   - month: 1…12.
    /// - Returns: The day; `nil` when there is no such month.
    public func monthlyExpiry(year: Int, month: Int) -> CalendarDay? {
        guard (1...12).contains(month),
            let last = CalendarDay(
                year: year, month: month, day: CalendarDay.daysIn(month: month, year: year))
        else { return nil }
        let back = (last.isoWeekday - Self.expiryWeekday(on: last) + 7) % 7
        return moved(last.advanced(byDays: -back))
    }

    /// Whether a day is its month's monthly expiry.
    ///
    /// - Parameter day: The day.
    /// - Returns: `true` when it is.
    public func isMonthly(_ day: CalendarDay) -> Bool {
        let (year, month, _) = day.components
        return monthlyExpiry(year: year, month: month) == day
    }

    /// The expiries of an underlying within a range of days.
    ///
    /// - Parameters:
    ///   - name: The underlying's name; NIFTY has weekly expiries, all others monthly ones.
    ///   - days: The days, both ends included.
    /// - Returns: The expiries, earliest first.
    /// - Complexity: O(n) in the number of days.
    public func expiries(of name: String, in days: ClosedRange<CalendarDay>) -> [CalendarDay] {
        var found: Set<CalendarDay> = []
        // An expiry moves back by a few days at most, so the scan ends a week after the range.
        var day = days.lowerBound
        let end = days.upperBound.advanced(byDays: 7)
        while day <= end {
            if day.isoWeekday == Self.expiryWeekday(on: day) {
                let expiry = moved(day)
                if days.contains(expiry), Self.hasWeeklies(name) || isMonthly(expiry) {
                    found.insert(expiry)
                }
            }
            day = day.advanced(byDays: 1)
        }
        return found.sorted()
    }

    /// The first day of expiries on Tuesdays: 1 September 2025.
    private static let tuesdaysBegin = CalendarDay(daysSinceEpoch: 20_332)

    private static func expiryWeekday(on day: CalendarDay) -> Int { day < tuesdaysBegin ? 4 : 2 }

    private static func hasWeeklies(_ name: String) -> Bool { name == "NIFTY" }

    private func moved(_ day: CalendarDay) -> CalendarDay {
        var day = day
        while !sessions.isRegularDay(day) { day = day.advanced(byDays: -1) }
        return day
    }
}
