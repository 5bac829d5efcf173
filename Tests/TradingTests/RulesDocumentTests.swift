import Foundation
import Testing

/// Holds `docs/rules.md` against the tests that it names.
@Suite struct RulesDocumentTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `every test that proves a rule exists`() throws {
        let document = try String(
            contentsOf: Self.root.appending(path: "docs/rules.md"), encoding: .utf8)
        var tests: [String: Set<Substring>] = [:]
        let files = FileManager.default.enumerator(
            at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            let names = Self.tests(in: text)
            for match in text.matches(of: /struct (\w+)\b/) {
                tests[String(match.1), default: []].formUnion(names)
            }
        }
        var named = 0
        for line in document.split(separator: "\n") where line.hasPrefix("- ") {
            let proofs = line.matches(of: /`(\w+)\/([^`]+)`/)
            #expect(!proofs.isEmpty, "no test proves: \(line)")
            for proof in proofs {
                named += 1
                #expect(
                    tests[String(proof.1)]?.contains(proof.2) == true,
                    "\(proof.1) has no test «\(proof.2)», which docs/rules.md names")
            }
        }
        #expect(named > 100)
    }

    @Test func `a name counts only where it is the name of a test`() {
        let text = """
            @Test("one", arguments: [1]) func one() {}
            @Test(
                "two") func two() {}
            @Test mutating func `three`() {}
            @Test(.enabled(if: true))
            func `four`() {}
            // "five" was a test once; `six` too.
            let seven = "seven"
            """
        #expect(Self.tests(in: text) == ["one", "two", "three", "four"])
    }

    /// The names of the tests in a source.
    private static func tests(in text: String) -> Set<Substring> {
        let given = text.matches(of: /@Test\(\s*"([^"]+)"/).map(\.1)
        let own = text.matches(of: /@Test(?:\([^"`]*\))?\s+(?:mutating\s+)?func\s+`([^`]+)`/).map(
            \.1)
        return Set(given + own)
    }
}
