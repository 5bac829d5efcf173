extension SessionCalendar {
    /// Reads a calendar from text, one day a line.
    ///
    ///     2025-10-02 holiday Mahatma Gandhi Jayanti
    ///     2025-10-21 special 13:45-14:45 Muhurat trading
    ///     2024-05-18 special 09:15-10:00,11:30-12:30 Disaster recovery session
    ///
    /// Empty lines, a byte order mark and what follows a `#` are ignored.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: What messages call it, such as the file's path.
    /// - Throws: `SessionCalendarError` with every line that cannot be read.
    public init(
        text: some StringProtocol, name: String = "calendar"
    ) throws(SessionCalendarError) {
        let (calendar, issues) = Self.read(text)
        guard issues.isEmpty else { throw SessionCalendarError(name: name, issues: issues) }
        self = calendar
    }

    /// The calendar as text that `init(text:name:)` reads.
    public var text: String {
        exceptionDays.map { day, exception in
            switch exception {
            case .holiday(let name):
                "\(day) holiday \(name)\n"
            case .special(let name, let opens, let closes, let pause):
                "\(day) special \(Self.hours(opens, closes, pause)) \(name)\n"
            }
        }.joined()
    }

    /// Reads every line, and collects those that cannot be read.
    package static func read(
        _ text: some StringProtocol
    ) -> (calendar: SessionCalendar, issues: [SessionCalendarIssue]) {
        var exceptions: [CalendarDay: SessionException] = [:]
        var issues: [SessionCalendarIssue] = []
        let content = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
        let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let line = String(line)
            do throws(LineProblem) {
                guard let (day, exception) = try entry(line) else { continue }
                guard exceptions.updateValue(exception, forKey: day) == nil else {
                    throw LineProblem("\(day) is listed twice", at: line.startIndex)
                }
            } catch {
                issues.append(
                    SessionCalendarIssue(
                        line: index + 1,
                        column: line.distance(from: line.startIndex, to: error.place) + 1,
                        reason: error.reason))
            }
        }
        return (SessionCalendar(exceptions: exceptions), issues)
    }

    private struct LineProblem: Error {
        let reason: String
        let place: String.Index

        init(_ reason: String, at place: String.Index) {
            self.reason = reason
            self.place = place
        }
    }

    private static func entry(
        _ line: String
    ) throws(LineProblem) -> (CalendarDay, SessionException)? {
        let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        guard let day = CalendarDay(first) else {
            throw LineProblem(
                "\"\(first.prefix(20))\" is no day; expected YYYY-MM-DD", at: first.startIndex)
        }
        guard words.count > 1 else {
            throw LineProblem(
                "expected \"holiday\" or \"special\" after the day, found the end of the line",
                at: first.endIndex)
        }
        switch words[1] {
        case "holiday":
            return (day, .holiday(words.dropFirst(2).joined(separator: " ")))
        case "special":
            guard words.count > 2 else {
                throw LineProblem("a special session needs its \(shape)", at: words[1].endIndex)
            }
            guard let hours = hours(words[2]) else {
                throw LineProblem(
                    "\"\(words[2].prefix(30))\" are no \(shape)", at: words[2].startIndex)
            }
            return (
                day,
                .special(
                    words.dropFirst(3).joined(separator: " "), opensAtSecond: hours.opens,
                    closesAtSecond: hours.closes, pauseSeconds: hours.pause)
            )
        default:
            throw LineProblem(
                "expected \"holiday\" or \"special\" after the day, found "
                    + "\"\(words[1].prefix(20))\"", at: words[1].startIndex)
        }
    }

    private static let shape =
        "hours, such as 09:15-15:30 or 09:15-10:00,11:30-12:30, in the order of the day"

    private static func hours(
        _ text: Substring
    ) -> (opens: Int, closes: Int, pause: Range<Int>?)? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.split(separator: "-", omittingEmptySubsequences: false) }
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let times = parts.joined().map(seconds)
        let known = times.compactMap(\.self)
        guard known.count == times.count, zip(known, known.dropFirst()).allSatisfy(<),
            let opens = known.first, let closes = known.last
        else { return nil }
        return (opens, closes, known.count == 4 ? known[1]..<known[2] : nil)
    }

    private static func seconds(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return Int(hours) * 3600 + Int(minutes) * 60
    }

    private static func hours(_ opens: Int, _ closes: Int, _ pause: Range<Int>?) -> String {
        guard let pause else { return "\(clock(opens))-\(clock(closes))" }
        return "\(clock(opens))-\(clock(pause.lowerBound)),"
            + "\(clock(pause.upperBound))-\(clock(closes))"
    }

    private static func clock(_ seconds: Int) -> String {
        "\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60))"
    }
}
