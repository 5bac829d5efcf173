import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Freshness")
struct FreshnessTests {
    @Test("up to two periods old is fresh, then it warns, then it is stale")
    func judgement() {
        #expect(Freshness(age: 0, period: 1) == .fresh)
        #expect(Freshness(age: 2, period: 1) == .fresh)
        #expect(Freshness(age: 2.1, period: 1) == .late)
        #expect(Freshness(age: 5.1, period: 1) == .stale)
        #expect(Freshness(age: 0.2, period: 0.1) == .fresh)
        #expect(Freshness(age: 0.21, period: 0.1) == .late)
        #expect(Freshness(age: 2.1, period: 0.1) == .stale)
    }

    @Test("a stale screen says STALE and has no colour of gain or loss left")
    func stale() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: 9))
        let canvas = driver.canvas()
        #expect(canvas.lines[0].contains("STALE 9.0 s"))
        for y in 1..<39 {
            for x in 0..<120 {
                let style = canvas[x, y].style
                #expect(![.pnlGain, .pnlLoss, .stateOK].contains(style.role))
                #expect(style.ramp == nil)
            }
        }
    }

    @Test("a window over dead data leaves badge and age in sight, and looks as dead as they are")
    func staleDetail() {
        var driver = Driver(.busy, size: Size(columns: 80, rows: 24))
        let later = driver.now.advanced(bySeconds: 9)
        driver.press(.character("4"), .enter)
        driver.model.tick(later)
        let canvas = driver.canvas()
        #expect(canvas.lines[0].contains("SIM") && canvas.lines[0].contains("STALE 9.0 s"))
        #expect(canvas.lines[1...].contains { $0.contains("Esc") })
        for y in 1..<24 {
            for x in 0..<80 {
                #expect(![.pnlGain, .pnlLoss, .stateOK].contains(canvas[x, y].style.role))
            }
        }
        driver.press(.escape, .character("?"))
        driver.model.tick(later)
        #expect(driver.lines()[0].contains("STALE"))
    }

    @Test("the smallest screen says it too, and a strip of events is not written over")
    func staleWithoutRoom() {
        var tiny = Driver(.busy, size: Size(columns: 20, rows: 5))
        tiny.model.tick(tiny.now.advanced(bySeconds: 9))
        #expect(tiny.shows("STALE"))
        var small = Driver(.busy, size: Size(columns: 80, rows: 24))
        let strip = small.lines().suffix(3)
        small.model.tick(small.now.advanced(bySeconds: 9))
        #expect(small.lines()[0].contains("STALE"))
        #expect(small.lines().suffix(3) == strip)
    }

    @Test("an engine that is not heard is a row of the events too, though no snapshot brings it")
    func hungEngineEvent() {
        var driver = Driver(
            DeskSnapshot.busy.with { $0.sources = [] },
            options: CockpitOptions(alerts: AlertRules(levels: [.staleSource: 60])))
        driver.press(.character("5"), .character("z"))
        driver.model.tick(driver.now.advanced(bySeconds: 9))
        #expect(!driver.shows("has not been heard"))
        driver.model.tick(driver.now.advanced(bySeconds: 61))
        #expect(driver.lines()[4].contains("engine"))
        #expect(driver.lines()[4].contains("the engine has not been heard for 61 s"))
        let row = driver.lines()[4]
        driver.model.tick(driver.now.advanced(bySeconds: 62))
        #expect(driver.lines()[4] == row)
        #expect(!driver.lines()[5].contains("has not been heard"))
        driver.receive(DeskSnapshot.busy.later(bySeconds: 63).with { $0.sources = [] })
        #expect(driver.lines()[5].contains("alert: the engine has not been heard"))
        #expect(!driver.lines()[6].contains("has not been heard"))
        #expect(driver.lines()[4].contains("over:"))
    }

    @Test("the smallest screens say that the desk is halted, and that they show the past")
    func smallStates() {
        let halted = DeskSnapshot.busy.with { $0.risk.state = .halted }
        for size in [
            Size(columns: 10, rows: 5), Size(columns: 24, rows: 6), Size(columns: 43, rows: 11),
        ] {
            #expect(Driver(halted, size: size).shows("HALTED"), "\(size)")
            #expect(!Driver(.busy, size: size).shows("HALTED"))
            var frozen = Driver(.busy)
            frozen.press(.character("p"))
            frozen.model.resize(to: size)
            #expect(frozen.shows("FROZEN"), "\(size)")
        }
    }

    @Test("a source that is down is on every screen, however little room there is")
    func sourceDown() {
        var snapshot = DeskSnapshot.busy
        snapshot.sources = [
            SourceStatus(name: "broker", state: .down, lastHeardAt: snapshot.takenAt),
            SourceStatus(name: "feed", state: .fresh, lastHeardAt: snapshot.takenAt),
        ]
        for size in [Size(columns: 60, rows: 20), Size(columns: 80, rows: 24)] {
            let driver = Driver(snapshot, size: size)
            #expect(driver.lines()[0].contains("broker DOWN"), "\(driver.lines()[0])")
        }
    }

    @Test("a dialog says how old its data are now, not how old they were when it was opened")
    func staleDialog() {
        var driver = Driver(.busy)
        let start = driver.now
        driver.press(.character("H"))
        func age() -> String? {
            let venue = driver.lines().first { $0.contains("paper broker") }
            return venue?.firstMatch(of: /data (.*) old!/).map { String($0.1) }
        }
        #expect(driver.shows("Halt the desk") && age() == nil)
        driver.model.tick(start.advanced(bySeconds: 9))
        #expect(age() == "9.0 s")
        driver.model.tick(start.advanced(bySeconds: 20))
        #expect(age() == "20s")
    }

    @MainActor
    @Test(
        "when the snapshots stop, the screen warns after two periods and then says STALE, woken by nothing else"
    )
    func hungEngine() throws {
        let screen = TimedScreen(
            size: Size(columns: 120, rows: 40), events: [(0, [.wake]), (10, [.wake])])
        let app = CockpitApp(
            screen: screen, desk: ScriptedDesk(snapshots: [.busy]), options: CockpitOptions(),
            host: CockpitHost(theme: { _ in .terminal }, clock: { screen.now }))
        _ = app.run()
        let period = DeskSnapshot.busy.periodSeconds
        let before = DeskSnapshot.fixtureTime.seconds(since: DeskSnapshot.busy.takenAt)
        func age(whenSaying word: String) -> Double? {
            screen.frames.first { $0.canvas.lines[0].contains(word) }.map { $0.seconds + before }
        }
        let lateAt = try #require(age(whenSaying: " s late ○"))
        let staleAt = try #require(age(whenSaying: "STALE"))
        #expect((2 * period...2 * period + 0.05).contains(lateAt), "late at \(lateAt)")
        #expect(
            (Freshness.staleAfter(period)...Freshness.staleAfter(period) + 0.05).contains(staleAt),
            "STALE at \(staleAt)")
    }

    @Test("a late screen warns without greying out")
    func late() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: 1))
        #expect(driver.lines()[0].contains("snap 1.0 s late ○"))
    }

    @Test("the screen is drawn again when its judgement or its age changes, and not sooner")
    func nextChange() {
        var driver = Driver(DeskSnapshot.busy.with { $0.periodSeconds = 1 })
        #expect((2.0...2.1).contains(driver.model.secondsToChange))
        driver.model.tick(driver.now.advanced(bySeconds: 3.4))
        #expect((0.6...0.7).contains(driver.model.secondsToChange))
    }

    @Test("a frozen screen is drawn once a second, a live one as often as was chosen")
    func frozenPace() {
        var driver = Driver(options: CockpitOptions(refreshSeconds: 0.2))
        #expect(driver.model.secondsBetweenDrawings == 0.2)
        driver.press(.character("p"))
        #expect(driver.model.secondsBetweenDrawings == 1)
        driver.press(.character("p"))
        #expect(driver.model.secondsBetweenDrawings == 0.2)
    }

    @Test("a clock that was set back does not make the future stale")
    func clockSetBack() {
        var driver = Driver(.busy)
        driver.model.tick(driver.now.advanced(bySeconds: -3600))
        #expect(driver.lines()[0].contains("snap 0.0 s ●"))
    }
}
