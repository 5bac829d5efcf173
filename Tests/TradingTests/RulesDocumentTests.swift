import Foundation
import Testing

/// Holds `docs/rules.md` against the tests that it names.
@Suite struct RulesDocumentTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func `every test that proves a rule exists`() throws {
        let document = try String(
            contentsOf: Self.root.appending(path: "docs/rules.md"), encoding: .utf8)
        var sources: [String: String] = [:]
        let tests = Self.root.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /(?:struct|class) (\w+Tests)\b/) {
                sources[String(match.1), default: ""] += text
            }
        }
        var named = 0
        for line in document.split(separator: "\n") where line.hasPrefix("- ") {
            let proofs = line.matches(of: /`(\w+Tests)\/([^`]+)`/)
            #expect(!proofs.isEmpty, "no test proves: \(line)")
            for proof in proofs {
                named += 1
                let source = sources[String(proof.1)] ?? ""
                #expect(
                    source.contains("\"\(proof.2)\"") || source.contains("`\(proof.2)`"),
                    "\(proof.1) has no test «\(proof.2)», which docs/rules.md names")
            }
        }
        #expect(named > 100)
    }
}
