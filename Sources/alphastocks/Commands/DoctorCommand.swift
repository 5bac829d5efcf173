import ArgumentParser
import Configuration
import Foundation
import Terminal

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
            let path = desk.config ?? StateDirectory.configuration + "/config.toml"
            _ = try desk.configuration()
            return FileManager.default.fileExists(atPath: path)
                ? path : "\(path) (absent: defaults)"
        }
        let isThemeGood = check("themes") {
            let catalog = themes.catalog
            for name in catalog.names { _ = try catalog.theme(named: name) }
            return "\(catalog.names.count), default \(catalog.defaultName(depth: probe.depth))"
        }
        let isStateGood = check("state") {
            try FileManager.default.createDirectory(
                atPath: StateDirectory.state, withIntermediateDirectories: true)
            guard FileManager.default.isWritableFile(atPath: StateDirectory.state) else {
                throw ProgramFailure("\(StateDirectory.state) cannot be written")
            }
            return StateDirectory.state
        }
        guard isTerminalGood, isConfigurationGood, isThemeGood, isStateGood else {
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
