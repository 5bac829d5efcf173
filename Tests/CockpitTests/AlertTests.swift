import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Alerts")
struct AlertTests {
    private let now = DeskSnapshot.fixtureTime

    /// A calm desk whose first queue is so deep.
    private func desk(depth: Int) -> DeskSnapshot {
        DeskSnapshot.busy.with {
            for index in $0.handlers.indices {
                $0.handlers[index].depth = 0
                $0.handlers[index].oldestAgeNanoseconds = 0
                $0.handlers[index].breaker = .closed
            }
            $0.handlers[0].depth = depth
            $0.deadLetters.total = 0
            $0.risk.dailyLoss.used = 0
            $0.sources = []
            $0.takenAt = now
        }
    }

    private func kinds(_ book: AlertBook) -> [AlertKind] { book.alerts.map(\.subject.kind) }

    @Test("an alert is raised at its level and is over only well below it")
    func hysteresis() {
        var book = AlertBook(AlertRules(levels: [.queueDepth: 100], clearPercent: 80))
        #expect(book.judge(desk(depth: 99), now: now) == [])
        #expect(book.judge(desk(depth: 100), now: now).count == 1)
        // Swinging about the level says nothing more.
        for depth in [99, 101, 80, 150, 81] {
            #expect(book.judge(desk(depth: depth), now: now) == [])
        }
        let changes = book.judge(desk(depth: 79), now: now)
        guard case .cleared(let alert)? = changes.first else {
            Issue.record("not over: \(changes)")
            return
        }
        #expect(alert.subject.name == desk(depth: 0).handlers[0].name)
        #expect(book.alerts.isEmpty)
    }

    @Test("a random walk never raises twice what is not over, nor ends what was not raised")
    func alternates() {
        var generator = SeededGenerator(seed: 5)
        var book = AlertBook(AlertRules(levels: [.queueDepth: 100], clearPercent: 80))
        var isOn = false
        for _ in 0..<3000 {
            let depth = Int.random(in: 60...120, using: &generator)
            for change in book.judge(desk(depth: depth), now: now) {
                if case .raised = change {
                    #expect(!isOn && depth >= 100)
                    isOn = true
                } else {
                    #expect(isOn && depth < 80)
                    isOn = false
                }
            }
            #expect(book.alerts.isEmpty != isOn)
        }
    }

    /// Judges depths at their seconds, and returns the seconds at which an alert was raised.
    private func raised(
        _ depths: [(second: Double, depth: Int)], history: [Int] = []
    ) -> [Double] {
        var book = AlertBook(
            AlertRules(levels: [.queueDepth: 100], lastingSeconds: [.queueDepth: 5]))
        return depths.filter { second, depth in
            let desk = desk(depth: depth).with { $0.handlers[0].depthHistory = history }
            return !book.judge(desk, now: now.advanced(bySeconds: second)).isEmpty
        }
        .map(\.second)
    }

    @Test("a queue that is deep for a moment only, again and again, is no alert")
    func batches() {
        #expect(raised((0..<100).map { (Double($0), $0 % 4 == 0 ? 50 : 300) }) == [])
    }

    @Test("a queue that stays deep is one, though it swings about the level meanwhile")
    func lasting() {
        let depths = [300, 250, 90, 85, 110, 120, 130]
        #expect(raised(depths.enumerated().map { (Double($0), $1) }) == [5])
        // It has to be at the level at that moment too.
        #expect(raised([(0, 300), (5, 90), (6, 100)]) == [6])
        // Well below it, the time begins anew.
        #expect(raised([(0, 300), (4, 79), (5, 300), (9, 300), (10, 300)]) == [10])
        // So it does when the clock is set back.
        #expect(raised([(100, 300), (0, 300), (4, 300), (5, 300)]) == [5])
    }

    @Test("who looks only once learns of a queue that has been deep, and of no batch")
    func oneLook() {
        #expect(raised([(0, 300)], history: [0, 150, 150, 150, 150, 150]) == [0])
        #expect(raised([(0, 300)], history: [300, 300, 0, 0, 0, 150]) == [])
        #expect(raised([(0, 300)]) == [])
    }

    private let everyLevel = AlertRules(levels: [
        .queueDepth: 500, .queueAge: 30, .deadLetters: 50, .loss: 75, .breaker: 1,
        .staleSource: 15,
    ])

    @Test("each kind looks at its own figure")
    func everyKind() {
        func raised(_ kind: AlertKind, _ change: (inout DeskSnapshot) -> Void) -> Bool {
            var book = AlertBook(everyLevel)
            var desk = desk(depth: 0)
            change(&desk)
            _ = book.judge(desk, now: now)
            return kinds(book) == [kind]
        }
        #expect(raised(.queueDepth) { $0.handlers[1].depth = 500 })
        #expect(raised(.queueAge) { $0.handlers[1].oldestAgeNanoseconds = 30_000_000_000 })
        #expect(raised(.breaker) { $0.handlers[1].breaker = .open })
        #expect(raised(.deadLetters) { $0.deadLetters.total = 50 })
        #expect(raised(.loss) { $0.risk.dailyLoss = LimitUse(used: 75, limit: 100) })
        #expect(
            raised(.staleSource) {
                $0.sources = [
                    SourceStatus(
                        name: "feed", state: .late, lastHeardAt: now.advanced(bySeconds: -20))
                ]
            })
        #expect(
            raised(.staleSource) {
                $0.sources = [SourceStatus(name: "ledger", state: .down, lastHeardAt: now)]
            })
        #expect(raised(.staleSource) { $0.takenAt = now.advanced(bySeconds: -15) })
    }

    @Test("a broker that has nothing to say is not late")
    func quietSource() {
        var book = AlertBook(everyLevel)
        let quiet = desk(depth: 0).with {
            $0.sources = [
                SourceStatus(
                    name: "broker", state: .fresh, lastHeardAt: now.advanced(bySeconds: -3600))
            ]
        }
        #expect(book.judge(quiet, now: now) == [])
    }

    @Test("what is no longer watched is over")
    func rulesChange() {
        var book = AlertBook(AlertRules(levels: [.queueDepth: 100]))
        _ = book.judge(desk(depth: 200), now: now)
        book.rules.levels = [:]
        #expect(book.judge(desk(depth: 200), now: now).count == 1)
        #expect(book.alerts.isEmpty)
    }

    @Test("an alert is a row of the events and a word on the screen, and its end is a row too")
    func rows() {
        var driver = Driver(
            nil, options: CockpitOptions(alerts: AlertRules(levels: [.queueDepth: 100])))
        driver.receive(desk(depth: 150))
        #expect(driver.lines().last?.contains("alert: ") == true)
        driver.receive(desk(depth: 10))
        let rows = (driver.model.desk?.log ?? []).filter { $0.sequence > 1 << 63 }
        #expect(rows.map(\.level) == [.warning, .info])
        #expect(rows.map { $0.text.prefix(5) } == ["alert", "over:"])
        let times = (driver.model.desk?.log ?? []).map(\.at)
        #expect(times == times.sorted())
    }

    @Test(
        "bell and desktop are told only where the rules want it, and once an alert",
        arguments: [(false, AlertNotification.off), (true, .off), (false, .osc9), (true, .osc777)])
    @MainActor
    func loudness(_ bell: Bool, _ notification: AlertNotification) {
        let screen = MemoryScreen(
            size: Size(columns: 120, rows: 40), inputs: [[.wake], [.wake], [.wake]])
        let app = CockpitApp(
            screen: screen,
            desk: ScriptedDesk(snapshots: [
                desk(depth: 10), desk(depth: 150), desk(depth: 150),
            ]),
            options: CockpitOptions(
                alerts: AlertRules(
                    levels: [.queueDepth: 100], ringsBell: bell, notification: notification)),
            host: CockpitHost(theme: { _ in .terminal }, clock: { [now] in now }))
        _ = app.run()
        #expect(screen.rings == (bell ? 1 : 0))
        #expect(screen.notifications.count == (notification == .off ? 0 : 1))
    }
}
