import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("A configuration that changes")
@MainActor
struct ReconfiguringTests {
    /// A clock that goes on by a second at every look.
    private final class Clock {
        var now = DeskSnapshot.fixtureTime

        func look() -> Timestamp {
            now = now.advanced(bySeconds: 1)
            return now
        }
    }

    private func run(
        _ reread: CockpitHost.Reread, keys: [Key]
    ) -> (screen: MemoryScreen, end: CockpitApp.End) {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.wake]] + keys.map { [.key($0)] } + [[.timeout]])
        let clock = Clock()
        var answers = [reread]
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]),
            options: CockpitOptions(themeNames: ["terminal", "nord"]),
            host: CockpitHost(
                theme: { _ in .terminal }, clock: clock.look,
                reread: { answers.isEmpty ? nil : answers.removeFirst() }))
        return (screen, app.run())
    }

    @Test("new keys are in force at once, and what must wait is named")
    func keys() {
        let (screen, end) = run(
            .changed(
                keys: [.quit: [.character("Q")]], alerts: AlertRules(), theme: "nord",
                later: ["[limits]"]),
            keys: [])
        #expect(
            screen.canvas?.lines.last
                == " the changed configuration is in force; [limits] count from the next start")
        #expect(screen.canvas?.lines[0].contains("nord") == true)
        #expect(end == .signal(15))
        #expect(
            run(
                .changed(
                    keys: [.quit: [.character("Q")]], alerts: AlertRules(), theme: nil, later: []),
                keys: [.character("q"), .character("Q")]
            ).end == .quit)
    }

    @Test("one that is not in order changes nothing and says where it is wrong")
    func refused() {
        let (screen, end) = run(
            .refused("c.toml:3:1: no action is called \"quitt\""), keys: [])
        #expect(screen.canvas?.lines.last?.contains("c.toml:3:1: no action") == true)
        #expect(end == .signal(15))
    }
}
