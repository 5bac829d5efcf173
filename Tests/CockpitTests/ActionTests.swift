import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Actions")
struct ActionTests {
    /// The id and version of a position of the busy desk.
    private static func target(_ index: Int) -> PositionTarget {
        let position = DeskSnapshot.busy.positions[index].position
        return PositionTarget(position)
    }

    @Test("x asks before it closes the selected position, and y confirms")
    func close() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .down, .character("x"))
        #expect(driver.sent.isEmpty)
        #expect(driver.shows("sell 35 BANKNIFTY 56000 PE 28OCT"))
        driver.press(.character("y"))
        #expect(driver.sent == [.closePositions([Self.target(1)])])
    }

    @Test("Enter and the opening key do not confirm: Cancel has the focus")
    func cancelHasFocus() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"), .character("x"), .enter)
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.sent.isEmpty)
    }

    @Test("Esc only goes back")
    func escape() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .enter, .character("x"))
        #expect(driver.model.dialogs.count == 2)
        driver.press(.escape)
        #expect(driver.model.dialogs.count == 1)
        driver.press(.escape, .escape, .escape)
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.sent.isEmpty)
    }

    @Test("the dialog closes what was selected although the list was reordered and refilled")
    func frozenTarget() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        let changed = DeskSnapshot.busy.later(bySeconds: 1).with {
            $0.positions.reverse()
            $0.positions.removeAll { $0.id == DeskSnapshot.busy.positions[1].id }
        }
        driver.receive(changed)
        driver.press(.character("y"))
        #expect(driver.sent == [.closePositions([Self.target(0)])])
    }

    @Test("an item that changed while the dialog was open shows both values and keeps its version")
    func changedMeanwhile() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with {
                $0.positions[0].position.version = 3
                $0.positions[0].position.stop = Price(paise: 12_000)
            })
        #expect(driver.shows("version 2  now 150 open, stop 120.00"))
        driver.press(.character("y"))
        #expect(driver.sent == [.closePositions([Self.target(0)])])
    }

    @Test("an item that is gone while the dialog is open says so")
    func goneMeanwhile() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        driver.receive(DeskSnapshot.busy.later(bySeconds: 1).with { $0.positions = [] })
        #expect(driver.shows("now gone"))
    }

    @Test("the answer appears in the dialog as soon as a snapshot holds it")
    func answered() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"), .character("y"))
        #expect(driver.shows("sent as #1, waiting"))
        driver.press(.character("y"), .character("y"))
        #expect(driver.sent.count == 1)
        let denial = Denial(.staleVersion, "the position is at version 3")
        driver.receive(DeskSnapshot.busy.later(bySeconds: 1).answering(1, .refused(denial)))
        #expect(driver.shows("refused STALE_VERSION: the position is at version 3"))
        driver.press(.enter)
        #expect(driver.model.dialogs.isEmpty)
    }

    @Test("an answer that comes after its dialog was closed is told in the last row")
    func answeredLate() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"), .character("y"), .escape)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).answering(1, .accepted("exit order sent")))
        #expect(driver.lines().last == " close: accepted: exit order sent")
    }

    @Test("X closes what is marked, else what is shown, after the count is typed")
    func closeAll() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("X"))
        driver.type("2")
        driver.press(.enter)
        #expect(driver.sent.isEmpty)
        driver.press(.backspace)
        driver.type("3")
        driver.press(.enter)
        #expect(driver.sent == [.closePositions([Self.target(0), Self.target(1), Self.target(2)])])
        // One alone is asked about as such: with its contract, its lots and its prices.
        driver.press(.escape, .home, .down, .character(" "), .character("X"))
        #expect(driver.shows("Close a position"))
        driver.press(.character("y"))
        #expect(driver.sent.last == .closePositions([Self.target(1)]))
    }

    @Test("a list to be closed shows what each brings now, and what they come to together")
    func closeAllLive() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("X"))
        let before = driver.lines()
        #expect(before.contains { $0.contains("3 shown positions, together ▲ +") })
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with {
                for place in $0.positions.indices {
                    $0.positions[place].position.mark = Price(paise: 1_00)
                    $0.positions[place].quote = nil
                }
            })
        #expect(driver.shows("at about 1.00"))
        #expect(driver.lines().contains { $0.contains("3 shown positions, together ▼ −") })
    }

    @Test("on a low screen what is to be closed outranks how")
    func closeAllLow() {
        var driver = Driver(.busy, size: Size(columns: 44, rows: 12))
        driver.press(.character("4"), .character("X"))
        #expect(driver.shows("NIFTY"))
        driver.model.resize(to: Size(columns: 100, rows: 30))
        let orders = ExitWords(limits: DeskLimits()).orders(Figures(glyphs: .unicode))
        #expect(driver.shows(String(orders.prefix(40))))
    }

    @Test("a word that does not fit is told while it is typed")
    func wrongWord() {
        var driver = Driver(.busy)
        driver.press(.character("H"))
        driver.type("HA")
        #expect(!driver.shows("that is not"))
        driver.type("l")
        #expect(driver.shows("that is not HALT"))
        driver.press(.backspace)
        driver.type("LT")
        #expect(driver.shows("Enter halt"))
    }

    @Test("all means the filtered list")
    func closeAllFiltered() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("/"))
        driver.type("symbol:reliance")
        driver.press(.enter, .character("X"), .character("y"))
        #expect(driver.sent == [.closePositions([Self.target(2)])])
    }

    @Test("a marked row that the filter hides is not acted on")
    func hiddenMark() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character(" "), .character("/"))
        driver.type("reliance")
        driver.press(.enter, .character("X"), .character("y"))
        #expect(driver.sent == [.closePositions([Self.target(2)])])
    }

    @Test("a closed or closing position cannot be closed")
    func alreadyClosing() {
        var driver = Driver(DeskSnapshot.busy.with { $0.positions[0].position.status = .closing })
        driver.press(.character("4"), .character("x"))
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.lines().last?.contains("is CLOSING already") == true)
    }

    @Test("dead letters are retried and discarded by frozen ids")
    func deadLetters() {
        let ids = DeskSnapshot.busy.deadLetters.rows.map(\.id)
        var driver = Driver(.busy)
        driver.press(.character("3"), .down, .character("R"))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { $0.deadLetters.rows.reverse() })
        driver.press(.character("y"), .escape)
        #expect(driver.sent == [.retryDeadLetters([ids[1]])])
        driver.receive(DeskSnapshot.busy.later(bySeconds: 9))
        driver.press(.character("A"), .character("D"))
        driver.type("5")
        driver.press(.enter)
        guard case .discardDeadLetters(let discarded) = driver.sent.last else {
            Issue.record("nothing was discarded")
            return
        }
        #expect(Set(discarded) == Set(ids))
    }

    @Test(
        "many dead letters take their count, typed, and go by the ids that were on the screen",
        arguments: ["R", "D"] as [Character])
    func manyDeadLetters(_ key: Character) {
        let ids = DeskSnapshot.busy.deadLetters.rows.map(\.id)
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("A"), .character(key))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { $0.deadLetters.rows.removeFirst(2) })
        driver.press(.character("y"), .enter)
        #expect(driver.sent.isEmpty)
        driver.press(.backspace)
        driver.type("\(ids.count)")
        driver.press(.enter)
        #expect(driver.sent == [key == "R" ? .retryDeadLetters(ids) : .discardDeadLetters(ids)])
    }

    @Test("an action from the detail is about the row of the detail")
    func fromDetail() {
        let ids = DeskSnapshot.busy.deadLetters.rows.map(\.id)
        var driver = Driver(.busy)
        driver.press(.character("3"), .enter)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with {
                let new = $0.deadLetters.rows.removeLast()
                $0.deadLetters.rows.insert(new, at: 0)
            })
        driver.press(.character("R"), .character("y"))
        #expect(driver.sent == [.retryDeadLetters([ids[0]])])
    }

    @Test("the halt takes the word HALT, and works while locked, frozen or both")
    func halt() {
        var driver = Driver(DeskSnapshot.busy.with { $0.venue = .live })
        driver.press(.character("p"), .character("H"), .character("y"), .enter)
        #expect(driver.sent.isEmpty)
        driver.press(.backspace)
        driver.type("HALT")
        driver.press(.enter)
        #expect(driver.sent == [.halt(reason: "by hand, in the cockpit")])
    }

    @Test("a halted desk is resumed only when unlocked")
    func resume() {
        let desk = DeskSnapshot.busy.with { $0.risk.state = .halted }
        var driver = Driver(desk)
        driver.press(.character("L"), .character("H"))
        #expect(driver.model.dialogs.isEmpty)
        driver.press(.character("L"), .character("H"), .character("y"))
        #expect(driver.sent == [.resume(seen: desk.risk.reasons)])
    }

    @Test("whoever lets the desk go on after one reason does not do so after another one")
    func resumedForAnother() {
        let halted = DeskSnapshot.busy.with {
            $0.risk.state = .halted
            $0.risk.reasons = ["halted from the cockpit"]
        }
        var driver = Driver(halted)
        driver.press(.character("H"))
        driver.receive(halted.later(bySeconds: 1))
        #expect(!driver.shows("it changed while you looked"))
        driver.receive(
            halted.later(bySeconds: 2).with { $0.risk.reasons = ["flattened by the operator"] })
        #expect(driver.shows("now HALTED: flattened by the operator"))
        driver.press(.character("y"), .tab, .enter)
        #expect(driver.sent.isEmpty)
        driver.press(.escape, .character("H"), .character("y"))
        #expect(driver.sent == [.resume(seen: ["flattened by the operator"])])
    }

    @Test("handlers are paused and resumed, and the intake too, each after its dialog")
    func pausing() {
        var driver = Driver(.busy)
        driver.press(.character("2"), .character("P"), .character("y"), .escape)
        // The one that fails most is the first.
        #expect(driver.sent == [.pauseHandler("chaos")])
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { desk in
                for index in desk.handlers.indices where desk.handlers[index].name == "chaos" {
                    desk.handlers[index].isPaused = true
                }
            })
        driver.press(.character("P"), .character("y"), .escape, .character("O"), .character("y"))
        #expect(
            driver.sent.dropFirst() == [.resumeHandler("chaos"), .pauseIntake])
    }

    @Test(
        "a close says which order goes out: what the desk itself would price",
        arguments: [nil, 1_000, 20_017])
    func exitOrder(_ bid: Int64?) throws {
        let busy = DeskSnapshot.busy.with { desk in
            if let bid { desk.positions[0].quote?.bid = Price(paise: bid) }
            desk.positions[0].quote?.occurredAt = desk.marketTime
        }
        let held = busy.positions[0]
        let intent = held.position.exit(.stopLoss, selling: held.position.remainingQuantity)
        var driver = Driver(busy)
        driver.press(.character("4"), .character("x"))
        guard
            case .limit(let price) = intent.orderType(
                selling: held.position.contract, quote: held.quote, limits: DeskLimits(),
                now: busy.marketTime)
        else {
            Issue.record("no limit")
            return
        }
        #expect(driver.shows("limit \(Figures(glyphs: .unicode).price(price)) (bid −"))
        #expect(driver.shows("after 3 s at the market"))
    }

    @Test("without a fresh bid a close says that it goes to the market")
    func exitWithoutBid() {
        var driver = Driver(
            DeskSnapshot.busy.with {
                for index in $0.positions.indices { $0.positions[index].quote = nil }
            })
        driver.press(.character("4"), .character("x"))
        #expect(driver.shows("at the market, for there is no fresh bid"))
    }

    @Test("to quit a desk of one's own with positions open takes a yes; another's goes on")
    func quitWithPositions() {
        let calm = DeskSnapshot.busy.with { desk in
            for index in desk.positions.indices {
                desk.positions[index].position.status =
                    desk.positions[index].position.status.isLive ? .open : .closed
                desk.positions[index].position.workingExit = nil
            }
            desk.account.reserved = .zero
        }
        expectQuitAsks(calm, saying: "nobody watches stops and targets")
    }

    /// Expects that leaving a desk of one's own takes a yes to a question with some words, and another's does not.
    private func expectQuitAsks(_ desk: DeskSnapshot, saying words: String...) {
        var own = Driver(desk, options: CockpitOptions(ownsDesk: true))
        own.press(.character("q"))
        #expect(!own.effects.contains(.quit))
        for words in words { #expect(own.shows(words)) }
        own.press(.character("y"))
        #expect(own.effects.last == .quit)
        var other = Driver(desk)
        other.press(.character("q"))
        #expect(other.effects == [.quit])
    }

    @Test("to quit a desk of one's own whose ledger takes nothing takes a yes")
    func quitWithoutLedger() {
        let desk = DeskSnapshot.empty.with {
            $0.sources = [
                SourceStatus(
                    name: "ledger", state: .down, lastHeardAt: nil,
                    detail: "the disk is full; 2 unit(s) kept in memory")
            ]
        }
        expectQuitAsks(
            desk, saying: "what is in memory alone ends with this desk", "2 unit(s) kept in memory")
    }

    @Test("flatten takes the word FLAT")
    func flatten() {
        var driver = Driver(.busy)
        driver.press(.character(":"))
        driver.type("flatten")
        driver.press(.enter)
        // What it would close stands there, and what has become of it since.
        let open = DeskSnapshot.busy.positions.filter { $0.position.status.isLive }
        #expect(driver.shows("closes everything: \(open.count) open"))
        #expect(driver.shows("together "))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { desk in
                desk.positions.removeAll { $0.id == open[0].id }
            })
        #expect(driver.shows("now gone"))
        driver.type("FLAT")
        driver.press(.enter)
        #expect(driver.sent == [.flatten])
    }

    @Test("flattening names the one position too that is open")
    func flattenOne() throws {
        let desk = DeskSnapshot.busy.with { desk in
            let open = desk.positions.filter { $0.position.status == .open }
            desk.positions = Array(open.prefix(1))
        }
        let contract = try #require(desk.positions.first).position.contract
        var driver = Driver(desk)
        driver.press(.character(":"))
        driver.type("flatten")
        driver.press(.enter)
        let dialog = driver.lines().filter { $0.contains("units") || $0.contains("at about") }
        #expect(dialog.contains { $0.contains(Figures(glyphs: .unicode).symbol(contract)) })
    }

    @Test("a stop may be raised but not lowered")
    func levels() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("s"), .control("u"))
        driver.type("50")
        #expect(driver.shows("BAD_LEVELS a stop never falls below 76.95"))
        driver.press(.enter, .enter)
        #expect(driver.shows(" Cancel ") && driver.shows(" set "))
        #expect(!driver.shows(" y set "), "a key that does nothing is not written")
        driver.press(.character("y"))
        #expect(driver.sent.isEmpty)
        driver.press(.down, .control("u"))
        driver.type("100.05")
        driver.press(.enter, .enter)
        #expect(driver.shows(" y set "))
        driver.press(.character("y"))
        #expect(
            driver.sent == [
                .setLevels(
                    Self.target(0), stop: Price(paise: 10_005), target: Price(paise: 18_940))
            ])
    }

    @Test("after a partial sale the target that is proposed, and told, is the one in force")
    func secondTarget() throws {
        let snapshot = DeskSnapshot.busy.with {
            for index in $0.positions.indices {
                $0.positions[index].position.hasBookedPartial = true
                $0.positions[index].position.secondTarget = Price(paise: 123_450)
            }
        }
        var driver = Driver(snapshot)
        driver.press(.character("4"), .character("s"))
        #expect(driver.shows("1234.50"))
        driver.press(.escape, .character("x"))
        #expect(driver.shows("target 1,234.50"))
    }

    @Test("whoever is asked about a retry sees what it would do now, and what speaks against it")
    func retryForecast() throws {
        let letter = try #require(DeskSnapshot.busy.deadLetters.rows.first)
        var driver = Driver(
            DeskSnapshot.busy.with { snapshot in
                for index in snapshot.handlers.indices {
                    snapshot.handlers[index].isPaused = true
                }
            })
        driver.press(.character("3"), .character("R"))
        #expect(driver.shows("gives it to \(letter.record.handler) again"))
        #expect(driver.shows("\(letter.record.handler) is paused: it would wait"))
    }

    @Test("whoever is asked about several retries sees how many of them something speaks against")
    func retriesForecast() throws {
        let name = try #require(DeskSnapshot.busy.deadLetters.rows.first?.record.handler)
        let count = DeskSnapshot.busy.deadLetters.rows.count { $0.record.handler == name }
        let all = DeskSnapshot.busy.deadLetters.rows.count
        let paused = DeskSnapshot.busy.with { snapshot in
            for index in snapshot.handlers.indices where snapshot.handlers[index].name == name {
                snapshot.handlers[index].isPaused = true
            }
        }
        var driver = Driver(paused)
        driver.press(.character("3"), .character("A"), .character("R"))
        #expect(driver.shows("\(count) of \(all): \(name) is paused: it would wait"))
        driver.press(.escape, .character("D"))
        #expect(!driver.shows("it would wait"))
    }

    @Test("LIVE starts locked, unlocks by a dialog, and locks itself again")
    func live() {
        var driver = Driver(DeskSnapshot.busy.with { $0.venue = .live })
        #expect(driver.lines()[0].contains("locked"))
        driver.press(.character("4"), .character("x"), .character("i"))
        #expect(driver.model.dialogs.isEmpty)
        driver.press(.character("L"), .character("y"))
        #expect(!driver.model.isLocked)
        driver.press(.character("x"))
        #expect(driver.shows("real orders, real money"))
        driver.receive(DeskSnapshot.busy.later(bySeconds: 400).with { $0.venue = .live })
        #expect(driver.model.isLocked)
        #expect(driver.model.dialogs.isEmpty)
    }

    @Test("a read-only cockpit sends nothing")
    func readOnly() {
        var driver = Driver(.busy, options: CockpitOptions(isReadOnly: true))
        for key in "4xXeiI.PORDH" { driver.press(.character(key)) }
        driver.press(.character("3"), .character("R"), .character("D"))
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.sent.isEmpty)
    }

    @Test("a row that is opened on a frozen screen shows the past, and says so")
    func frozenDetail() {
        let dearer = DeskSnapshot.busy.later(bySeconds: 5).with {
            for index in $0.positions.indices {
                $0.positions[index].position.mark = Price(paise: 98_765)
            }
        }
        var driver = Driver(.busy)
        driver.press(.character("p"), .character("4"), .enter)
        #expect(driver.shows("(FROZEN)"))
        let before = driver.lines()
        driver.receive(dearer)
        #expect(driver.lines().dropFirst() == before.dropFirst())
        driver.press(.escape, .character("p"), .enter)
        #expect(!driver.shows("(FROZEN)"))
        let live = driver.lines()
        driver.receive(DeskSnapshot.busy.later(bySeconds: 6))
        #expect(driver.lines().dropFirst() != live.dropFirst())
    }

    @Test("a frozen screen acts on nothing and says what brings it back")
    func frozen() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("p"), .character("x"))
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.lines().last == " frozen: p goes back to now first")
    }

    @Test("quitting asks while an order is in flight, and Ctrl-C twice forces")
    func quit() {
        let desk = DeskSnapshot.busy.with { $0.account.reserved = Money(rupees: 100) }
        var driver = Driver(desk)
        driver.press(.character("q"))
        #expect(driver.effects.isEmpty)
        #expect(driver.shows("an entry order is in flight"))
        driver.press(.escape, .control("c"))
        #expect(driver.effects.isEmpty)
        driver.press(.control("c"))
        #expect(driver.effects == [.quit])
        driver = Driver(desk)
        driver.press(.character("q"), .character("y"))
        #expect(driver.effects == [.quit])
        driver = Driver(.busy)
        driver.press(.character("q"))
        #expect(driver.effects == [.quit])
    }

    @Test("a row is copied as text and as JSON")
    func copy() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("y"), .character("Y"))
        guard case .copy(let line) = driver.effects.first,
            case .copy(let json) = driver.effects.last
        else {
            Issue.record("nothing was copied")
            return
        }
        #expect(line.hasPrefix("NIFTY 25100 CE  28OCT  +150"))
        #expect(json.contains("\"signalID\" : \"ema-NIFTY-1445\""))
    }

    @Test(
        "a close dialog shows what the position is worth now, beside what it was worth when it opened"
    )
    func worthMoves() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        let moved = DeskSnapshot.busy.later(bySeconds: 0.1).with { desk in
            for index in desk.positions.indices {
                desk.positions[index].position.mark = Price(paise: 77_70)
                desk.positions[index].quote?.bid = Price(paise: 77_70)
            }
        }
        #expect(driver.shows("right now "))
        #expect(!driver.shows("right now 77.70"))
        driver.receive(moved)
        #expect(driver.shows("right now 77.70"))
    }

    @Test("a stop is held against the newest mark, not against the one of the key press")
    func levelsAgainstTheNewestMark() throws {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("s"))
        guard case .position(let id)? = driver.model.focusedState.selection else {
            Issue.record("no position is selected")
            return
        }
        let place = try #require(DeskSnapshot.busy.positions.firstIndex { $0.id == id })
        let mark = try #require(DeskSnapshot.busy.positions[place].position.mark)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with {
                $0.positions[place].position.mark = mark + Price(paise: 10_000)
            })
        // Above the mark of the key press, below the newest.
        driver.press(.control("u"))
        driver.type(Figures.fixed((mark + Price(paise: 5_000)).rupees, 2))
        #expect(!driver.shows("must be below the mark"))
        driver.press(.control("u"))
        driver.type(Figures.fixed((mark + Price(paise: 20_000)).rupees, 2))
        #expect(driver.shows("must be below the mark"))
    }

    @Test("who pauses what looks after money is told so, types its name, and sees it at any size")
    func vitalHandlers() throws {
        var driver = Driver(.busy)
        driver.press(.character("2"), .character("/"))
        driver.type("positions")
        driver.press(.enter, .character("P"))
        #expect(driver.shows("no stop and no target is watched"))
        driver.press(.character("y"), .enter)
        #expect(driver.sent.isEmpty)
        driver.press(.backspace)
        driver.type("POSITIONS")
        driver.press(.enter)
        #expect(driver.sent == [.pauseHandler("positions")])

        let place = try #require(
            DeskSnapshot.busy.handlers.firstIndex { $0.name == "positions" })
        let paused = DeskSnapshot.busy.with { $0.handlers[place].isPaused = true }
        for (columns, rows) in [(44, 12), (80, 24), (120, 40)] {
            let driver = Driver(paused, size: Size(columns: columns, rows: rows))
            #expect(driver.lines()[0].contains("positions PAUSED"), "\(columns)x\(rows)")
        }
    }

    @Test("a dialog of many says how many it does not show, on the lowest screen too")
    func manyOnALowScreen() {
        for (columns, rows) in [(44, 12), (80, 16)] {
            var driver = Driver(.busy, size: Size(columns: columns, rows: rows))
            driver.press(.character("3"), .character("A"), .character("R"))
            let lines = driver.lines()
            #expect(
                lines.contains { $0.contains("and ") && $0.contains(" more") })
            #expect(lines.contains { $0.contains("type ") })
        }
    }

    @Test("nothing looks fine that no desk looks after")
    func atRest() {
        let resting = DeskSnapshot.busy.with {
            $0.engine.phase = .resting
            $0.sources = []
        }
        #expect(DeskVerdict(resting, alerts: [], now: resting.takenAt) == .stale)
        let empty = resting.with { $0.positions = [] }
        #expect(DeskVerdict(empty, alerts: [], now: empty.takenAt) != .stale)
        #expect(Driver(resting).lines()[0].contains("AT REST"))
    }
}
