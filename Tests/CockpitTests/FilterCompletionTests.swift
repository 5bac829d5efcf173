import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Completions of a filter")
struct FilterCompletionTests {
    private func words(_ word: String, _ rows: [RowFacts]) -> [String] {
        FilterCompletion.words(for: word, among: rows)
    }

    @Test("only what some row has an answer to is offered")
    func answered() {
        let bare = RowFacts(text: "a row")
        #expect(words("", [bare]) == ["re:"])
        #expect(words("", []) == [])
        #expect(words("", [bare, RowFacts(text: "", handler: "risk")]) == ["handler:", "re:"])
        #expect(words("", [RowFacts(text: "x", symbol: "NIFTY CE")]) == ["symbol:", "re:"])
        #expect(words("", [RowFacts(text: "x", error: "Timeout")]) == ["err:", "re:"])
        #expect(words("!a", [RowFacts(text: "x", ageSeconds: 3)]) == ["!age>5m", "!age<1m"])
        #expect(words("e", [bare]) == [])
    }

    @Test(
        "every qualifier that a list offers matches some of its rows or could, and no other",
        arguments: PaneID.allCases)
    func lists(_ id: PaneID) {
        let pane = PaneRegistry.pane(id)
        let context = PaneContext(
            desk: .busy, now: DeskSnapshot.busy.takenAt, glyphs: .unicode, keys: KeyMap())
        let offered = pane.completions(of: "", context: context)
        for qualifier in ["handler:", "symbol:", "err:"] {
            // A value that is offered after the qualifier is one that a row has.
            let values = pane.completions(of: qualifier, context: context)
            if !values.isEmpty { #expect(offered.contains(qualifier), "\(id) \(qualifier)") }
            for value in values {
                #expect(!pane.matches(RowFilter(value), context: context).isEmpty, "\(value)")
            }
        }
        let hasAges =
            !pane.matches(RowFilter("age>0s"), context: context).isEmpty
            || !pane.matches(RowFilter("age<1d"), context: context).isEmpty
        #expect(offered.contains("age>5m") == hasAges, "\(id)")
    }

    @Test("positions have no handlers and no errors to ask for")
    func positions() {
        let context = PaneContext(
            desk: .busy, now: DeskSnapshot.busy.takenAt, glyphs: .unicode, keys: KeyMap())
        #expect(
            PaneRegistry.pane(.positions).completions(of: "", context: context)
                == ["symbol:", "age>5m", "age<1m", "re:"])
    }
}
