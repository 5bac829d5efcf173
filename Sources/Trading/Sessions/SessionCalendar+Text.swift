extension SessionCalendar {
    /// Reads a calendar from text, one day a line.
    ///
    ///     2025-10-02 holiday Mahatma Gandhi Jayanti
    ///     2025-10-21 special 13:45-14:45 Muhurat trading
    ///
    /// Empty lines and what follows a `#` are ignored.
    ///
    /// - Parameter text: The text.
    /// - Throws: `SessionCalendarError` with every line that cannot be read.
    public init(text: some StringProtocol) throws(SessionCalendarError) {
        let (calendar, issues) = Self.read(text)
        guard issues.isEmpty else { throw SessionCalendarError(issues: issues) }
        self = calendar
    }

    /// The calendar as text that `init(text:)` reads.
    public var text: String {
        exceptionDays.map { day, exception in
            switch exception {
            case .holiday(let name):
                "\(day) holiday \(name)\n"
            case .special(let name, let opens, let closes):
                "\(day) special \(Self.clock(opens))-\(Self.clock(closes)) \(name)\n"
            }
        }.joined()
    }

    /// Reads every line, and collects those that cannot be read.
    package static func read(
        _ text: some StringProtocol
    ) -> (calendar: SessionCalendar, issues: [SessionCalendarIssue]) {
        var exceptions: [CalendarDay: SessionException] = [:]
        var issues: [SessionCalendarIssue] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            do throws(LineProblem) {
                guard let (day, exception) = try entry(line) else { continue }
                guard exceptions.updateValue(exception, forKey: day) == nil else {
                    throw LineProblem("\(day) is listed twice")
                }
            } catch {
                issues.append(SessionCalendarIssue(line: index + 1, reason: error.reason))
            }
        }
        return (SessionCalendar(exceptions: exceptions), issues)
    }

    private struct LineProblem: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static func entry(
        _ line: some StringProtocol
    ) throws(LineProblem) -> (CalendarDay, SessionException)? {
        let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        guard let day = CalendarDay(first) else {
            throw LineProblem("\"\(first.prefix(20))\" is no day; expected YYYY-MM-DD")
        }
        switch words.dropFirst().first {
        case "holiday":
            return (day, .holiday(words.dropFirst(2).joined(separator: " ")))
        case "special":
            guard words.count > 2, let (opens, closes) = hours(words[2]) else {
                throw LineProblem(
                    "a special session needs its hours, such as 09:15-15:30, opening first")
            }
            return (
                day,
                .special(
                    words.dropFirst(3).joined(separator: " "), opensAtSecond: opens,
                    closesAtSecond: closes)
            )
        case let word:
            throw LineProblem(
                "expected \"holiday\" or \"special\" after the day, "
                    + (word.map { "found \"\($0.prefix(20))\"" } ?? "found the end of the line"))
        }
    }

    private static func hours(_ text: some StringProtocol) -> (Int, Int)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let opens = seconds(ends[0]), let closes = seconds(ends[1]),
            opens < closes
        else { return nil }
        return (opens, closes)
    }

    private static func seconds(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return Int(hours) * 3600 + Int(minutes) * 60
    }

    private static func clock(_ seconds: Int) -> String {
        "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60))"
    }
}

/// Every line of a calendar that cannot be read.
public struct SessionCalendarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The lines, in order; at least one.
    public var issues: [SessionCalendarIssue]

    /// All of them, one a line.
    public var description: String {
        issues.map { "line \($0.line): \($0.reason)" }.joined(separator: "\n")
    }
}

/// A line of a calendar that cannot be read.
public struct SessionCalendarIssue: Hashable, Sendable {
    /// The line, counted from 1.
    public var line: Int
    /// What was expected and what was found.
    public var reason: String
}
