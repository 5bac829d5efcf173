import Configuration
import Testing
import Trading

@Suite("The documented configuration")
struct ConfigurationManualTests {
    private let text: String
    private let entries: [ConfigurationManual.Entry]

    init() throws {
        let manual = try ConfigurationManual()
        entries = manual.entries
        text = manual.text(
            path: "/etc/c.toml", keys: [("quit", "q", "quit"), ("palette", "\\", "a \"key\"")])
    }

    /// The text with every key in force, examples left out or in.
    private func uncommented(examples: Bool) -> String {
        var isExample = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("# "), let key = line.dropFirst(2).split(separator: " ").first,
                line.dropFirst(2 + key.count).hasPrefix(" = ")
            else {
                isExample = line.hasSuffix("(not set; for example)")
                return String(line)
            }
            return isExample && !examples ? String(line) : String(line.dropFirst(2))
        }.joined(separator: "\n")
    }

    @Test("what is printed is a file that changes nothing")
    func commented() throws {
        var read = try ProgramConfiguration(text, name: "c.toml")
        #expect(read.cockpit.keys.isEmpty)
        read.cockpit = CockpitPreferences()
        #expect(read.paper == ProgramConfiguration().paper)
        #expect(read.rules.limits == ProgramConfiguration().rules.limits)
    }

    @Test("each documented default is the default that is in force")
    func defaults() throws {
        let fresh = ProgramConfiguration()
        let read = try ProgramConfiguration(uncommented(examples: false), name: "c.toml")
        #expect(read.rules.limits == fresh.rules.limits)
        #expect(read.rules.capital == fresh.rules.capital)
        #expect(Set(read.rules.modes) == Set(fresh.rules.modes))
        #expect(read.rules.mode == fresh.rules.mode)
        #expect(read.paper == fresh.paper)
        #expect(read.cockpit.alerts == fresh.cockpit.alerts)
        #expect(read.cockpit.usesMouse == fresh.cockpit.usesMouse)
        #expect(read.cockpit.keys.mapValues { $0.value } == ["quit": "q", "palette": "\\"])
    }

    @Test("each example is a value that the reader takes")
    func examples() throws {
        // The calendar's example is a file that only its user has.
        let text = uncommented(examples: true).split(separator: "\n")
            .filter { !$0.hasPrefix("calendar") }.joined(separator: "\n")
        let read = try ProgramConfiguration(text, name: "c.toml")
        #expect(read.cockpit.theme?.value == "nord")
        #expect(read.cockpit.minimumContrast == 4.5)
    }

    @Test("every key that a table knows is documented, and nothing else")
    func complete() throws {
        let tables = Dictionary(grouping: entries, by: \.table)
        #expect(tables.count >= 6)
        for (table, entries) in tables {
            let error = #expect(throws: ConfigurationError.self) {
                try ProgramConfiguration(
                    "[\(table.joined(separator: "."))]\nno_such_key = 1\n", name: "c.toml")
            }
            guard case .unknownKey(_, _, _, let known)? = error else {
                Issue.record("\(table): \(String(describing: error))")
                continue
            }
            // Tables within a table are documented as tables.
            let inner = ["signals": "life", "limits": "freeze"]
            let documented = Set(entries.map(\.key)).union(table.compactMap { inner[$0] })
            #expect(documented == Set(known), "\(table)")
        }
    }

    @Test("every meaning is said in words")
    func meanings() {
        for entry in entries { #expect(entry.meaning.count > 10, "\(entry.key)") }
    }
}
