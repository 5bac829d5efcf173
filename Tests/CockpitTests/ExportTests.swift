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

    @Test("profit and risk are written as rows of figures, limits, strategies and the day's curve")
    func riskCSV() throws {
        let view = try export(.character("6"), .csv)
        #expect(view.view == "profit-and-risk")
        let lines = view.text.split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(lines[0] == ["KIND", "NAME", "VALUE", "UNIT", "LIMIT", "FRACTION", "AT"])
        #expect(lines.count == view.rows + 1 && lines.allSatisfy { $0.count == 7 })
        func rows(_ kind: String) -> [[Substring]] { lines.filter { $0[0] == kind } }
        let account = DeskSnapshot.busy.account
        #expect(
            rows("curve").count == account.dayHistory.filter {
                $0.at < DeskSnapshot.busy.marketTime
            }.count + 1)
        #expect(rows("curve").map(\.[6]).sorted() == rows("curve").map(\.[6]))
        #expect(rows("curve").last?[2] == rows("figure").first { $0[1] == "day" }?[2])
        #expect(
            rows("figure").first { $0[1] == "cash" }.flatMap { Double($0[2]) }
                == account.cash.rupees)
        #expect(rows("limit").map(\.[1]) == ["positions", "at risk", "day loss", "loss run"])
        let risk = DeskSnapshot.busy.risk.capitalAtRisk
        #expect(rows("limit")[1][4] == Figures.fixed(Double(risk.limit) / 100, 2)[...])
        let profits = rows("strategy profit").compactMap { Double($0[2]) }
        let made = DeskSnapshot.busy.positions.reduce(Money.zero) { $0 + $1.profit }
        #expect(abs(profits.reduce(0, +) - made.rupees) < 0.001)
    }

    @Test("as JSON they are in paise, with a time for each point of the curve")
    func riskJSON() throws {
        struct Report: Decodable {
            struct Figure: Decodable {
                var name: String
                var value: Int64
                var unit: String
            }
            struct Limit: Decodable {
                var name: String
                var used: Int64
                var limit: Int64
                var fraction: Double
            }
            struct Sample: Decodable {
                var at: String
                var paise: Int64
            }
            var figures: [Figure]
            var limits: [Limit]
            var curve: [Sample]
        }
        let view = try export(.character("6"), .json)
        let report = try JSONDecoder().decode(Report.self, from: Data(view.text.utf8))
        let desk = DeskSnapshot.busy
        #expect(report.figures.first { $0.name == "day" }?.value == desk.account.dayNet.paise)
        #expect(report.limits.map(\.used).first == desk.risk.positions.used)
        #expect(report.curve.last?.paise == desk.account.dayNet.paise)
        #expect(report.curve.last?.at == desk.marketTime.indiaISO8601)
    }

    @Test("y copies the day in a line, Y all of it as JSON; the key of the export works there too")
    func riskCopied() throws {
        var driver = Driver()
        driver.press(.character("6"), .character("y"), .character("Y"), .character("e"))
        let copied = driver.effects.compactMap {
            if case .copy(let text) = $0 { text } else { nil }
        }
        try #require(copied.count == 2)
        let net = Figures(glyphs: .unicode).signedMoney(DeskSnapshot.busy.account.dayNet)
        #expect(copied[0].contains("day \(net)") && !copied[0].contains("\n"))
        #expect(copied[1].contains("\"curve\""))
        #expect(driver.effects.contains { if case .export = $0 { true } else { false } })
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
