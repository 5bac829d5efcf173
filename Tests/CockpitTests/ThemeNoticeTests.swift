import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@MainActor
@Suite("What is amiss with a theme")
struct ThemeNoticeTests {
    private static let text = "theme odd: 1 unknown key, line 12: ui.foo; did you mean ui.fg"

    /// A cockpit in which the theme "odd" has a key that nobody reads.
    private func lastRow(startingWith theme: String, after inputs: [[TerminalInput]]) -> String? {
        let screen = MemoryScreen(size: Size(columns: 80, rows: 24), inputs: inputs)
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]),
            options: CockpitOptions(themeNames: ["terminal", "odd"], themeName: theme),
            host: CockpitHost(
                theme: { _ in .terminal }, themeRemark: { $0 == "odd" ? Self.text : nil },
                clock: { DeskSnapshot.fixtureTime }))
        _ = app.run()
        return screen.canvas?.lines.last
    }

    @Test(
        "a theme with an unknown key says so in one line when it is chosen, and when the cockpit begins with it"
    )
    func chosen() {
        let t = TerminalInput.key(.character("t"))
        #expect(lastRow(startingWith: "terminal", after: [[t], [.timeout]]) == " \(Self.text)")
        #expect(lastRow(startingWith: "odd", after: [[.timeout]]) == " \(Self.text)")
        // The next one has nothing to say, and the remark goes with its theme.
        #expect(lastRow(startingWith: "odd", after: [[t], [.timeout]]) == " theme terminal")
    }
}
