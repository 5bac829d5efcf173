import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Drawing")
struct DrawingTests {
    private static let sizes: [Size] = {
        var sizes = [
            Size(columns: 20, rows: 5), Size(columns: 44, rows: 12), Size(columns: 79, rows: 23),
            Size(columns: 80, rows: 24), Size(columns: 109, rows: 34), Size(columns: 110, rows: 34),
            Size(columns: 120, rows: 40), Size(columns: 180, rows: 50),
            Size(columns: 200, rows: 60),
            Size(columns: 250, rows: 80), Size(columns: 250, rows: 12), Size(columns: 44, rows: 80),
            Size(columns: 1, rows: 1), Size(columns: 0, rows: 0),
        ]
        for step in 0..<8 { sizes.append(Size(columns: 44 + step * 25, rows: 12 + step * 9)) }
        return sizes
    }()

    @Test(
        "a contract is never cut before its right, call or put, however narrow the list",
        arguments: [80, 100, 120, 200])
    func contractsWhole(_ columns: Int) {
        let snapshot = DeskSnapshot.busy.with {
            for index in $0.positions.indices {
                $0.positions[index].position.contract.underlying = "MIDCPNIFTY"
            }
        }
        let driver = Driver(snapshot, size: Size(columns: columns, rows: 40))
        let figures = Figures(glyphs: .unicode)
        for row in snapshot.positions {
            #expect(driver.shows(figures.strike(row.position.contract)))
        }
    }

    @Test("every pane keeps its frame at every size, full and empty, alone and in company")
    func frames() {
        for size in Self.sizes {
            for desk in [DeskSnapshot.busy, .empty] {
                for pane in PaneID.allCases {
                    for isZoomed in [false, true] {
                        var driver = Driver(desk, size: size)
                        driver.model.focus = pane
                        driver.model.isZoomed = isZoomed
                        driver.model.refresh(isHeld: false)
                        Self.expectFrames(driver, "\(pane) \(size)")
                    }
                }
            }
        }
    }

    @Test("every size from 20x5 to 250x80 is drawn, empty and full, without overflow")
    func everySize() {
        // All 17,556 of them under stress, else a grid of them.
        let (across, down) = stress > 1 ? (1, 1) : (11, 7)
        for columns in stride(from: 20, through: 250, by: across) {
            for rows in stride(from: 5, through: 80, by: down) {
                let size = Size(columns: columns, rows: rows)
                for desk in [DeskSnapshot.busy, .empty] {
                    Self.expectFrames(Driver(desk, size: size), "\(size)")
                }
            }
        }
    }

    @Test("every layout, dialog and a frozen screen are drawn at a grid of sizes without overflow")
    func dialogs() {
        let openers = [
            "", "4x", "4X", "4s", "3E", "3D", "2P", "i", ":", "?", "H", "p", "p{", "4\n", "3\n",
        ]
        let step = stress > 1 ? 7 : 46
        for columns in stride(from: 20, through: 250, by: step) {
            for rows in stride(from: 5, through: 80, by: step / 3) {
                let size = Size(columns: columns, rows: rows)
                for preset in LayoutPreset.allCases {
                    for keys in preset == .all ? openers : ["", "p"] {
                        var driver = Driver(
                            .busy, size: size, options: CockpitOptions(layoutName: preset.rawValue))
                        driver.receive(DeskSnapshot.busy.later(bySeconds: 1))
                        for key in keys { driver.press(key == "\n" ? .enter : .character(key)) }
                        let lines = driver.lines()
                        #expect(lines.count == rows)
                        #expect(
                            lines.allSatisfy { DisplayWidth.of($0) <= columns },
                            "\(size) \(preset) \(keys)")
                        if driver.model.dialogs.isEmpty, driver.model.frozen == nil {
                            Self.expectFrames(driver, "\(size) \(preset)")
                        }
                    }
                }
            }
        }
    }

    @Test(
        "a low, wide screen has columns; a tall, narrow one has the money and the signals too",
        arguments: [
            (200, 30, 3, [PaneID.risk, .handlers]), (120, 24, 2, [.positions, .events]),
            (250, 45, 3, [.risk, .signals, .handlers]),
            (100, 70, 1, [.risk, .signals, .deadLetters]),
            (120, 70, 2, [.risk, .signals]),
        ])
    func proportions(_ columns: Int, _ rows: Int, _ abreast: Int, _ panes: [PaneID]) {
        let layout = Layout(
            size: Size(columns: columns, rows: rows), focus: .positions, isZoomed: false)
        let first = layout.slots.filter { $0.area.y == layout.body.y }
        #expect(first.count == abreast)
        #expect(layout.slots.map(\.pane).filter(panes.contains).count == panes.count)
    }

    @Test("a frozen screen has every pane where it was")
    func frozenStaysPut() {
        for size in Self.sizes where size.fits(Layout.smallest) {
            var driver = Driver(.busy, size: size)
            let before = driver.model.layout
            driver.press(.character("p"))
            #expect(driver.model.layout == before && driver.shows("FROZEN"), "\(size)")
        }
    }

    @Test("a dialog leaves what is behind it as it is")
    func behindDialogs() {
        var driver = Driver(.busy)
        driver.press(.character("4"))
        let before = driver.canvas()
        driver.press(.character("x"))
        let after = driver.canvas()
        let changed = (2..<39).flatMap { y in
            (0..<120).filter { before[$0, y] != after[$0, y] }.map { Point(x: $0, y: y) }
        }
        let columns = changed.map(\.x)
        let rows = changed.map(\.y)
        // A box in the middle and nothing else: what is sent to the terminal is the dialog.
        #expect((columns.min() ?? 0) > 20 && (columns.max() ?? 120) < 100)
        #expect((rows.min() ?? 0) > 8 && (rows.max() ?? 40) < 32)
    }

    @Test("at the smallest sizes P&L and dead letters stay", arguments: [44, 50, 60])
    func smallestRibbon(_ columns: Int) {
        let driver = Driver(.busy, size: Size(columns: columns, rows: 12))
        #expect(driver.lines()[1].contains("day ▲") && driver.lines()[1].contains("DLQ 5"))
    }

    @Test("the welcome is whole on every screen", arguments: [44, 60, 80, 120])
    func welcome(_ columns: Int) {
        let driver = Driver(
            .busy, size: Size(columns: columns, rows: 24),
            options: CockpitOptions(showsWelcome: true))
        let words = driver.lines().joined(separator: " ").split(whereSeparator: {
            " │┃".contains($0)
        })
        let text = words.joined(separator: " ")
        for end in ["lists every key", "each asks first", "any key hides this"] {
            #expect(text.contains(end), "\(columns)")
        }
    }

    @Test("on a low screen the welcome takes the row of the hints and nothing of the panes")
    func lowWelcome() {
        let size = Size(columns: 44, rows: 12)
        let plain = Driver(.busy, size: size).lines()
        let welcome = Driver(.busy, size: size, options: CockpitOptions(showsWelcome: true)).lines()
        #expect(welcome.dropLast() == plain.dropLast())
        #expect(welcome.last == " Welcome  ? lists every key  Tab next pane")
    }

    @Test("the frame has the venue's colour where money is at stake", arguments: VenueMode.allCases)
    func frameColour(_ venue: VenueMode) {
        let driver = Driver(DeskSnapshot.busy.with { $0.venue = venue })
        let roles = Set((2..<39).map { driver.canvas()[0, $0].style.role })
        #expect(roles.contains(.modeLive) == (venue == .live))
        #expect(roles.contains(.modePaper) == (venue == .paper))
    }

    /// Expects every pane's frame to be whole and no row to be longer than the screen.
    private static func expectFrames(_ driver: Driver, _ comment: String) {
        let canvas = driver.canvas()
        let lines = canvas.lines
        #expect(
            lines.allSatisfy { DisplayWidth.of($0) <= driver.model.size.columns }, "\(comment)")
        for slot in driver.model.layout.slots where slot.area.height >= 4 {
            let area = slot.area
            let isHeavy = slot.pane == driver.model.focusedPane
            let border = isHeavy ? canvas.glyphs.focusBorder : canvas.glyphs.border
            let either = [canvas.glyphs.border, canvas.glyphs.focusBorder]
            // A frame beside the list is never heavy, so the right corners may be of either kind.
            let isWhole =
                canvas[area.x, area.y].glyph == border.topLeft
                && canvas[area.x, area.maxY - 1].glyph == border.bottomLeft
                && either.map(\.topRight).contains(canvas[area.maxX - 1, area.y].glyph)
                && either.map(\.bottomRight).contains(
                    canvas[area.maxX - 1, area.maxY - 1].glyph)
                && (area.y + 1..<area.maxY - 1).allSatisfy {
                    canvas[area.x, $0].glyph == border.vertical
                }
            #expect(isWhole, "\(slot) \(comment)")
        }
    }

    @Test("slots never overlap and cover the body")
    func slots() {
        for (size, preset) in Self.sizes.flatMap({ size in
            LayoutPreset.allCases.map { (size, $0) }
        }) {
            let layout = Layout(
                size: size, focus: .positions, isZoomed: false, preset: preset)
            let cells = layout.slots.reduce(0) { $0 + $1.area.width * $1.area.height }
            #expect(cells == layout.body.width * layout.body.height, "\(size) \(preset)")
            for (index, slot) in layout.slots.enumerated() {
                for other in layout.slots.dropFirst(index + 1) {
                    #expect(slot.area.intersection(other.area).isEmpty)
                }
                #expect(slot.area.intersection(layout.body) == slot.area)
            }
        }
    }

    @Test("figures are never cut: a column leaves instead")
    func figures() {
        for width in 44...200 {
            var driver = Driver(.busy, size: Size(columns: width, rows: 24))
            driver.model.focus = .positions
            driver.model.isZoomed = true
            driver.model.refresh(isHeld: false)
            // The profit of the first position is there in full whatever else had to go.
            #expect(driver.shows("+1,815.00"), "width \(width)")
        }
    }

    @Test("a small screen shows one pane, with its sort and its alarm")
    func small() {
        let desk = DeskSnapshot.empty.with {
            $0.engine.phase = .running
            $0.engine.queued = 142
            $0.handlers = [
                HandlerStatus(name: "orders", depth: 0, limit: 16),
                HandlerStatus(
                    name: "executor", depth: 142, capacity: 1024,
                    depthHistory: Array(repeating: 0, count: 20) + [50]
                        + Array(repeating: 0, count: 20)
                        + Array(repeating: 100, count: 8) + [142],
                    inFlight: 3, limit: 64, inPerSecond: 98, outPerSecond: 60),
            ]
        }
        let driver = Driver(desk, size: Size(columns: 46, rows: 12))
        #expect(
            driver.lines() == [
                " ▐ SIM ▌  ▶ RUN  snap 0.0 s ●    14:32:07 IST",
                " day · 0.00  open · 0.00                DLQ 0",
                "┏━ 1 Queues ━━━━━━━ 1 over 100!  142 queued ━┓",
                "┃ QUEUE    DEPTH▾ 60 s     IN/s  OUT/s  INFL >",
                "┃▸executor   142!   ▅  ▇▇    98     60  3/64 ┃",
                "┃ orders       0              0      0  0/16 ┃",
                "┃                                            ┃",
                "┃                                            ┃",
                "┃                                            ┃",
                "┃                                            ┃",
                "┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛",
                " ? help  P pause  y copy  / filter     q quit",
            ])
    }

    @Test("a screen too small for panes says what it has and needs, and q still quits")
    func tooSmall() {
        var driver = Driver(.busy, size: Size(columns: 60, rows: 8))
        #expect(
            driver.lines().first == " SIM 60x8 of 44x12 day ▲ +11,871 DLQ 5 ▲3 q quit")
        driver.press(.character("q"))
        #expect(driver.effects == [.quit])
        #expect(
            Driver(.busy, size: Size(columns: 30, rows: 8)).lines().prefix(2)
                == [" SIM 30x8 of 44x12 q quit", " day ▲ +11,871 DLQ 5 ▲3"])
    }

    @Test(
        "a screen too small for a question does nothing but to leave, and asks for that in its row")
    func unseen() {
        var driver = Driver(
            .busy, size: Size(columns: 60, rows: 8), options: CockpitOptions(ownsDesk: true))
        driver.press(.character(":"))
        driver.type("flatten")
        driver.press(.enter)
        driver.type("FLAT")
        driver.press(.enter, .character("i"), .character("x"), .character("y"))
        #expect(driver.model.dialogs.isEmpty)
        #expect(driver.sent.isEmpty)
        driver.press(.character("q"))
        #expect(driver.shows("q again quits, 3 open"))
        #expect(!driver.effects.contains(.quit))
        driver.press(.character("i"))
        #expect(!driver.shows("again"))
        driver.press(.character("q"), .control("c"))
        #expect(driver.effects.last == .quit)
    }

    @Test("a dialog on a screen that has become too small takes no key until it is seen again")
    func shrunken() {
        var driver = Driver(.busy)
        driver.press(.character("4"), .character("x"))
        driver.model.resize(to: Size(columns: 30, rows: 8))
        driver.press(.character("y"))
        #expect(driver.sent.isEmpty)
        driver.model.resize(to: Size(columns: 80, rows: 24))
        driver.press(.character("y"))
        #expect(driver.sent.count == 1)
    }

    @Test("a read-only cockpit says so and hints at nothing that it would not do")
    func readOnly() {
        var driver = Driver(.busy, options: CockpitOptions(isReadOnly: true))
        driver.press(.character("4"))
        #expect(driver.lines()[0].contains("READ-ONLY"))
        let hints = driver.lines().last ?? ""
        for word in ["close", "inject", "halt", "lock"] { #expect(!hints.contains(word)) }
        driver.press(.character("L"))
        #expect(!driver.model.isLocked)
        #expect(driver.shows("read-only: this cockpit sends nothing"))
    }

    @Test("a screen too small for a line says so in rows, and q still quits")
    func tiny() {
        var driver = Driver(.busy, size: Size(columns: 10, rows: 5))
        #expect(driver.lines() == ["10x5", "of 44x12", "q quit", "+11,871", "DLQ 5"])
        driver.press(.character("q"))
        #expect(driver.effects == [.quit])
    }

    @Test("before the first snapshot the screen says that it waits, and q quits")
    func waiting() {
        var driver = Driver(nil)
        #expect(driver.shows("waiting for the desk's first snapshot"))
        driver.press(.character("x"), .character("?"), .enter, .character("q"))
        #expect(driver.effects.last == .quit)
    }

    @Test("plain ASCII glyphs give plain ASCII rows, in every dialog too")
    func ascii() {
        let openers: [[Key]] = [
            [], [.character("4"), .enter], [.character("4"), .character("x")],
            [.character("4"), .character("X")], [.character("4"), .character("s")],
            [.character("3"), .enter], [.character("3"), .character("R")],
            [.character("1"), .character("P")], [.character("i")], [.character(".")],
            [.character("H")], [.character("?")], [.character(":")], [.character("p")],
        ]
        for keys in openers {
            var driver = Driver(.busy, size: Size(columns: 80, rows: 24), glyphs: .ascii)
            for key in keys { driver.press(key) }
            for line in driver.lines() {
                // Data may hold other signs; this fixture's rupee sign is the only one.
                let foreign = line.filter { !$0.isASCII }
                #expect(foreign.isEmpty, "\(keys) \(line)")
            }
        }
    }

    @Test("names of handlers are whole wherever a screen shows two columns")
    func names() {
        let desk = DeskSnapshot.busy.with {
            $0.handlers[0].name = "strategy.ema_crossover"
            $0.handlers[0].depth = 999
        }
        for width in 80...200 {
            let lines = Driver(desk, size: Size(columns: width, rows: 40)).lines()
            #expect(lines.contains { $0.contains("strategy.ema_crossover ") }, "\(width)")
        }
    }

    @Test("a list says how many rows are below and how many above")
    func more() {
        var driver = Driver(.busy, size: Size(columns: 60, rows: 12))
        driver.press(.character("2"))
        #expect(driver.lines()[10].hasSuffix(" ▾ 3 more ━┛"))
        driver.press(.character("G"))
        #expect(driver.lines()[10].hasSuffix(" ▴ 3 more ━┛"))
        driver.press(.up, .up, .up, .up, .up, .up, .up)
        #expect(driver.lines()[10].hasSuffix(" ▴ 1  ▾ 2 more ━┛"), "\(driver.lines()[10])")
    }

    @Test("without colour a gain and a loss still differ by arrow and sign")
    func colourless() {
        let driver = Driver(.busy, size: Size(columns: 80, rows: 24))
        #expect(driver.shows("▲+1,815.00"))
        #expect(driver.shows("▼−369.25"))
    }

    @Test("without colour the venue is a word", arguments: VenueMode.allCases)
    func venue(_ venue: VenueMode) {
        let driver = Driver(DeskSnapshot.busy.with { $0.venue = venue })
        #expect(driver.lines()[0].contains("▐ \(venue.rawValue) ▌"))
    }

    @Test("a halted desk says so in the first row at every size")
    func halted() {
        for size in Self.sizes where size.fits(Layout.smallest) {
            let driver = Driver(DeskSnapshot.busy.with { $0.risk.state = .halted }, size: size)
            #expect(driver.lines()[0].contains("HALTED"), "\(size)")
            #expect(!driver.lines()[0].contains("RUN"), "\(size)")
        }
    }

    @Test("failures made by the simulation are marked")
    func simulated() {
        let driver = Driver(.busy)
        #expect(driver.shows("sim made to fail by the simulation"))
        #expect(driver.shows("chaos sim"))
    }

    @Test("no figure of a position's details is cut, however narrow the screen", arguments: 44...80)
    func wholeFigures(_ columns: Int) {
        var driver = Driver(.busy, size: Size(columns: columns, rows: 30))
        driver.press(.character("4"), .enter)
        let cut = driver.lines().filter { $0.contains(/\d…/) }
        #expect(cut == [])
        for figure in ["24,840.00", "25,600.00", "76.95", "189.40"] {
            #expect(driver.shows(figure), "\(figure) at \(columns)")
        }
    }

    @Test("columns do not shrink when figures do")
    func steadyWidths() {
        var driver = Driver(.busy)
        let before = driver.lines()[3]
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 3).with { desk in
                for index in desk.handlers.indices { desk.handlers[index].inPerSecond = 1 }
            })
        #expect(driver.lines()[3] == before)
    }

    @Test("a profit that has just changed is bold for one snapshot")
    func flash() throws {
        var driver = Driver(.busy)
        func isBold() throws -> Bool {
            let canvas = driver.canvas()
            let row = try #require(canvas.lines.firstIndex { $0.contains("NIFTY 25100 CE ") })
            let arrow = try #require(canvas.lines[row].lastIndex(of: "▲"))
            let x = canvas.lines[row].distance(from: canvas.lines[row].startIndex, to: arrow)
            return canvas[x, row].style.attributes.contains(.bold)
        }
        #expect(try !isBold())
        let moved = DeskSnapshot.busy.with { $0.positions[0].position.mark?.paise += 500 }
        driver.receive(moved)
        #expect(try isBold())
        driver.receive(moved)
        #expect(try !isBold())
    }

    @Test("an empty list says something useful")
    func emptyStates() {
        let driver = Driver(
            DeskSnapshot.empty.with {
                $0.deadLetters.lastClearedAt = $0.takenAt.advanced(bySeconds: -190)
            })
        #expect(driver.shows("no dead letters, the last one was cleared 3m ago"))
        #expect(driver.shows("i injects a signal"))
    }
}
