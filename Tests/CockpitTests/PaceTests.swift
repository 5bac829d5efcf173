import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@MainActor
@Suite("How often the cockpit draws")
struct PaceTests {
    private func run(
        _ screen: TimedScreen, refreshSeconds: Double = 0.25, alerts: AlertRules = AlertRules(),
        deskEndsAt: Double = .infinity
    ) {
        let desk = PunctualDesk(.busy, endsAt: deskEndsAt) {
            MainActor.assumeIsolated { screen.seconds }
        }
        let app = CockpitApp(
            screen: screen, desk: desk,
            options: CockpitOptions(refreshSeconds: refreshSeconds, alerts: alerts),
            host: CockpitHost(theme: { _ in .terminal }, clock: { screen.now }))
        #expect(app.run() == .signal(15))
    }

    // MARK: - Sizes

    @Test(
        "a storm of sizes is drawn at once, then seldom, and ends with the last one and the same row selected"
    )
    func storm() throws {
        let last = Size(columns: 120, rows: 40)
        let storm = (1...100).map { number in
            let size =
                number == 100 ? last : Size(columns: 100 + number % 37, rows: 30 + number % 11)
            return (seconds: 1 + Double(number) * 0.002, inputs: [TerminalInput.resize(size)])
        }
        let screen = TimedScreen(
            size: last,
            events: [
                (0.2, [.key(.character("4"))]), (0.4, [.key(.character("j"))]), (0.6, [.wake]),
            ] + storm
                + [(1.5, [.wake])])
        run(screen)
        let drawn = screen.frames(from: 1.002, to: 1.3)
        #expect(
            drawn.first?.seconds == 1.002
                && drawn.first?.canvas.size == Size(columns: 101, rows: 31))
        #expect(drawn.count <= 6, "\(drawn.map(\.seconds))")
        #expect(drawn.contains { $0.canvas.size == last })
        func selected(_ frame: TimedScreen.Frame?) -> String? {
            frame?.canvas.lines.first { $0.contains("▸") }.map {
                String($0.drop { $0 != "▸" }.prefix(10))
            }
        }
        let before = try #require(selected(screen.frames(from: 0.4, to: 1).last))
        #expect(selected(screen.frames.last) == before)
    }

    @Test("sizes that are far apart are each drawn at once, and a key does not wait for a size")
    func slowSizes() {
        func size(_ columns: Int) -> TerminalInput { .resize(Size(columns: columns, rows: 30)) }
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40),
            events: [
                (1, [size(101)]), (1.1, [size(102)]), (1.11, [size(103)]),
                (1.12, [.key(.character("j"))]),
                (1.3, [.wake]),
            ])
        run(screen)
        func drawn(at seconds: Double) -> Int? {
            screen.frames.first { $0.seconds == seconds }?.canvas.size.columns
        }
        #expect(drawn(at: 1) == 101)
        #expect(drawn(at: 1.1) == 102)
        #expect(drawn(at: 1.11) == nil)
        #expect(drawn(at: 1.12) == 103)
    }

    // MARK: - Nobody there

    /// Wakes at every tenth of a second, for so long.
    private func snapshots(from start: Double, to end: Double) -> [(
        seconds: Double, inputs: [TerminalInput]
    )] {
        (Int(start * 10)..<Int(end * 10)).map { (Double($0) / 10, [.wake]) }
    }

    @Test(
        "five minutes after the last key it draws once a second, never late, and the next key is answered at once"
    )
    func idle() {
        let key = TerminalInput.key(.character("j"))
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40), sleep: 0.05..<298.9,
            events: [(0.05, [key])] + snapshots(from: 299, to: 305) + [(305.03, [key])]
                + snapshots(from: 305.1, to: 306))
        run(screen)
        #expect((3...5).contains(screen.frames(from: 299.05, to: 300.05).count))
        let idle = screen.frames(from: 301, to: 305)
        #expect((3...5).contains(idle.count), "\(idle.map(\.seconds))")
        for frame in idle {
            let header = frame.canvas.lines[0]
            #expect(!header.contains(" s late") && !header.contains("STALE"), "\(header)")
        }
        #expect(screen.frames(from: 305.03, to: 305.04).count == 1)
        #expect((3...5).contains(screen.frames(from: 305.04, to: 306).count))
    }

    @Test(
        "an alert keeps it drawing as often as was chosen, and a cockpit without any key becomes idle too"
    )
    func alerted() {
        let events = snapshots(from: 301, to: 305)
        func frames(_ alerts: AlertRules) -> Int {
            let screen = TimedScreen(
                size: Size(columns: 120, rows: 40), sleep: 0.05..<300.9,
                events: [(0.05, [.wake])] + events)
            run(screen, alerts: alerts)
            return screen.frames(from: 302, to: 305).count
        }
        #expect((2...4).contains(frames(AlertRules())))
        #expect(frames(AlertRules(levels: [.deadLetters: 1])) >= 9)
    }

    @Test(
        "a desk that dies is STALE as soon as it may be called so, however seldom the screen is drawn",
        arguments: [0.25, 5])
    func stale(_ refreshSeconds: Double) throws {
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40), sleep: 0.05..<300.9,
            events: [(0.05, [.wake])] + snapshots(from: 301, to: 303) + [(310, [.wake])])
        run(screen, refreshSeconds: refreshSeconds, deskEndsAt: 302.25)
        let stale = try #require(
            screen.frames.first { $0.seconds > 302 && $0.canvas.lines[0].contains("STALE") })
        let died = 302.2
        #expect(
            stale.seconds - died < Freshness.staleAfter(DeskSnapshot.busy.periodSeconds) + 0.05,
            "\(stale.seconds)")
    }

    @Test("a question that stands is kept up with, however long nobody has pressed a key")
    func idleQuestion() {
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40), sleep: 0.6..<300.9,
            events: [(0.05, [.key(.character("4"))]), (0.5, [.key(.character("x"))])]
                + snapshots(from: 301, to: 305))
        run(screen)
        let frames = screen.frames(from: 302, to: 304)
        #expect(frames.allSatisfy { $0.canvas.lines.contains { $0.contains("Close a position") } })
        #expect(frames.count > 10, "\(frames.map(\.seconds))")
    }

    // MARK: - What it costs

    @Test("the time a frame takes is that of the slowest of five seconds")
    func renderTime() {
        var time = RenderTime()
        func note(_ start: Double, _ seconds: Double) {
            let begin = DeskSnapshot.fixtureTime.advanced(bySeconds: start)
            time.note(from: begin, to: begin.advanced(bySeconds: seconds))
        }
        note(0, 0.001)
        note(1, 0.004)
        note(2, 0.002)
        #expect(time.shown == nil)
        note(5.1, 0.001)
        #expect(time.shown.map { ($0 * 1000).rounded() } == 4)
        note(7, 0.003)
        #expect(time.shown.map { ($0 * 1000).rounded() } == 4)
        note(10.2, 0.001)
        #expect(time.shown.map { ($0 * 1000).rounded() } == 3)
        // A clock that was set back begins anew, and says what it said.
        note(3, 0.009)
        note(4, 0.001)
        #expect(time.shown.map { ($0 * 1000).rounded() } == 3)
    }

    @Test("a wide header says how long drawing takes, once that is known")
    func renderHeader() {
        var driver = Driver(.busy, size: Size(columns: 200, rows: 60))
        #expect(!driver.lines()[0].contains("render"))
        let start = DeskSnapshot.fixtureTime
        driver.model.renderTime.note(from: start, to: start.advanced(bySeconds: 0.002))
        driver.model.renderTime.note(
            from: start.advanced(bySeconds: 6), to: start.advanced(bySeconds: 6.001))
        #expect(driver.lines()[0].contains("render 2.0 ms"), "\(driver.lines()[0])")
    }

    @Test("an alert that is found while drawing is told, whatever had woken the cockpit")
    func alertOnDrawing() {
        // Nothing but the new size wakes it between 5.5 s and the next full second.
        let rules = AlertRules(levels: [.staleSource: 5.5], ringsBell: true)
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40),
            events: [
                (0.2, [.wake]), (5.7, [.resize(Size(columns: 130, rows: 40))]), (6.2, [.wake]),
            ])
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy.with { $0.sources = [] }]),
            options: CockpitOptions(alerts: rules),
            host: CockpitHost(theme: { _ in .terminal }, clock: { screen.now }))
        _ = app.run()
        #expect(screen.bells == 1)
    }
}
