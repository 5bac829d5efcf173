import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@MainActor
@Suite("The running cockpit")
struct AppTests {
    private func app(
        _ screen: MemoryScreen, _ desk: ScriptedDesk,
        clock: @escaping () -> Timestamp = { DeskSnapshot.fixtureTime },
        remember: @escaping (ViewMemory) -> Void = { _ in }
    ) -> CockpitApp {
        CockpitApp(
            screen: screen, desk: desk, options: CockpitOptions(themeNames: ["terminal", "again"]),
            host: CockpitHost(theme: { _ in .terminal }, clock: clock, remember: remember))
    }

    @Test("it draws the snapshot and ends on q")
    func quits() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.wake], [.key(.character("q"))]])
        #expect(app(screen, ScriptedDesk(snapshots: [.busy])).run() == .quit)
        #expect(screen.canvas?.lines[0].contains("SIM") == true)
    }

    @Test("a signal ends it, whatever is open")
    func terminates() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.key(.character("i"))], [.terminate(signal: 1)]])
        #expect(app(screen, ScriptedDesk(snapshots: [.busy])).run() == .signal(1))
    }

    @Test("a command reaches the desk, and its answer the dialog")
    func commands() {
        let answer = DeskSnapshot.busy.later(bySeconds: 0).answering(1, .accepted("on its way"))
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [
                [.key(.character("4"))], [.key(.character("x"))], [.key(.character("y"))], [.wake],
                [.timeout],
            ])
        let desk = ScriptedDesk(snapshots: [.busy, .busy, .busy, answer])
        // A person's clock: it goes on while the question is read.
        var now = DeskSnapshot.fixtureTime
        let app = app(screen, desk) {
            now = now.advanced(bySeconds: 0.1)
            return now
        }
        #expect(app.run() == .signal(15))
        #expect(desk.commands.count == 1)
        #expect(screen.canvas?.lines.contains { $0.contains("accepted: on its way") } == true)
    }

    @Test("it draws no more often than something changed, and at most ten times a second")
    func drawsOnDemand() {
        let screen = MemoryScreen(
            size: Size(columns: 80, rows: 24),
            inputs: Array(repeating: [.wake], count: 50))
        let desk = ScriptedDesk(snapshots: Array(repeating: .busy, count: 40))
        _ = app(screen, desk).run()
        // The clock stands still: the first snapshot is drawn, the others must wait their turn.
        #expect(screen.presentations == 1)
    }

    @Test("a resize is drawn at the new size at once")
    func resizes() {
        let screen = MemoryScreen(
            size: Size(columns: 80, rows: 24),
            inputs: [[.resize(Size(columns: 130, rows: 50))], [.key(.character("q"))]])
        _ = app(screen, ScriptedDesk(snapshots: [.busy])).run()
        #expect(screen.canvas?.size == Size(columns: 130, rows: 50))
    }

    @Test("a theme that cannot be had is said to be so, and the old one stays")
    func missingTheme() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.key(.character("t"))], [.timeout]])
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]),
            options: CockpitOptions(themeNames: ["terminal", "broken"]),
            host: CockpitHost(
                theme: { $0 == "broken" ? nil : .terminal }, clock: { DeskSnapshot.fixtureTime }))
        _ = app.run()
        #expect(screen.canvas?.lines.last == " theme broken cannot be read: check its file")
        #expect(screen.canvas?.lines[0].contains("terminal") == true)
    }

    @Test("the list of themes is read once, when the first frame is on the screen")
    func themesAfterTheFrame() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.key(.character("t"))], [.timeout], [.key(.character("q"))]])
        var drawnBefore: [Int] = []
        var used: [String] = []
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]), options: CockpitOptions(),
            theme: .terminal,
            host: CockpitHost(
                theme: { name in
                    used.append(name)
                    return .terminal
                },
                themeNames: {
                    drawnBefore.append(screen.presentations)
                    return ["terminal", "again"]
                }, clock: { DeskSnapshot.fixtureTime }))
        #expect(used.isEmpty)
        #expect(app.run() == .quit)
        #expect(drawnBefore == [1])
        #expect(used == ["again"])
    }

    @Test(
        "a chosen theme and layout are used and remembered, copies reach the clipboard, the mouse is given back"
    )
    func effects() {
        var chosen: [ViewMemory] = []
        let screen = MemoryScreen(
            size: Size(columns: 80, rows: 24),
            inputs: [
                [.key(.character("t"))], [.key(.character("y"))], [.key(.character("M"))],
                [.key(.control("z"))], [.key(.control("l"))], [.key(.character("w"))],
                [.key(.character("q"))],
            ])
        #expect(
            app(screen, ScriptedDesk(snapshots: [.busy]), remember: { chosen.append($0) }).run()
                == .quit)
        #expect(
            chosen == [
                ViewMemory(theme: "again", layout: "all"),
                ViewMemory(theme: "again", layout: "trading"),
            ])
        #expect(screen.copied.count == 1)
        #expect(!screen.isMouseEnabled)
    }

    /// A cockpit in which "terminal" was not chosen by anybody, and "again" suits a light background.
    private func undecided(
        _ screen: MemoryScreen, remember: @escaping (ViewMemory) -> Void = { _ in }
    ) -> CockpitApp {
        CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]),
            options: CockpitOptions(themeNames: ["terminal", "again", "third"]),
            host: CockpitHost(
                theme: { _ in .terminal },
                themeOnBackground: { $0.isLight ? "again" : "terminal" },
                clock: { DeskSnapshot.fixtureTime }, remember: remember))
    }

    @Test("a terminal that tells of its light background is drawn for it from the first frame on")
    func lightBackground() {
        var chosen: [ViewMemory] = []
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.key(.character("w"))]])
        _ = undecided(screen) { chosen.append($0) }.run(after: [.background(RGB(0xFFFFFF))])
        #expect(screen.canvas?.lines[0].contains("again") == true)
        // Nobody has chosen it: the next terminal may be a dark one.
        #expect(chosen == [ViewMemory(theme: nil, layout: "trading")])
    }

    @Test("an answer that is there before costs no frame of the other theme")
    func firstFrame() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.terminate(signal: 15)]])
        _ = undecided(screen).run(after: [.background(RGB(0xFFFFFF))])
        #expect(screen.presentations == 1)
    }

    @Test("the first snapshot is drawn as soon as it comes, whatever stood there before it")
    func firstSnapshot() {
        let desk = ScriptedDesk(snapshots: [])
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.timeout], [.terminate(signal: 15)]])
        // The clock stands still; the desk comes when it is looked at after the first frame.
        let app = app(screen, desk) {
            if screen.presentations == 1 { desk.enqueue(.busy) }
            return DeskSnapshot.fixtureTime
        }
        _ = app.run()
        #expect(screen.presentations == 2)
        #expect(screen.canvas?.lines[0].contains("SIM") == true)
    }

    @Test("M takes a mouse that the screen had left alone")
    func takesMouse() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.key(.character("M"))]])
        screen.isMouseEnabled = false
        _ = app(screen, ScriptedDesk(snapshots: [.busy])).run()
        #expect(screen.isMouseEnabled)
    }

    @Test("an answer that comes late changes the theme, but not one that was chosen meanwhile")
    func lateAnswer() {
        let late = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.timeout], [.key(.down)], [.background(RGB(0xFFFFFF))], [.timeout]])
        _ = undecided(late).run()
        #expect(late.canvas?.lines[0].contains("again") == true)
        let chosen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [
                [.timeout], [.key(.character("T"))], [.background(RGB(0xFFFFFF))], [.timeout],
            ])
        _ = undecided(chosen).run()
        #expect(chosen.canvas?.lines[0].contains("third") == true)
    }

    @Test("a key that is typed before the answer comes is answered all the same")
    func keyBeforeAnswer() {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40),
            inputs: [[.key(.character("q")), .background(RGB(0xFFFFFF))]])
        #expect(undecided(screen).run() == .quit)
    }
}
