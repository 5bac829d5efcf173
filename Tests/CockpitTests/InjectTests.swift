import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Injecting signals")
struct InjectTests {
    private func signal(_ command: Command?) throws -> Signal {
        guard case .injectSignal(let signal)? = command else {
            throw NoSignal()
        }
        return signal
    }

    private struct NoSignal: Error {}

    @Test("an entry says how far it is from the market, and a stop that the market is past it")
    func farEntry() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .control("u"))
        driver.type("reliance")
        driver.press(.enter, .enter, .enter)
        #expect(driver.shows("0.00 % from the market"))
        driver.press(.control("u"))
        driver.type("1600")
        #expect(driver.shows("+15.56 % from the market"))
        #expect(driver.shows("−1.00 %: the market is past it"))
    }

    @Test("the form proposes levels from the quote and sends on y at its end")
    func inject() throws {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        #expect(driver.shows("Inject a signal"))
        driver.press(.control("u"))
        driver.type("rel")
        #expect(driver.shows("UNKNOWN_SYMBOL perhaps RELIANCE"))
        driver.press(.tab)
        #expect(driver.shows("1384.60"))
        driver.press(.right)
        #expect(driver.shows("[SELL]"))
        for _ in 0..<7 { driver.press(.enter) }
        #expect(driver.sent.isEmpty)
        driver.press(.character("y"))
        let signal = try signal(driver.sent.first)
        #expect(signal.symbol == "RELIANCE")
        #expect(signal.action == .sell)
        #expect(signal.entryPrice == 1384.60)
        #expect(signal.stopLoss == 1398.45)
        #expect(signal.target == 1356.91)
        #expect(signal.strength == 0.8)
        #expect(signal.origin == .operator)
        #expect(signal.emittedAt == DeskSnapshot.busy.marketTime)
    }

    /// A form, opened by its key on a row of its pane.
    enum Opened: String, CaseIterable, CustomTestStringConvertible {
        case signal = "i"
        case levels = "4s"
        case letter = "3E"

        var testDescription: String { rawValue }
    }

    @Test(
        "an Enter that is held down, or pressed again and again, sends nothing from any form",
        arguments: Opened.allCases, [0.03, 0.2, 0.5])
    func heldEnter(_ opened: Opened, _ seconds: Double) {
        var driver = Driver(.busy)
        driver.type(opened.rawValue)
        if opened == .letter { driver.type("9") }
        #expect(driver.model.dialogs.count == 1)
        driver.secondsBetweenKeys = seconds
        for _ in 0..<40 { driver.press(.enter) }
        #expect(driver.sent.isEmpty)
        // Held down, it does not throw the form away either.
        #expect(seconds > 0.1 || driver.model.dialogs.first is any FormDialog)
    }

    @Test("Cancel has the focus; y sends, and so does Enter on the other button after a rest")
    func buttons() {
        for keys: [Key] in [[.character("y")], [.right, .enter]] {
            var driver = Driver(.busy)
            driver.secondsBetweenKeys = 0.5
            driver.press(.character("i"), .up)
            #expect(driver.shows(" Cancel     y send "))
            for key in keys { driver.press(key) }
            #expect(driver.sent.count == 1)
        }
        var driver = Driver(.busy)
        driver.secondsBetweenKeys = 0.5
        driver.press(.character("i"), .up, .enter)
        #expect(driver.model.dialogs.isEmpty && driver.sent.isEmpty)
    }

    @Test("Esc leaves the form from every field and from the button")
    func escapeLeaves() {
        for field in 0...SignalDraft.Field.allCases.count {
            var driver = Driver(.busy)
            driver.press(.character("i"))
            for _ in 0..<field { driver.press(.down) }
            driver.press(.escape)
            #expect(driver.model.dialogs.isEmpty, "field \(field)")
            #expect(driver.sent.isEmpty)
        }
    }

    @Test("the first Esc closes the list of underlyings, the next one the form")
    func escapeClosesTheList() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .control("u"))
        driver.type("nif")
        #expect(driver.shows("Tab takes it"))
        driver.press(.escape)
        #expect(driver.shows("Inject a signal") && !driver.shows("Tab takes it"))
        driver.press(.escape)
        #expect(driver.model.dialogs.isEmpty)
    }

    @Test("the list finds an underlying by any part of its name, and Enter takes the chosen one")
    func searchUnderlyings() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .control("u"))
        driver.type("nif")
        driver.press(.down, .enter)
        #expect(driver.model.dialogs.count == 1 && !driver.shows("Tab takes it"))
        #expect(driver.shows("call on BANKNIFTY"))
    }

    @Test("after the answer the form tells what became of the signal, and nothing older")
    func story() throws {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        for _ in 0..<8 { driver.press(.enter) }
        driver.press(.character("y"))
        let signal = try signal(driver.sent.first)
        func row(_ sequence: UInt64, _ text: String) -> LogRow {
            LogRow(
                sequence: sequence, at: driver.now, level: .info, subject: "orders", text: text,
                correlationID: signal.id)
        }
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).answering(1, .accepted("buying 75")).with {
                $0.log.insert(row(1, "an older matter"), at: 0)
                $0.log.append(row(90_000, "bought 75 at 118.40"))
            })
        #expect(driver.shows("accepted: buying 75"))
        #expect(driver.shows("orders bought 75 at 118.40"))
        #expect(!driver.shows("an older matter"))
    }

    @Test("the form says what the desk would do, and what stands in the way")
    func forecast() {
        var driver = Driver(
            DeskSnapshot.busy.with {
                $0.risk.positions = LimitUse(used: 1, limit: 3)
                $0.risk.isIntakePaused = true
            })
        driver.press(.character("i"))
        #expect(driver.shows("buys a call on BANKNIFTY, strike and lots by BALANCED"))
        #expect(driver.shows("as things are it is refused: the intake is paused"))
        driver.press(.down, .right)
        #expect(driver.shows("buys a put on BANKNIFTY"))
    }

    @Test("the desk tries out what is proposed, and every change of it, and its verdict is shown")
    func dryRun() {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        #expect(driver.asked.count == 1)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).answering(1000, .accepted("buys 35 at 204.10")))
        #expect(driver.shows("would be taken: buys 35 at 204.10"))
        driver.press(.down, .right)
        #expect(driver.asked.count == 2)
        #expect(!driver.shows("would be taken"))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 2).answering(
                1001, .refused(Denial(.maxPositions, "3 of 3 are open"))))
        #expect(driver.shows("would be refused: MAX_POSITIONS 3 of 3 are open"))
        #expect(driver.sent.isEmpty)
    }

    @Test("a template moves the levels that nobody has touched")
    func templates() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .down, .down, .right)
        #expect(driver.shows("[tight]"))
        #expect(driver.shows("−0.50 %"))
        #expect(driver.shows("+1.00 %"))
    }

    @Test("a burst asks for its count once more, and is one command")
    func burst() {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        for _ in 0..<7 { driver.press(.enter) }
        driver.press(.control("u"))
        driver.type("250")
        driver.press(.enter, .character("y"))
        #expect(driver.shows("Inject 250 signals"))
        driver.press(.character("y"), .enter)
        #expect(driver.sent.isEmpty)
        driver.press(.backspace)
        driver.type("250")
        driver.press(.enter)
        guard case .injectBurst(_, let count)? = driver.sent.first else {
            Issue.record("nothing was sent")
            return
        }
        #expect(count == 250)
    }

    @Test("where money is real there are no bursts")
    func noBurstLive() {
        var driver = Driver(DeskSnapshot.busy.with { $0.venue = .live })
        driver.press(.character("L"), .character("y"), .character("i"))
        for _ in 0..<7 { driver.press(.enter) }
        driver.press(.control("u"))
        driver.type("2")
        driver.press(.enter, .character("y"))
        #expect(driver.shows("one at a time where it is LIVE"))
        #expect(driver.sent.isEmpty)
    }

    @Test("a form with a mistake is not sent")
    func invalid() {
        var driver = Driver(.busy)
        driver.press(.character("i"), .down, .down, .down, .down, .control("u"))
        driver.type("99999999")
        #expect(driver.shows("BAD_LEVELS BUY wants it below the entry"))
        driver.press(.down, .down, .down, .down, .character("y"))
        #expect(driver.sent.isEmpty)
        #expect(driver.effects.last == .bell)
    }

    @Test("text in the form is text, whatever keys it holds")
    func swallowsBindings() {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        driver.type("qxXHyDR?:")
        driver.press(.paste("NIF"))
        #expect(driver.model.dialogs.count == 1)
        #expect(driver.sent.isEmpty)
        #expect(driver.shows("qxXHyDR?:NIF"))
    }

    @Test("the last signal is repeated with a fresh id, at the present price, after y")
    func repeated() throws {
        var driver = Driver(.busy)
        driver.press(.character("i"))
        for _ in 0..<8 { driver.press(.enter) }
        driver.press(.character("y"))
        let first = try signal(driver.sent.first)
        driver.press(.escape)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 5).with {
                $0.quotes[0].last = Price(paise: 5_700_000)
            })
        driver.press(.character("."))
        #expect(driver.sent.count == 1)
        // It is read for a while: the signal is of the moment at which it is sent.
        let later = DeskSnapshot.busy.later(bySeconds: 99)
        driver.receive(later)
        driver.press(.character("y"))
        let second = try signal(driver.sent.last)
        #expect(second.id != first.id)
        #expect(second.emittedAt == later.marketTime)
        #expect(second.entryPrice == 57_000)
        #expect(second.stopLoss == 56_430)
        #expect(second.target == 58_140)
    }

    @Test("without a signal to repeat, the form opens")
    func nothingToRepeat() {
        var driver = Driver(DeskSnapshot.busy.with { $0.signals = [] })
        driver.press(.character("I"))
        #expect(driver.shows("Inject a signal"))
    }

    @Test("ids of injected signals are all different")
    func freshIDs() {
        let now = DeskSnapshot.fixtureTime
        let ids = (0..<100).map { SignalDraft.freshID(now: now, number: $0) }
        #expect(Set(ids).count == 100)
        #expect(ids.allSatisfy { $0.count <= 64 })
    }

    @Test("a draft is checked by the desk's own codes")
    func problems() {
        let good = SignalDraft(
            symbol: "NIFTY", action: .buy, entry: "100", stop: "99", target: "102", strength: "")
        #expect(good.problems(known: ["NIFTY"]).isEmpty)
        var draft = good
        draft.entry = "abc"
        draft.strength = "1.5"
        draft.symbol = "ACME"
        let problems = draft.problems(known: ["NIFTY"])
        #expect(problems[.entry]?.code == .badPrice)
        #expect(problems[.strength]?.code == .badStrength)
        #expect(problems[.symbol]?.code == .unknownSymbol)
        draft = good
        draft.action = .sell
        #expect(draft.problems(known: ["NIFTY"])[.stop]?.code == .badLevels)
        #expect(draft.problems(known: ["NIFTY"])[.target]?.code == .badLevels)
    }
}
