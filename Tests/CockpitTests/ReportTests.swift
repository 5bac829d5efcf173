import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("The plain report")
struct ReportTests {
    @Test("it has every list, aligned, without escapes")
    func content() {
        let text = PlainReport(desk: .busy, now: DeskSnapshot.fixtureTime, columns: 140).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for title in [
            "QUEUES", "HANDLERS", "DEAD LETTERS", "POSITIONS", "EVENTS", "P&L AND RISK", "SIGNALS",
        ] {
            #expect(lines.contains { $0 == title }, "\(title)")
        }
        #expect(lines.contains { $0.contains("NIFTY 25100 CE") && $0.contains("+1,815.00") })
        #expect(!text.contains("\u{1B}"))
        #expect(lines.allSatisfy { $0.count <= 140 })
        #expect(lines.allSatisfy { $0.last != " " })
    }

    @Test("an empty desk and plain ASCII are reports too")
    func empty() {
        let text = PlainReport(
            desk: .empty, now: DeskSnapshot.fixtureTime.advanced(bySeconds: 60), usesASCII: true
        ).text
        #expect(text.contains("STALE 1m"))
        #expect(text.contains("no dead letters in this run"))
        let foreign = text.filter { !$0.isASCII }
        #expect(foreign.isEmpty)
    }
}
