import ArgumentParser
import Cockpit
import Configuration
import Foundation
import Terminal

/// Documents and checks the configuration file.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print every key of the configuration with its default, or check a file.",
        discussion: """
            The printed file has everything commented out, so this begins a configuration:

              file=$(alphastocks config --path)
              mkdir -p "${file%/*}" && alphastocks config > "$file"

            The program never writes the file. Exit status 1 when a checked file is not in order.
            """)

    @OptionGroup var themes: ThemeOption

    @Flag(help: "Print where the configuration is looked for.")
    var path = false

    @Flag(help: "Check the configuration, or the named file: keys, values, themes and actions.")
    var check = false

    @Argument(help: ArgumentHelp("With --check: the file to check.", valueName: "file"))
    var file: String?

    func validate() throws {
        guard !path || !check else {
            throw ValidationError("--path and --check exclude each other.")
        }
        guard file == nil || check else { throw ValidationError("A file belongs to --check.") }
    }

    func run() throws {
        try guarded {
            if path {
                print(ConfigurationFile.usualPath)
            } else if check {
                try checkFile()
            } else {
                print(try Self.printed(), terminator: "")
            }
        }
    }

    /// The file with which a configuration begins.
    ///
    /// - Throws: `ConfigurationError` when the reader does not know itself.
    static func printed() throws -> String {
        let keys = Action.allCases.map { action in
            (
                action: action.rawValue, keys: action.defaultKeys.map(\.name),
                meaning: action.summary
                    + (action.defaultKeys.isEmpty ? "; no key unless it is given one" : "")
            )
        }
        return try ConfigurationManual().text(path: ConfigurationFile.usualPath, keys: keys)
    }

    private func checkFile() throws {
        let checked = ConfigurationFile(named: file)
        let (configuration, found) = ProgramConfiguration.check(
            path: checked.path, isRequired: checked.isRequired)
        let problems: [any Error] =
            found + Looks.problems(configuration.cockpit, catalog: themes.catalog)
        guard problems.isEmpty else {
            throw ConfigurationProblems(
                all: problems.sorted { Self.place($0) < Self.place($1) })
        }
        let isThere = FileManager.default.fileExists(atPath: checked.path)
        print("\(checked.path)\(isThere ? ": in order" : " is absent: the defaults are in force")")
    }
}

extension ConfigCommand {
    /// Where an error stands in the file; the beginning for one about another file.
    private static func place(_ error: any Error) -> (line: Int, column: Int) {
        (error as? ConfigurationError)?.place ?? (0, 0)
    }
}

/// Everything that is wrong with a configuration, a line each.
private struct ConfigurationProblems: Error, CustomStringConvertible {
    let all: [any Error]

    var description: String { all.map { "\($0)" }.joined(separator: "\n") }
}
