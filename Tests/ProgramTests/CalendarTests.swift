import Foundation
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// The exchange's calendar, and one's own.
    @Suite
    struct Calendar {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        @Test("the shipped calendar is shown, and printed as a file to begin one's own with")
        func shipped() throws {
            let shown = try sandbox.run("calendar", "--year", "2024")
            #expect(shown.status == 0, "\(shown)")
            #expect(shown.output.contains("the shipped calendar"))
            #expect(shown.output.contains("Republic Day"))
            #expect(shown.output.contains("09:15-10:00, 11:30-12:30"))
            #expect(!shown.output.contains("2025-"))
            let file = try sandbox.run("calendar", "--shipped")
            #expect(try SessionCalendar(text: file.output) == .builtIn)
            #expect(file.output.contains("NSE/CMTR/"))
        }

        @Test("one's own calendar takes its place, and every bad line is told with its place")
        func own() throws {
            let path = "config/alphastocks/calendar.txt"
            try sandbox.write("2027-01-01 holiday My own day\n", to: path)
            let shown = try sandbox.run("calendar")
            #expect(shown.output.contains("your own calendar"), "\(shown)")
            #expect(shown.output.contains("My own day"))
            let bad = try sandbox.write(
                "2027-01-01 holiday A\n2027-13-01 holiday B\n2027-01-02 special 15:00-09:00 C\n",
                to: path)
            for arguments in [["calendar"], ["run", "--minutes", "1"], ["calendar", bad]] {
                let refused = try sandbox.run(arguments)
                #expect(refused.status == 1, "\(refused)")
                #expect(refused.errors.contains("\(bad):2:1: \"2027-13-01\" is no day"))
                #expect(refused.errors.contains("\(bad):3:20: \"15:00-09:00\" are no hours"))
            }
        }
    }
}
