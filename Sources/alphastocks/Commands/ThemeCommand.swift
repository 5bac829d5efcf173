import ArgumentParser
import Foundation
import Terminal

/// Lists, checks and converts themes.
struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme", abstract: "List, check and convert themes.",
        subcommands: [List.self, Check.self, Import.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the themes that can be named.")

        @OptionGroup var themes: ThemeOption

        func run() throws {
            try guarded {
                let catalog = themes.catalog
                for name in catalog.names {
                    let entry = try catalog.theme(named: name)
                    let gap = String(repeating: " ", count: max(1, 20 - name.count))
                    print("\(name)\(gap)\(entry.theme.variant)")
                }
            }
        }
    }

    /// The roles that are drawn nowhere, as they are written.
    private static let undrawn = Role.undrawn.map(\.rawValue).sorted().joined(separator: ", ")

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Check that a theme can be read by everybody.",
            discussion: """
                Prints the contrast of text that is hard to read, and how different gains and losses look, \
                also to somebody who does not see red or green. Exit status 1 when a theme fails.

                A key that no role or setting has is printed with its line as a warning; the theme is used \
                without it, and the check passes. A value that is not what its key needs is an error. \
                Nothing is drawn in these roles, which a file may name all the same: \(undrawn).
                """)

        @OptionGroup var themes: ThemeOption

        @Argument(
            help: ArgumentHelp(
                "Theme names or files; all themes when none is given.", valueName: "theme"))
        var names: [String] = []

        func run() throws {
            try guarded {
                let catalog = themes.catalog
                var isGood = true
                for name in names.isEmpty ? catalog.names : names {
                    let entry =
                        name.hasSuffix(".toml")
                        ? try catalog.theme(inFile: name) : try catalog.theme(named: name)
                    for warning in entry.warnings { printError("\(warning)") }
                    let check = ThemeCheck(entry.theme)
                    print(check.report.joined(separator: "\n"))
                    isGood = isGood && check.passes
                }
                if !isGood { throw ExitCode(1) }
            }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Convert a base16 scheme (YAML) into a theme file, on standard output.")

        @Argument(help: ArgumentHelp("The scheme's file.", valueName: "file"))
        var file: String

        func run() throws {
            try guarded {
                let text: String
                do {
                    text = try String(contentsOfFile: file, encoding: .utf8)
                } catch {
                    throw ProgramFailure("\(file): \(error.localizedDescription)")
                }
                print(try Base16Scheme(text, file: file).themeFile)
            }
        }
    }
}
