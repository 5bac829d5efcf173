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
            """
        do {
            _ = try SessionCalendar(text: text)
            Issue.record("a bad calendar was read")
        } catch {
            #expect(error.issues.map(\.line) == [1, 2, 3, 4, 5, 6, 7, 9])
            #expect(error.description.contains("line 2: expected \"holiday\" or \"special\""))
            #expect(error.description.contains("line 3: "))
            #expect(error.description.contains("found the end of the line"))
            #expect(error.description.contains("line 9: 2025-10-09 is listed twice"))
        }
    }
}
