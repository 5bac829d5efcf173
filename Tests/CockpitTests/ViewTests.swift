import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Looking around")
struct ViewTests {
    @Test("while frozen the screen holds still, and steps back and forward")
    func freeze() {
        var driver = Driver(.busy)
        for step in 1...20 {
            driver.receive(
                DeskSnapshot.busy.with {
                    $0.takenAt = $0.takenAt.advanced(bySeconds: Double(step))
                    $0.engine.queued = 1000 + step
                })
        }
        driver.press(.character("p"))
        #expect(driver.shows("FROZEN"))
        #expect(driver.shows("snapshot 21 of 21"))
        driver.receive(DeskSnapshot.busy.later(bySeconds: 30).with { $0.engine.queued = 5555 })
        #expect(driver.shows("1,020 queued"))
        driver.press(.character("["))
        #expect(driver.shows("1,019 queued"))
        driver.press(.character("{"))
        #expect(driver.shows("1,009 queued"))
        driver.press(.character("{"), .character("{"), .character("]"))
        #expect(driver.shows("1,001 queued"))
        driver.press(.character("p"))
        #expect(driver.shows("5,555 queued"))
        #expect(!driver.shows("FROZEN"))
    }

    @Test("a frozen screen still says what the money was, where it lies over the row that says it")
    func frozenMoney() {
        var driver = Driver(.busy)
        let figures = Figures(glyphs: .unicode)
        let day = figures.profit(DeskSnapshot.busy.account.dayNet).plain
        driver.press(.character("p"))
        let banner = driver.lines()[1]
        #expect(banner.contains("FROZEN at") && banner.contains("day \(day)"), "\(banner)")
        #expect(banner.contains("open ") && banner.contains("DLQ 5"), "\(banner)")
    }

    @Test("the hints say what a key does now: a halted desk and a paused handler go on")
    func hintsNow() {
        func hints(_ desk: DeskSnapshot) -> String { Driver(desk).lines().last ?? "" }
        #expect(hints(.busy).contains("H halt") && hints(.busy).contains("P pause"))
        let halted = hints(DeskSnapshot.busy.with { $0.risk.state = .halted })
        #expect(halted.contains("H resume") && halted.contains("P pause"))
        let paused = DeskSnapshot.busy.with { desk in
            for index in desk.handlers.indices { desk.handlers[index].isPaused = true }
        }
        #expect(hints(paused).contains("P resume") && hints(paused).contains("H halt"))
    }

    @Test("a halted desk whose intake is paused too says both, and what a resume leaves")
    func haltedAndPaused() {
        let desk = DeskSnapshot.busy.with {
            $0.risk.state = .halted
            $0.risk.isIntakePaused = true
        }
        var driver = Driver(desk)
        #expect(driver.lines()[0].contains("HALTED") && driver.lines()[0].contains("INTAKE PAUSED"))
        driver.press(.character("H"))
        #expect(driver.shows("the intake stays paused"))
        #expect(!driver.shows("entries are taken again"))
    }

    @Test("a window over a frozen screen leaves the word FROZEN in sight", arguments: [12, 24, 40])
    func frozenBehindWindow(_ rows: Int) {
        var driver = Driver(.busy, size: Size(columns: 80, rows: rows))
        driver.press(.character("p"), .character("4"))
        #expect(!driver.lines()[0].contains("FROZEN"))
        driver.press(.character("?"))
        #expect(driver.model.dialogs.count == 1)
        #expect(driver.lines()[0].contains(" FROZEN "))
    }

    @Test("the banner of a frozen screen covers one row, and no pane", arguments: [24, 40, 60])
    func banner(_ rows: Int) {
        var driver = Driver(.busy, size: Size(columns: rows == 24 ? 80 : 120, rows: rows))
        let panes = driver.lines()
        driver.press(.character("p"))
        let frozen = driver.lines()
        // The banner, the hints and the header's clock are other rows; all that is about a pane stays.
        #expect(zip(panes, frozen).count { $0 != $1 } <= 3)
        #expect(frozen.count { $0.contains("FROZEN") } == 1)
    }

    @Test(
        "the history keeps the last 600 snapshots and, of the time before, one a second: ten minutes"
    )
    func history() {
        var history = SnapshotHistory()
        for number in 1...9_000 {
            history.push(
                DeskSnapshot.empty.later(bySeconds: Double(number) / 10).with {
                    $0.sequence = UInt64(number)
                })
        }
        #expect(history.count == 1140)
        #expect(history.last?.sequence == 9_000)
        let ages = (0..<history.count).map { history[$0].sequence }
        #expect(zip(ages, ages.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ages.suffix(600) == Array(8_401...9_000)[...])
        #expect((5_980...6_020).contains(Int(clamping: 9_000 - ages[0])))
        #expect(zip(ages, ages.dropFirst()).allSatisfy { $1 - $0 <= 11 })
    }

    @Test("< and > choose the column to sort by, r turns it round")
    func sorting() {
        var driver = Driver(.busy)
        driver.press(.character("1"))
        #expect(driver.shows("DEPTH▾"))
        driver.press(.character("r"))
        #expect(driver.shows("DEPTH▴"))
        driver.press(.character("<"))
        #expect(driver.shows("QUEUE▴"))
        #expect(driver.model.focusedState.order.first == .handler("candles"))
        driver.press(.character(">"), .character(">"))
        #expect(driver.shows("IN/s▴"))
    }

    @Test("w goes through the layouts and takes the focus along")
    func layouts() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("w"))
        #expect(driver.model.layout.slots.map(\.pane) == [.positions, .risk, .signals, .events])
        #expect(driver.model.layout.slots.map(\.pane).contains(driver.model.focusedPane))
        driver.press(.character("w"))
        #expect(
            driver.model.layout.slots.map(\.pane) == [.queues, .handlers, .deadLetters, .events])
        driver.press(.character("w"), .character("W"), .character("W"))
        #expect(driver.model.preset == .trading)
    }

    @Test("until a row is chosen the selection stays at the top, and then on its row")
    func selection() {
        func turned(_ seconds: Double) -> DeskSnapshot {
            DeskSnapshot.busy.later(bySeconds: seconds).with { desk in
                for index in desk.handlers.indices { desk.handlers[index].depth = index }
            }
        }
        var driver = Driver(.busy)
        let first = driver.model.focusedState.order[0]
        driver.receive(turned(10))
        #expect(driver.model.focusedState.selection == .handler("chaos"))
        driver.receive(.busy.later(bySeconds: 20))
        #expect(driver.model.focusedState.selection == first)
        driver.press(.down, .up)
        driver.receive(turned(30))
        #expect(driver.model.focusedState.selection == first)
    }

    @Test(
        "of one depth those that fail much come first, and all others in the order of subscription")
    func ties() {
        let desk = DeskSnapshot.busy.with { desk in
            for index in desk.handlers.indices { desk.handlers[index].depth = 0 }
        }
        let failing = desk.handlers.filter { $0.failFraction >= 0.01 }
        #expect(failing.map(\.name) == ["chaos"])
        let others = desk.handlers.filter { $0.failFraction < 0.01 }
        let expected = (failing + others).map { RowID.handler($0.name) }
        var driver = Driver(desk)
        #expect(driver.model.focusedState.order == expected)
        driver.receive(.busy.later(bySeconds: 9))
        driver.receive(desk.later(bySeconds: 20))
        #expect(driver.model.focusedState.order == expected)
    }

    @Test("the order holds still for two seconds after a key, then follows the figures")
    func heldOrder() {
        var driver = Driver(.busy)
        driver.press(.character("1"))
        let before = driver.model.focusedState.order
        func turned(_ seconds: Double) -> DeskSnapshot {
            DeskSnapshot.busy.later(bySeconds: seconds).with { desk in
                for index in desk.handlers.indices { desk.handlers[index].depth = index }
            }
        }
        driver.receive(turned(1))
        #expect(driver.model.focusedState.order == before)
        driver.receive(turned(4))
        #expect(driver.model.focusedState.order.first == .handler("chaos"))
    }

    @Test("a filter shows its count, and Esc clears it")
    func filter() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("/"))
        driver.type("handler:chaos")
        #expect(driver.shows("2 of 5"))
        driver.press(.enter)
        #expect(driver.model.focusedState.order.count == 2)
        driver.press(.escape)
        #expect(driver.model.focusedState.order.count == 5)
        driver.press(.character("/"))
        driver.type("nosuch")
        driver.press(.enter)
        #expect(driver.shows("no row passes the filter \"nosuch\""))
    }

    @Test("the log follows the newest row until another one is selected")
    func follow() {
        var driver = Driver(.busy)
        driver.press(.character("5"))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 3).with {
                $0.log.append(
                    LogRow(
                        sequence: 9000, at: $0.marketTime, level: .info, subject: "risk",
                        text: "the newest", correlationID: nil))
            })
        #expect(driver.model.focusedState.selection == .event(9000))
        driver.press(.down)
        let held = driver.model.focusedState.selection
        #expect(driver.shows("hold ○"))
        driver.receive(DeskSnapshot.busy.later(bySeconds: 9))
        #expect(driver.model.focusedState.selection == held)
    }

    @Test("V raises the level of the log")
    func level() {
        var driver = Driver(.busy)
        driver.press(.character("5"), .character("V"))
        #expect(driver.shows("level WARN+"))
        let grave = DeskSnapshot.busy.log.filter { $0.level >= .warning }
        #expect(driver.model.focusedState.order.count == grave.count)
    }

    @Test("a strip of events says that it shows a part of them only")
    func strip() {
        var driver = Driver(.busy, size: Size(columns: 80, rows: 24))
        func rows() -> ArraySlice<String> { driver.lines().suffix(3).dropLast() }
        #expect(!rows().contains { $0.contains("WARN+") })
        driver.press(.character("5"), .character("V"))
        #expect(rows().contains { $0.hasSuffix(" WARN+") }, "\(rows())")
        driver.press(.character("/"))
        driver.type("executor")
        driver.press(.enter)
        #expect(rows().contains { $0.hasSuffix(" /executor WARN+") }, "\(rows())")
        driver.press(.escape)
        #expect(!rows().contains { $0.contains("/executor") })
    }

    @Test("the detail of a dead letter shows its attempts and its payload, and keeps to its letter")
    func detail() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .enter)
        #expect(driver.shows("\"entry_price\": 25021.35,"))
        #expect(driver.shows("✗ +2s ✗ +4s ✗ +8s ✗ +16s ✗"))
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { $0.deadLetters.rows.removeFirst() })
        #expect(driver.shows("(gone)"))
        #expect(driver.shows("\"entry_price\": 25021.35,"))
    }

    @Test("a click focuses, selects and sorts; a double click opens")
    func mouse() {
        var driver = Driver(.busy)
        guard let area = driver.model.layout.area(of: .positions) else {
            Issue.record("no positions on the screen")
            return
        }
        func click(_ x: Int, _ y: Int, _ kind: MouseEvent.Kind = .press) -> Key {
            .mouse(MouseEvent(x: x, y: y, kind: kind))
        }
        driver.press(click(area.x + 10, area.y + 3))
        #expect(driver.model.focusedPane == .positions)
        #expect(driver.model.focusedState.selectedIndex == 1)
        driver.press(click(area.x + 10, area.y + 3, .doubleClick))
        #expect(driver.model.dialogs.count == 1)
        driver.press(.escape, click(area.x + 5, area.y + 1))
        #expect(driver.model.focusedState.sort?.column == "SYMBOL")
        driver.press(click(area.x + 10, area.y + 3, .wheelDown))
        #expect(driver.sent.isEmpty)
    }

    @Test("resizing keeps the selection")
    func resize() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .down, .down)
        let selected = driver.model.focusedState.selection
        for size in [
            Size(columns: 50, rows: 14), Size(columns: 10, rows: 3), Size(columns: 200, rows: 60),
        ] {
            driver.model.resize(to: size)
            _ = driver.canvas()
        }
        #expect(driver.model.focusedState.selection == selected)
    }

    @Test(
        "the detail of a signal says why this contract: the filters, the terms of the score, the runners-up"
    )
    func choice() throws {
        let snapshot = DeskSnapshot.busy
        let index = try #require(
            snapshot.signals.firstIndex { $0.contract != nil && $0.signal.action == .buy })
        let record = snapshot.signals[index]
        let contract = try #require(record.contract)
        var signal = record.signal
        signal.strength = 1
        signal.symbol = contract.underlying
        let now = Timestamp(
            india: contract.expiry.advanced(byDays: -7), secondsIntoDay: 36_000)
        signal.emittedAt = now
        let rules = DeskRules()
        let valid = try SignalValidator.validate(
            signal, rules: rules, knows: { _ in true }, isSessionOpen: true, now: now
        ).get()
        var dear = contract
        dear.strike = contract.strike.scaled(by: 1.2)
        let choice = StrikeSelector.choose(
            for: valid, spot: contract.strike,
            chain: OptionChain(of: contract.underlying, [contract, dear]), quote: { _ in nil },
            rules: rules, now: now)
        #expect(choice.winner?.contract == contract)
        var driver = Driver(snapshot.with { $0.signals[index].choice = choice })
        driver.press(.character("7"))
        for _ in 0..<index { driver.press(.down) }
        driver.press(.enter)
        #expect(driver.shows("2 contracts"))
        #expect(driver.shows("distance 1"))
        #expect(driver.shows("\(contract.tradingSymbol)"))
        #expect(driver.shows("near +"))
        #expect(driver.shows("+ 20.0 expiry"))
    }

    @Test("a strategy whose positions have no price has no profit, and says why")
    func unpricedStrategy() throws {
        let strategy = try #require(DeskSnapshot.busy.positions.first).position.strategy
        func driver(unpriced: Bool) -> Driver {
            let desk = DeskSnapshot.busy.with { desk in
                desk.positions.removeAll {
                    $0.position.strategy == strategy && !$0.position.status.isLive
                }
                for place in desk.positions.indices
                where desk.positions[place].position.strategy == strategy {
                    if unpriced { desk.positions[place].position.mark = nil }
                }
            }
            var driver = Driver(desk, size: Size(columns: 200, rows: 60))
            driver.press(.character("6"), .character("z"))
            return driver
        }
        let unpriced = try #require(
            driver(unpriced: true).lines().first { $0.contains("\(strategy) ") })
        #expect(unpriced.contains("—"))
        #expect(unpriced.contains("without a price"))
        let priced = try #require(
            driver(unpriced: false).lines().first { $0.contains("\(strategy) ") })
        #expect(!priced.contains("—") && !priced.contains("without a price"))
    }

    @Test("a queue that never fills shows what goes through it, or says that nothing does")
    func rates() {
        func driver(_ rate: Double) -> Driver {
            var driver = Driver(nil)
            for second in 0..<20 {
                driver.receive(
                    DeskSnapshot.busy.later(bySeconds: Double(second)).with { desk in
                        for index in desk.handlers.indices {
                            desk.handlers[index].depth = 0
                            desk.handlers[index].depthHistory = [0, 0, 0]
                            desk.handlers[index].inPerSecond = rate
                            desk.handlers[index].outPerSecond = rate
                        }
                    })
            }
            driver.press(.character("1"), .enter)
            return driver
        }
        #expect(driver(340).shows("in a second  last 19s  most 340"))
        #expect(driver(340).shows("⣿⣿⣿"))
        #expect(driver(0).shows("nothing came in the last 19s"))
    }
}
