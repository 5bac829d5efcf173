import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Command palette")
struct PaletteTests {
    private static func run(_ text: String, _ driver: inout Driver) {
        driver.press(.character(":"))
        driver.type(text)
        driver.press(.enter)
    }

    @Test("a few letters find a position by its name, and closing it still asks")
    func close() {
        var driver = Driver(.busy)
        Self.run("clbank", &driver)
        #expect(driver.shows("sell 35 BANKNIFTY 56000 PE 28OCT"))
        #expect(driver.sent.isEmpty)
        driver.press(.character("y"))
        let position = DeskSnapshot.busy.positions[1].position
        #expect(
            driver.sent == [.closePositions([PositionTarget(position)])])
    }

    @Test("what trades comes first while nothing is typed")
    func tradingFirst() {
        let items = PaletteItem.all(
            .busy, pane: PaneRegistry.pane(.queues), themes: [], figures: Figures(glyphs: .unicode))
        let trading = Action.allCases.filter { $0.section == .trade }
        #expect(items.prefix(trading.count) == ArraySlice(trading.map(PaletteItem.action)))
        #expect(Set(items).count == items.count)
    }

    @Test("verbs take arguments: goto, sort, pause, inject, trace, layout, filter")
    func verbs() {
        var driver = Driver(.busy)
        Self.run("goto dlq", &driver)
        #expect(driver.model.focusedPane == .deadLetters)
        Self.run("sort error", &driver)
        #expect(driver.model.focusedState.sort?.column == "ERROR")
        Self.run("filter chaos", &driver)
        #expect(driver.model.focusedState.order.count == 2)
        Self.run("layout trading", &driver)
        #expect(driver.model.preset == .trading)
        Self.run("pause executor", &driver)
        #expect(driver.shows("Pause a handler"))
        driver.press(.escape)
        Self.run("inject reliance", &driver)
        #expect(driver.shows("1384.60"))
        driver.press(.escape)
        Self.run("trace ema-bank", &driver)
        #expect(driver.shows("trace #ema-BANKNIFTY-1"))
        driver.press(.escape)
        Self.run("q", &driver)
        #expect(driver.effects.last == .quit)
    }

    @Test("up brings back what was run before")
    func history() {
        var driver = Driver(.busy)
        Self.run("goto events", &driver)
        Self.run("goto risk", &driver)
        driver.press(.character(":"), .up, .up, .enter)
        #expect(driver.model.focusedPane == .events)
    }

    @Test("a theme under the cursor is shown at once, and Esc brings the old one back")
    func preview() {
        var driver = Driver(
            .busy, options: CockpitOptions(themeNames: ["terminal", "nord", "dracula"]))
        driver.press(.character(":"))
        driver.type("theme nord")
        #expect(driver.effects.last == .theme("nord"))
        driver.press(.escape)
        #expect(driver.effects.last == .theme("terminal"))
        #expect(driver.model.themeName == "terminal")
    }

    @Test("a locked cockpit runs nothing that trades, whatever is typed")
    func locked() {
        var driver = Driver(.busy)
        driver.press(.character("L"))
        for text in ["close nifty", "inject nifty", "levels nifty", "pause executor", "flat"] {
            Self.run(text, &driver)
            #expect(driver.model.dialogs.isEmpty, "\(text)")
        }
        #expect(driver.sent.isEmpty)
        #expect(driver.asked.isEmpty)
    }

    @Test("letters side by side and at the start of words win")
    func rating() throws {
        let close = try #require(FuzzyMatch.rating(of: "cla", in: "close-all"))
        let scattered = try #require(FuzzyMatch.rating(of: "cla", in: "columns-left a"))
        #expect(close > scattered)
        #expect(FuzzyMatch.rating(of: "xyz", in: "close") == nil)
        #expect(FuzzyMatch.rating(of: "", in: "close") == 0)
    }
}
