import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Lists")
struct ListTests {
    private static let letters = DeskSnapshot.busy.deadLetters.rows.map { RowID.deadLetter($0.id) }

    @Test("what is being handled, of the most that may be, is in sight at 120x40")
    func inFlight() throws {
        let driver = Driver(
            DeskSnapshot.busy.with {
                $0.handlers[0].name = "strategy.ema_crossover"
                $0.handlers[0].depth = 9000
                $0.handlers[0].inFlight = 7
                $0.handlers[0].limit = 64
            })
        let header = try #require(driver.lines().first { $0.contains("QUEUE") })
        #expect(header.contains("INFL"))
        #expect(driver.shows("7/64"))
    }

    @Test("the sign of more columns stands in the frame, not against a heading")
    func moreColumns() throws {
        var driver = Driver(.busy)
        let header = try #require(driver.lines().first { $0.contains("QUEUE") })
        #expect(header.contains(" >"))
        #expect(!header.contains("/s>"))
        driver.press(.character("l"))
        let scrolled = try #require(driver.lines().first { $0.contains("QUEUE") })
        #expect(scrolled.hasPrefix("< QUEUE"))
    }

    @Test("of the bound the handler is told that comes to it first, once it is half way there")
    func deadLetterBound() {
        func shows(_ count: Int) -> Bool {
            Driver(
                DeskSnapshot.busy.with {
                    $0.deadLetters.total = 9000
                    $0.deadLetters.bound = 10_000
                    $0.deadLetters.fullestHandler = "sim.news"
                    $0.deadLetters.fullestCount = count
                }, size: Size(columns: 200, rows: 60)
            ).shows("sim.news \(count == 5000 ? "5,000" : "4,999") of 10,000!")
        }
        #expect(shows(5000))
        #expect(!shows(4999))
    }

    @Test("v marks from one row to another, and the range can be given up")
    func range() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .down, .character("v"), .down, .down)
        #expect(driver.model.focusedState.shownMarks == Array(Self.letters[1...3]))
        driver.press(.character("v"))
        #expect(driver.model.focusedState.marks == Set(Self.letters[1...3]))
        driver.press(.character("U"), .character("v"), .up, .escape)
        #expect(driver.model.focusedState.shownMarks.isEmpty)
    }

    @Test("a bulk action takes the range as it is shown")
    func rangeIsActedOn() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("v"), .down, .character("R"))
        #expect(driver.shows("retry 2 dead letters"))
    }

    @Test("rows that arrive while a range is open do not get into it")
    func rangeHolds() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("v"), .down)
        driver.receive(
            DeskSnapshot.busy.later(bySeconds: 30).with { desk in
                var new = desk.deadLetters.rows[4]
                new.record = DeadLetterRecord(
                    id: DeadLetterID("d-new"), handler: new.record.handler,
                    event: new.record.event, attempts: new.record.attempts, diedAt: desk.takenAt)
                desk.deadLetters.rows.insert(new, at: 1)
            })
        #expect(driver.model.focusedState.shownMarks == Array(Self.letters[0...1]))
    }

    @Test("a marks every letter that died of the same cause")
    func alike() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .end, .character("a"))
        #expect(driver.model.focusedState.shownMarks == [Self.letters[1], Self.letters[4]])
    }

    @Test("letters of one cause stand under a heading with their count, the others before it")
    func headings() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .character("z"))
        #expect(driver.shows("▾ 2 × chaos  made to fail by the simulation"))
        let order = driver.model.focusedState.order
        #expect(order.map(\.isHeading) == [false, false, false, true, false, false])
        #expect(Array(order.suffix(2)) == [Self.letters[1], Self.letters[4]])
        driver.press(.end, .up, .up)
        #expect(driver.shows("discards all 2"))
    }

    @Test("while the order is held a new letter comes under its own heading, and under no other")
    func heldUnderHeading() throws {
        var state = ListState()
        let one = RowID.group("one")
        let two = RowID.group("two")
        func letter(_ name: String) -> RowID { .deadLetter(DeadLetterID(name)) }
        let (a, b, c, d) = (letter("a"), letter("b"), letter("c"), letter("d"))
        var headings = [a: one, b: one, c: two, d: two]
        state.reorder([one, a, b, two, c, d], under: headings, isHeld: false)
        let (new, single) = (letter("new"), letter("single"))
        headings[new] = one
        state.reorder([single, one, new, a, b, two, c, d], under: headings, isHeld: true)
        #expect(state.order == [single, one, a, b, new, two, c, d])
        let (three, e, f) = (RowID.group("three"), letter("e"), letter("f"))
        headings[e] = three
        headings[f] = three
        state.reorder([three, e, f] + state.order, under: headings, isHeld: true)
        #expect(state.order == [single, one, a, b, new, two, c, d, three, e, f])
    }

    @Test("a closed position that was looked at does not push what is open off the screen for good")
    func closedLetGo() throws {
        let start = DeskSnapshot.busy
        let closed = try #require(start.positions.last { !$0.position.status.isLive })
        var driver = Driver(start)
        driver.press(.character("4"), .character("G"))
        #expect(driver.model.focusedState.selection == .position(closed.id))
        driver.receive(start.later(bySeconds: 29))
        #expect(driver.model.focusedState.selection == .position(closed.id))
        driver.receive(start.later(bySeconds: 40))
        #expect(driver.model.focusedState.selectedIndex == 0)
        // One that is open stays chosen however long.
        driver.press(.down)
        let open = driver.model.focusedState.selection
        driver.receive(start.later(bySeconds: 400))
        #expect(driver.model.focusedState.selection == open)
    }

    @Test("Space on a heading marks what is below it, wherever that goes, and takes the marks back")
    func markGroup() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .end, .up, .up, .character(" "))
        driver.receive(
            DeskSnapshot.repetitive.later(bySeconds: 30).with { $0.deadLetters.rows.reverse() })
        #expect(driver.model.focusedState.marks == [Self.letters[1], Self.letters[4]])
        driver.press(.end, .up, .up, .character(" "))
        #expect(driver.model.focusedState.marks.isEmpty)
    }

    @Test("of a heading no single letter can be edited, and that is said")
    func editedHeading() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .end, .up, .up, .character("E"))
        #expect(driver.model.dialogs.isEmpty)
        #expect(
            driver.lines().last
                == " this heading stands for several letters: select the one to edit")
    }

    @Test("an action on a heading is about the letters that were below it, after their count")
    func actOnGroup() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .end, .up, .up, .character("D"))
        driver.receive(
            DeskSnapshot.repetitive.later(bySeconds: 30).with {
                $0.deadLetters.rows.removeFirst(2)
            })
        driver.type("2")
        driver.press(.enter)
        let ids = DeskSnapshot.repetitive.deadLetters.rows.map(\.id)
        #expect(driver.sent == [.discardDeadLetters([ids[1], ids[4]])])
    }

    @Test("under a filter a heading counts, and acts on, what passes it")
    func filteredGroup() {
        var driver = Driver(.repetitive)
        driver.press(.character("3"), .character("/"))
        driver.type("symbol:BANKNIFTY")
        driver.press(.enter)
        #expect(driver.model.focusedState.order == [Self.letters[1]])
    }

    @Test("n and N go through what the last filter matched, also after it is cleared")
    func matches() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("/"))
        driver.type("handler:executor")
        driver.press(.enter, .escape)
        #expect(driver.model.focusedState.order.count == 5)
        driver.press(.character("n"))
        #expect(driver.model.focusedState.selection == Self.letters[2])
        driver.press(.character("n"))
        #expect(driver.model.focusedState.selection == Self.letters[0])
        driver.press(.character("N"))
        #expect(driver.model.focusedState.selection == Self.letters[2])
    }

    @Test("Tab completes a filter's qualifier, then its value")
    func completion() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("/"))
        driver.type("!ha")
        driver.press(.tab)
        #expect(driver.model.focusedState.filter.text == "!handler:")
        driver.type("ch")
        #expect(driver.shows("Tab: !handler:chaos"))
        driver.press(.tab)
        #expect(driver.model.focusedState.filter.text == "!handler:chaos")
        #expect(driver.model.focusedState.order.count == 3)
    }

    @Test("l brings columns that found no room, h takes them back; the first column stays")
    func columns() {
        var driver = Driver(.busy, size: Size(columns: 60, rows: 16))
        driver.press(.character("2"))
        #expect(!driver.shows("LAST ERROR"))
        for _ in 0..<6 { driver.press(.character("l")) }
        #expect(driver.shows("HANDLER"))
        #expect(driver.shows("LAST ERROR"))
        for _ in 0..<8 { driver.press(.character("h")) }
        #expect(driver.effects.last == .bell)
        #expect(driver.shows("EXECUTED"))
    }

    @Test(
        "the detail of a heading stays while its rows are there, and offers what a heading can do")
    func headingDetail() throws {
        var driver = Driver(.repetitive)
        driver.press(.character("3"))
        while driver.model.focusedState.selection?.isHeading != true { driver.press(.down) }
        driver.press(.enter)
        driver.receive(DeskSnapshot.repetitive.later(bySeconds: 1))
        driver.receive(DeskSnapshot.repetitive.later(bySeconds: 2))
        #expect(driver.shows("2 of a kind") && !driver.shows("(gone)"))
        let hints = try #require(
            driver.lines().first { $0.contains("R retry") && $0.contains("Esc") })
        #expect(!hints.contains("E edit") && !hints.contains("y copy"))
        driver.press(.character("R"))
        #expect(driver.shows("retry 2 dead letters"))
    }

    @Test(
        "the queues show what is in flight and how long they drain, before the picture grows",
        arguments: [(120, 40, ["INFL"]), (200, 60, ["INFL", "OLDEST", "DRAIN"])])
    func queueColumns(_ columns: Int, _ rows: Int, _ titles: [String]) throws {
        let driver = Driver(.busy, size: Size(columns: columns, rows: rows))
        let header = try #require(driver.lines().first { $0.contains("QUEUE ") })
        for title in titles { #expect(header.contains(title), "\(header)") }
    }

    @Test("a dialog about several dead letters tells them apart")
    func lettersApart() throws {
        var driver = Driver(.repetitive)
        driver.press(.character("3"))
        while driver.model.focusedState.selection?.isHeading != true { driver.press(.down) }
        driver.press(.character("D"))
        let members = driver.model.members(of: try #require(driver.model.focusedState.selection))
        #expect(members.count == 2)
        for case .deadLetter(let id) in members {
            let shown = driver.lines().filter { $0.contains("  \(id)  ") }
            #expect(shown.count == 1, "\(id)")
        }
    }

    @Test("a dead letter is edited field by field and retried with the changed payload")
    func edit() {
        var driver = Driver(.busy)
        driver.press(.character("3"), .character("E"))
        #expect(driver.shows("Edit and retry"))
        for _ in 0..<9 { driver.press(.down) }
        driver.press(.character("y"))
        #expect(driver.sent.isEmpty)
        driver.press(.tab, .tab, .control("u"))
        driver.type("BANKNIFTY")
        for _ in 0..<8 { driver.press(.down) }
        driver.press(.character("y"))
        guard case .retryEditedDeadLetter(let id, let json)? = driver.sent.first else {
            Issue.record("nothing was sent")
            return
        }
        let letter = DeskSnapshot.busy.deadLetters.rows[0]
        #expect(id == letter.id)
        #expect(
            json
                == letter.payloadJSON.replacing(
                    "\"symbol\":\"NIFTY\"", with: "\"symbol\":\"BANKNIFTY\""))
    }
}
