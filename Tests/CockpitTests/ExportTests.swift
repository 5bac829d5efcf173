import Foundation
import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Exports")
struct ExportTests {
    /// The focused list of a cockpit, as it would be written.
    private func export(
        _ pane: Key, _ format: ViewExport.Format, filter: String = ""
    ) throws -> ViewExport {
        var driver = Driver()
        driver.press(pane)
        if !filter.isEmpty {
            driver.press(.character("/"))
            driver.type(filter)
            driver.press(.enter)
        }
        let effects = driver.model.export(as: format)
        guard case .export(let view)? = effects.first else { throw NoExport() }
        return view
    }

    private struct NoExport: Error {}

    @Test("CSV has a line a row, plain numbers and the order of the screen")
    func csv() throws {
        let view = try export(.character("4"), .csv)
        let lines = view.text.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(view.view == "positions")
        #expect(lines.count == view.rows + 1)
        #expect(view.rows == DeskSnapshot.busy.positions.count)
        let column = try #require(lines[0].firstIndex(of: "P&L"))
        let profits = lines.dropFirst().map { Double($0[column]) }
        #expect(profits == DeskSnapshot.busy.positions.map { Double($0.profit.paise) / 100 })
        #expect(view.text.filter { !$0.isASCII }.isEmpty)
    }

    @Test("a filter that is in force decides what is written")
    func filtered() throws {
        let all = try export(.character("4"), .csv)
        let some = try export(.character("4"), .csv, filter: "NIFTY")
        #expect(some.rows < all.rows)
        #expect(some.rows > 0)
    }

    @Test("a list without rows writes no file, and says so")
    func empty() {
        var driver = Driver(DeskSnapshot.busy.with { $0.positions = [] })
        driver.press(.character("4"))
        #expect(driver.model.export(as: .csv) == [.bell])
        #expect(driver.shows("no rows to write"))
    }

    @Test("JSON holds the rows as the desk knows them")
    func json() throws {
        let view = try export(.character("3"), .json)
        let rows = try JSONDecoder().decode([DeadLetterRow].self, from: Data(view.text.utf8))
        #expect(Set(rows) == Set(DeskSnapshot.busy.deadLetters.rows))
    }

    @Test("a pane that is no list is not exported, and says so")
    func noList() {
        var driver = Driver()
        driver.press(.character("6"))
        #expect(driver.model.export(as: .csv) == [.bell])
        #expect(driver.shows("is not a list"))
    }

    @Test(
        "fields with commas, quotes and line ends are quoted",
        arguments: [
            ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\r\nlines", "\"two\r\nlines\""),
        ])
    func quoting(_ field: String, _ written: String) {
        #expect(CSVText.line([field, "x"]) == written + ",x\n")
    }

    @Test(
        "figures become numbers where they are some",
        arguments: [
            ("^ +1,927.50", "1927.50"), ("v -517.50", "-517.50"), ("=0.00", "0.00"),
            ("48 112", "48112"), ("41 ms", "41 ms"), ("8/8", "8/8"), ("-", "-"),
        ])
    func numbers(_ figure: String, _ written: String) {
        #expect(CSVText.number(figure) == written)
    }

    @MainActor
    @Test("where an export went, or why it went nowhere, is said on the screen")
    func said() {
        var model = Driver().model
        model.didExport(
            ViewExport(view: "positions", format: .csv, rows: 4, text: ""), to: "/tmp/x.csv")
        var canvas = Canvas(size: model.size)
        model.draw(into: &canvas)
        #expect(canvas.lines.last == " 4 rows written: x.csv in /tmp/")
        model.didNotExport(because: "the disk is full")
        model.draw(into: &canvas)
        #expect(canvas.lines.last?.contains("not exported: the disk is full") == true)
    }
}
