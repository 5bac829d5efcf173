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
