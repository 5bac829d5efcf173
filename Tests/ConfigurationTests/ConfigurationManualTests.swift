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
            path: "/etc/c.toml",
            keys: [
                ("quit", ["q", "C-c"], "quit"), ("palette", ["\\"], "a \"key\""),
                ("flatten", [], "close everything"),
            ])
    }

    /// The text with the comment signs taken away before each key, and before what each example is of.
    private func uncommented(examples: Bool = false) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            if examples, let start = line.firstRange(of: "for example: ") {
                line = line[start.upperBound...]
            }
            return String(line.wholeMatch(of: /# (\w+ = .*)/)?.output.1 ?? line)
        }.joined(separator: "\n")
    }

    @Test("what is printed is a file that changes nothing")
    func commented() throws {
        #expect(try ProgramConfiguration(text, name: "c.toml") == ProgramConfiguration())
    }

    @Test("with every comment sign taken away it changes nothing either")
    func defaults() throws {
        let text = uncommented()
        for key in [
            "capital_rupees = ", "stop_percent = ", "enabled = ", "queue_depth = ", "mode = ",
            "trail_after_percent = ",
        ] {
            #expect(text.contains("\n\(key)"))
        }
        var read = try ProgramConfiguration(text, name: "c.toml")
        #expect(
            read.cockpit.keys.mapValues { $0.value }
                == ["quit": ["q", "C-c"], "palette": ["\\"], "flatten": []])
        read.cockpit.keys = [:]
        #expect(read == ProgramConfiguration())
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
