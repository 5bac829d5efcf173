import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@testable import Cockpit

@Suite("The table of keys")
struct KeyTableTests {
    @Test("every action is in it once, with its first key")
    func complete() {
        let rows = KeyTable.markdown().split(separator: "\n")
        for action in Action.allCases {
            let found = rows.filter { $0.hasSuffix("| \(action.summary) |") }
            #expect(found.count == 1, "\(action)")
            let name = KeyMap().name(of: action)
            #expect(found.first?.contains("`\(name)`") == true, "\(action)")
        }
    }

    @Test("the README has this table", .enabled(if: Readme.text?.contains("| Move |") == true))
    func readme() {
        #expect(Readme.text?.contains(KeyTable.markdown()) == true, "paste the new one into it")
    }
}

/// The README beside the sources.
private enum Readme {
    static let text: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try? String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    }()
}
