import Cockpit
import Configuration
import Terminal
import Testing

@testable import alphastocks

@Suite("The configuration that the program prints")
struct PrintedConfigurationTests {
    private func looks(_ text: String) throws -> Looks {
        let configuration = try ProgramConfiguration(text, name: "c.toml")
        return try Looks(
            catalog: ThemeCatalog(directories: []), preferences: configuration.cockpit, asked: nil)
    }

    @Test("with every comment sign taken away it is what is in force without a file")
    func defaults() throws {
        let text = try ConfigCommand.printed().split(separator: "\n").map { line in
            String(line.wholeMatch(of: /# ([\w-]+ = .*)/)?.output.1 ?? line)
        }.joined(separator: "\n")
        let looks = try looks(text)
        #expect(Set(looks.keys.keys) == Set(Action.allCases))
        #expect(KeyMap(overrides: looks.keys) == KeyMap())
        #expect(looks.alerts == (try self.looks("")).alerts)
        var read = try ProgramConfiguration(text, name: "c.toml")
        read.cockpit.keys = [:]
        #expect(read == ProgramConfiguration())
    }

    @Test("an action answers to each key that it is given, and to none where the list is empty")
    func several() throws {
        let keys = KeyMap(overrides: try looks("[keys]\nhelp = [\"F2\", \"?\"]\nhalt = []\n").keys)
        #expect(keys.keys(for: .help) == [.function(2), .character("?")])
        #expect(keys.keys(for: .halt) == [] && keys.action(for: .character("H")) == nil)
        #expect(keys.name(of: .halt) == ":halt")
    }

    @Test("each of several keys is looked at", arguments: ["Hyper", "y", "q"])
    func slips(_ key: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try looks("[keys]\nhelp = [\"?\", \"\(key)\"]\n")
        }
        #expect(error?.place.line == 2)
    }
}
