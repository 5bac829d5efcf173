import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("The mouse in dialogs")
struct MouseTests {
    /// Clicks on the first place where a text stands.
    private static func click(_ text: String, _ driver: inout Driver) throws {
        let lines = driver.lines()
        let y = try #require(lines.firstIndex { $0.contains(text) }, "no \(text) on the screen")
        let range = try #require(lines[y].firstRange(of: text))
        let x = lines[y].distance(from: lines[y].startIndex, to: range.lowerBound)
        driver.press(.mouse(MouseEvent(x: x, y: y, kind: .press)))
    }

    @Test("a click on Cancel closes the dialog; a click on the other button confirms nothing")
    func confirm() throws {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        try Self.click("close it ", &driver)
        try Self.click("close it ", &driver)
        #expect(driver.sent.isEmpty)
        #expect(driver.model.dialogs.count == 1)
        try Self.click("Cancel", &driver)
        #expect(driver.model.dialogs.isEmpty)
        driver.press(.character("x"))
        try Self.click("close it ", &driver)
        driver.press(.enter)
        #expect(driver.sent.count == 1)
    }

    @Test("a click on quit asks, even where the key does not")
    func quit() throws {
        let calm = DeskSnapshot.empty.with { $0.engine.phase = .running }
        let own = CockpitOptions(ownsDesk: true)
        var byKey = Driver(calm, options: own)
        byKey.press(.character("q"))
        #expect(byKey.effects == [.quit])
        var driver = Driver(calm, options: own)
        try Self.click("q quit", &driver)
        #expect(driver.effects.isEmpty)
        #expect(driver.shows("no order is in flight and nothing is open"))
        driver.press(.character("y"))
        #expect(driver.effects == [.quit])
        // Another's desk, whatever it holds: only the screen goes.
        var attached = Driver(.busy, options: CockpitOptions(ownsDesk: false))
        try Self.click("q quit", &attached)
        #expect(attached.shows("the desk goes on without this cockpit"))
    }

    @Test("the wheel scrolls; the selection stays until it would be out of sight")
    func wheel() throws {
        let log = (1...100).map {
            LogRow(
                sequence: UInt64($0), at: DeskSnapshot.fixtureTime, level: .info, subject: "desk",
                text: "row \($0)", correlationID: nil)
        }
        var driver = Driver(DeskSnapshot.busy.with { $0.log = log })
        driver.press(.character("5"), .character("z"), .down, .down, .down, .down)
        let chosen = driver.model.focusedState.selection
        let down = Key.mouse(MouseEvent(x: 20, y: 10, kind: .wheelDown))
        let up = Key.mouse(MouseEvent(x: 20, y: 10, kind: .wheelUp))
        #expect(driver.lines()[4].contains("row 100"))
        driver.press(down)
        #expect(driver.lines()[4].contains("row 97"))
        #expect(driver.model.focusedState.selection == chosen)
        driver.press(down)
        #expect(driver.lines()[4].contains("row 94"))
        #expect(driver.model.focusedState.selection == .event(94))
        driver.press(up)
        #expect(driver.lines()[4].contains("row 97"))
        #expect(driver.model.focusedState.selection == .event(94))
        // Back at the newest, the list follows it again.
        driver.press(up, up)
        #expect(driver.lines()[4].contains("row 100"))
        #expect(driver.model.focusedState.selection == .event(100))
    }

    @Test("a click on a tab turns to its page")
    func tabs() throws {
        var driver = Driver(.busy)
        driver.press(.character("3"), .enter)
        try Self.click("hex", &driver)
        #expect(driver.shows("0000  7b 22"))
        try Self.click("trace", &driver)
        #expect(driver.shows("trace #ema-NIFTY-1400"))
    }

    @Test("a click puts the focus on a field, and a second one runs a line of the palette")
    func fields() throws {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        try Self.click("strength 0.80", &driver)
        driver.press(.control("u"))
        driver.type("0.95")
        #expect(driver.shows("strength 0.95"))
        driver.press(.escape, .character(":"))
        driver.type("goto")
        try Self.click("goto events", &driver)
        #expect(driver.model.dialogs.count == 1)
        try Self.click("goto events", &driver)
        #expect(driver.model.focusedPane == .events)
    }
}
