import Testing
import Trading

struct SessionCalendarTests {
    private let calendar = SessionCalendar.builtIn

    @Test(
        "a regular session runs from 09:15:00 up to 15:30:00",
        arguments: [
            ("09:14:59", false), ("09:15:00", true), ("15:29:59", true), ("15:30:00", false),
        ])
    func hours(_ clock: String, _ isOpen: Bool) {
        #expect(calendar.isOpen(at: Fixture.at(clock)) == isOpen)
    }

    @Test(
        "weekends and holidays have no session, special days have theirs",
        arguments: [
            ("2025-10-06", true), ("2025-10-04", false), ("2025-10-05", false),
            ("2025-10-02", false), ("2024-05-18", true), ("2025-02-01", true),
            ("2025-08-15", false),
            ("2026-11-24", false),
        ])
    func days(_ day: String, _ hasSession: Bool) {
        #expect((calendar.session(on: Fixture.day(day)) != nil) == hasSession)
    }

    @Test func `the ends of entries and of positions count back from the close`() throws {
        let session = try #require(calendar.session(on: Fixture.monday))
        #expect(session.entriesEnd == Fixture.at("15:15:00"))
        #expect(session.squareOff == Fixture.at("15:20:00"))
        let muhurat = try #require(calendar.session(on: Fixture.day("2025-10-21")))
        #expect(muhurat.opens.indiaClock == "13:45:00")
        #expect(muhurat.squareOff.indiaClock == "14:35:00")
        #expect(muhurat.name == "Muhurat trading")
    }

    @Test(
        "the next opening skips nights, weekends and holidays",
        arguments: [
            ("2025-10-06", "09:00:00", "2025-10-06"), ("2025-10-06", "09:15:00", "2025-10-07"),
            ("2025-10-01", "16:00:00", "2025-10-03"), ("2025-10-03", "16:00:00", "2025-10-06"),
            ("2025-01-31", "16:00:00", "2025-02-01"),
        ])
    func openings(_ day: String, _ clock: String, _ next: String) {
        let opening = calendar.nextOpening(after: Fixture.at(clock, on: Fixture.day(day)))
        #expect(opening == Fixture.at("09:15:00", on: Fixture.day(next)))
    }

    @Test func `a calendar without sessions has no next opening`() {
        var exceptions: [CalendarDay: SessionException] = [:]
        for days in 0...400 {
            exceptions[Fixture.monday.advanced(byDays: days)] = .holiday("closed")
        }
        let closed = SessionCalendar(exceptions: exceptions)
        #expect(closed.nextOpening(after: Fixture.tenOClock) == nil)
    }

    @Test func `the built-in calendar reads without an issue and survives its own text`() throws {
        #expect(SessionCalendar.read(SessionCalendar.builtInText).issues.isEmpty)
        #expect(try SessionCalendar(text: calendar.text) == calendar)
        #expect(calendar.exceptionDays.count > 50)
    }

    @Test func `a user's calendar may hold comments and empty lines`() throws {
        let text =
            "# mine\r\n\r\n2025-10-06 holiday  Founders'   Day # again\n2025-10-11 special 10:00-11:30 Test"
        let mine = try SessionCalendar(text: text)
        #expect(mine.session(on: Fixture.monday) == nil)
        let special = try #require(mine.session(on: Fixture.day("2025-10-11")))
        #expect(special.closes.indiaClock == "11:30:00")
        #expect(
            mine.text == "2025-10-06 holiday Founders' Day\n2025-10-11 special 10:00-11:30 Test\n")
    }

    @Test func `every bad line is told with its number`() {
        let text = """
            2025-13-01 holiday No such month
            2025-10-06 closed
            2025-10-07
            2025-10-08 special 15:30-09:15 Backwards
            2025-10-08 special 9:15-15:30 One digit
            2025-10-08 special 09:15-25:30 No such hour
            2025-10-08 special
            2025-10-09 holiday Fine
            2025-10-09 holiday Twice
            2025-10-10 special 09:15-10:00,09:45-12:40 Overlapping
            2025-10-10 special 09:15-10:00,11:00-12:00,13:00-14:00 Three parts
            """
        do {
            _ = try SessionCalendar(text: text, name: "mine.txt")
            Issue.record("a bad calendar was read")
        } catch {
            #expect(error.issues.map(\.line) == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11])
            #expect(error.issues.map(\.column) == [1, 12, 11, 20, 20, 20, 19, 1, 20, 20])
            let lines = error.description.split(separator: "\n")
            #expect(
                lines[1] == "mine.txt:2:12: expected \"holiday\" or \"special\" after the day, "
                    + "found \"closed\"")
            #expect(lines[2].hasSuffix("found the end of the line"))
            #expect(lines[7] == "mine.txt:9:1: 2025-10-09 is listed twice")
        }
    }

    @Test func `a session in two parts is closed between them and opens again`() throws {
        let day = Fixture.day("2024-05-18")
        let session = try #require(calendar.session(on: day))
        func isOpen(_ clock: String) -> Bool { calendar.isOpen(at: Fixture.at(clock, on: day)) }
        #expect(
            ["09:14:59", "09:15:00", "09:59:59", "10:00:00", "11:29:59"].map(isOpen)
                == [false, true, true, false, false])
        #expect(["11:30:00", "12:29:59", "12:30:00"].map(isOpen) == [true, true, false])
        #expect(
            calendar.nextOpening(after: Fixture.at("10:30:00", on: day))?.indiaClock == "11:30:00")
        #expect(session.squareOff.indiaClock == "12:20:00")
    }

    @Test func `a byte order mark and CRLF are normal in a calendar`() throws {
        let mine = try SessionCalendar(
            text: "\u{FEFF}2025-10-08 holiday Mine\r\n2025-10-09 holiday Mine too\r\n")
        #expect(mine.session(on: Fixture.day("2025-10-08")) == nil)
        #expect(mine.session(on: Fixture.day("2025-10-09")) == nil)
    }

    @Test(
        "the days that the exchange announced",
        arguments: [
            ("2024-01-20", "15:30:00"), ("2024-01-22", nil), ("2024-03-02", "12:30:00"),
            ("2024-11-01", "19:00:00"), ("2025-02-01", "15:30:00"), ("2025-10-21", "14:45:00"),
            ("2025-10-22", nil), ("2026-01-15", nil), ("2026-02-01", "15:30:00"),
            ("2026-11-08", nil), ("2026-11-24", nil),
        ])
    func announced(_ day: String, _ closes: String?) {
        #expect(calendar.session(on: Fixture.day(day))?.closes.indiaClock == closes)
    }
}
