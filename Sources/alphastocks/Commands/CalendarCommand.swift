import ArgumentParser
import Configuration
import Foundation
import Trading

/// Shows when the market is open, and helps with a calendar of one's own.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract:
            "Show holidays and special sessions, check a calendar file, print the shipped one.",
        discussion: """
            A calendar of your own is read from the configuration directory:

              alphastocks calendar --shipped > ~/.config/alphastocks/calendar.txt

            or from the file that `calendar` in [desk] of the configuration names.
            """)

    @Argument(help: "A calendar file to check and show; the one in use, when it is not given.")
    var file: String?

    @Flag(help: "Print the shipped file, to begin one of your own with.")
    var shipped = false

    @Option(help: ArgumentHelp("Show one year only.", valueName: "YYYY"))
    var year: Int?

    @OptionGroup var desk: DeskOptions

    func run() throws {
        try guarded {
            if shipped { return print(SessionCalendar.builtInText, terminator: "") }
            let calendar =
                try file.map { path in try CalendarFile.load(path: path) }
                ?? desk.calendar(desk.configuration())
            let name = file ?? (calendar == .builtIn ? "the shipped calendar" : "your own calendar")
            var table = TextTable(["DAY", "", "WHAT", "HOURS"])
            for (day, exception) in calendar.exceptionDays {
                if let year, day.components.year != year { continue }
                table.add(
                    [day.description, Self.weekdays[day.isoWeekday - 1]] + Self.cells(exception))
            }
            print("\(name); every other Monday to Friday is open 09:15-15:30 IST")
            print(table.isEmpty ? "no holidays, no special sessions" : table.text)
        }
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    private static func cells(_ exception: SessionException) -> [String] {
        switch exception {
        case .holiday(let name):
            return [name, "closed"]
        case .special(let name, let opens, let closes, let pause):
            let hours = [opens] + (pause.map { [$0.lowerBound, $0.upperBound] } ?? []) + [closes]
            let clocks = hours.map {
                String(
                    Timestamp(india: CalendarDay(daysSinceEpoch: 0), secondsIntoDay: $0)
                        .indiaClock.prefix(5))
            }
            return [
                name,
                clocks.count == 2
                    ? "\(clocks[0])-\(clocks[1])"
                    : "\(clocks[0])-\(clocks[1]), \(clocks[2])-\(clocks[3])",
            ]
        }
    }
}
