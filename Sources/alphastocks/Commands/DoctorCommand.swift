import ArgumentParser
import Configuration
import Foundation
import Terminal
import Trading

/// Says what the program finds on this machine, and what it would do with it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what the terminal can do, where files are, and whether they are in order.",
        discussion: "Exit status 1 when something is not in order.")

    @OptionGroup var themes: ThemeOption
    @OptionGroup var desk: DeskOptions

    func run() throws {
        let probe = TerminalProbe.current()
        print(probe.report.joined(separator: "\n"))
        let isTerminalGood = probe.problem == nil
        let isConfigurationGood = check("configuration") {
            let file = ConfigurationFile(named: desk.config)
            let configuration = try file.read()
            _ = try Looks(
                catalog: themes.catalog, preferences: configuration.cockpit, asked: nil)
            return FileManager.default.fileExists(atPath: file.path)
                ? file.path : "\(file.path) (absent: defaults)"
        }
        let isCalendarGood = check("calendar") {
            // What is wrong with the configuration was said.
            guard isConfigurationGood else { return "named in the configuration: not looked at" }
            let calendar = try desk.calendar(desk.configuration())
            return calendar == .builtIn
                ? "the shipped one (your own would be \(DeskOptions.calendarPath))"
                : "your own, \(calendar.exceptionDays.count) days"
        }
        var warnings: [ThemeWarning] = []
        let isThemeGood = check("themes") {
            let catalog = themes.catalog
            for name in catalog.names { warnings += try catalog.theme(named: name).warnings }
            return "\(catalog.names.count), default \(catalog.defaultName(depth: probe.depth))"
        }
        // They are used all the same, so this is no failure.
        for warning in warnings { print("              \(warning)") }
        let isStateGood = check("state") {
            try FileManager.default.createDirectory(
                atPath: StateDirectory.state, withIntermediateDirectories: true)
            guard FileManager.default.isWritableFile(atPath: StateDirectory.state) else {
                throw ProgramFailure("\(StateDirectory.state) cannot be written")
            }
            return StateDirectory.state
        }
        guard isTerminalGood, isConfigurationGood, isCalendarGood, isThemeGood, isStateGood
        else {
            throw ExitCode(1)
        }
    }

    /// Prints one line; `false` when the thing is not in order.
    private func check(_ name: String, _ look: () throws -> String) -> Bool {
        let label = name + String(repeating: " ", count: max(1, 14 - name.count))
        do {
            print("\(label)\(try look())")
            return true
        } catch {
            print("\(label)NOT IN ORDER: \(sentence(for: error))")
            return false
        }
    }
}
