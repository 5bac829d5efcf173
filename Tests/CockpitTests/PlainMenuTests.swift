import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("The plain mode's menu")
struct PlainMenuTests {
    /// A conversation in which the answer to each line is kept.
    private struct Talk {
        var plain: PlainDesk
        var sent: [Command] = []

        init(_ desk: DeskSnapshot = .busy, isReadOnly: Bool = false) {
            plain = PlainDesk(
                alerts: AlertRules(levels: [:]), isReadOnly: isReadOnly, now: desk.takenAt)
            _ = plain.receive(desk, now: desk.takenAt)
        }

        @discardableResult
        mutating func type(_ line: String) -> [String] {
            var said: [String] = []
            for effect in plain.handle(line, now: DeskSnapshot.busy.takenAt) {
                switch effect {
                case .say(let line): said.append(line)
                case .send(let command): sent.append(command)
                case .quit: said.append("quit")
                }
            }
            return said
        }

        /// Types the number of the first line that says all of some words.
        @discardableResult
        mutating func choose(_ words: String..., of lines: [String]) -> [String] {
            let line = lines.first { line in words.allSatisfy { line.contains($0) } }
            return type(String(line?.prefix { $0 != ":" } ?? "no \(words) in \(lines)"))
        }
    }

    private let busy = DeskSnapshot.busy

    @Test("the losing position is found and closed by numbers, after its question")
    func closesTheLoser() throws {
        let loser = try #require(
            busy.positions.filter { $0.position.status == .open && $0.profit < .zero }
                .min { $0.profit < $1.profit })
        var talk = Talk()
        let menu = talk.type("")
        #expect(menu == talk.type("menu"))
        #expect(talk.choose("losing", of: menu).first?.contains("loses") == true)
        let list = talk.choose("close", of: menu)
        let question = talk.choose("loses", of: list)
        #expect(question.first?.hasPrefix("sell \(loser.position.remainingQuantity.units)") == true)
        #expect(question.last == "type yes to do it; anything else cancels")
        #expect(talk.sent.isEmpty)
        talk.type("yes")
        #expect(talk.sent == [.closePositions([PositionTarget(loser.position)])])
    }

    @Test("a list calls a position by the number that it has everywhere else")
    func sameNumbers() throws {
        var talk = Talk()
        let menu = talk.type("menu")
        let list = talk.choose("close", of: menu)
        for line in list.dropFirst() where line.contains("position ") {
            let number = line.prefix { $0 != ":" }
            #expect(line.hasPrefix("\(number): position \(number) "), "\(line)")
        }
    }

    @Test("a number alone sends nothing, whatever it stands for")
    func numbersAlone() {
        for number in 0...99 {
            for second in ["", "1", "2", "3", "4", "5 1", "0", "95.50 140"] {
                var talk = Talk()
                talk.type("\(number)")
                talk.type(second)
                talk.type("1")
                #expect(talk.sent.isEmpty, "\(number), \(second)")
            }
        }
    }

    @Test("what comes while a list is read does not get the number of all in it")
    func newcomer() {
        var talk = Talk()
        let list = talk.choose("close", of: talk.type("menu"))
        let newcomers = busy.with { desk in
            guard let row = desk.positions.first(where: { $0.position.status == .open }) else {
                return
            }
            for index in 0..<3 {
                var row = row
                row.position.id = PositionID("new-\(index)")
                desk.positions.insert(row, at: 0)
            }
        }
        _ = talk.plain.receive(newcomers.later(bySeconds: 1), now: busy.takenAt)
        let all = list.first { $0.contains("all ") }?.prefix { $0 != ":" } ?? "none"
        #expect(!talk.type("positions").contains { $0.hasPrefix("position \(all) ") })
    }

    @Test("all of a list has a number that is nobody's, and is confirmed by the count")
    func all() {
        var talk = Talk()
        let list = talk.choose("discard", of: talk.type("menu"))
        let ids = busy.deadLetters.rows.map(\.id)
        let question = talk.choose("all \(ids.count) dead letters", of: list)
        #expect(question.first == "discard \(ids.count) dead letters")
        talk.type("all \(ids.count)")
        #expect(talk.sent == [.discardDeadLetters(ids)])
    }

    @Test("all of a list is what was read aloud, without what has come since")
    func allThatWasRead() {
        var talk = Talk()
        let few = busy.with { $0.deadLetters.rows.removeFirst() }
        _ = talk.plain.receive(few, now: few.takenAt)
        let list = talk.choose("retry", of: talk.type("menu"))
        _ = talk.plain.receive(busy.later(bySeconds: 1), now: busy.takenAt)
        let ids = few.deadLetters.rows.map(\.id)
        let question = talk.choose("all \(ids.count) dead letters", of: list)
        #expect(question.first == "retry \(ids.count) dead letters")
        talk.type("all \(ids.count)")
        #expect(talk.sent == [.retryDeadLetters(ids)])
        // Typed as a word, all is what there is now.
        #expect(talk.type("retry all").first == "retry \(busy.deadLetters.rows.count) dead letters")
    }

    @Test("a stop and a target are asked for as numbers")
    func levels() throws {
        var talk = Talk()
        let list = talk.choose("levels", of: talk.type("menu"))
        let prompt = talk.choose("NIFTY", "held", of: list)
        #expect(prompt.first?.contains("type its new stop and target") == true)
        #expect(talk.type("95.50").first == "two prices are needed")
        #expect(talk.type("95.50 140").first?.hasPrefix("stop 95.50 and target 140.00") == true)
        talk.type("yes")
        guard case .setLevels(_, let stop, let target)? = talk.sent.first else {
            Issue.record("\(talk.sent)")
            return
        }
        #expect(stop.rupees == 95.5 && target.rupees == 140)
    }

    @Test("signals, handlers and the intake are chosen by numbers too")
    func others() {
        var talk = Talk()
        let menu = talk.type("menu")
        let symbol = busy.quotes[0].underlying
        #expect(
            talk.choose("SELL \(symbol)", of: talk.choose("inject", of: menu)).first?
                .hasPrefix("SELL \(symbol), entry") == true)
        talk.type("no")
        let handler = busy.handlers.first { !$0.isPaused && VitalHandler(rawValue: $0.name) == nil }
        let name = handler?.name ?? "none"
        talk.choose(": \(name)", of: talk.choose("pause", of: menu))
        talk.type("yes")
        talk.choose("new signals", of: talk.choose("pause", of: menu))
        talk.type("yes")
        #expect(talk.sent == [.pauseHandler(name), .pauseIntake])
    }

    @Test("0 goes back, a word leaves the list, and a number that is not in it keeps it open")
    func leavesTheList() {
        var talk = Talk()
        let menu = talk.type("menu")
        let list = talk.choose("close", of: menu)
        #expect(talk.type("77").first == "77 is not in the list")
        #expect(talk.type("77").dropFirst() == list[...])
        #expect(talk.type("0") == menu)
        talk.choose("close", of: menu)
        talk.type("status")
        // The list is gone: the number is the menu's.
        #expect(talk.type("1") == talk.type("status"))
        #expect(talk.type("40") == ["the menu has no 40; menu lists its numbers"])
    }

    @Test("who may only look is offered what can be looked at, under the same numbers")
    func readOnly() {
        var (talk, all) = (Talk(isReadOnly: true), Talk())
        let menu = talk.type("menu")
        #expect(!menu.joined().contains("close"))
        #expect(Set(menu).isSubset(of: Set(all.type("menu"))))
        #expect(talk.type("4") == ["read-only: nothing is sent"])
    }

    @Test("every verb has its number, but for the menu itself")
    func complete() {
        #expect(Set(PlainVerb.numbered).union([.menu]) == Set(PlainVerb.allCases))
        #expect(PlainVerb.numbered.count == PlainVerb.allCases.count - 1)
    }

    // MARK: - Dead letters

    @Test("a dead letter keeps its number when others go and come")
    func lettersStay() throws {
        let rows = busy.deadLetters.rows
        try #require(rows.count >= 3)
        var talk = Talk()
        let before = talk.type("dead")
        let kept = busy.with { $0.deadLetters.rows.remove(at: 1) }
        _ = talk.plain.receive(kept.later(bySeconds: 1), now: busy.takenAt)
        #expect(talk.type("dead") == before.enumerated().filter { $0.offset != 1 }.map(\.element))
        let newest = before[0].split(separator: " ")[1].dropLast()
        talk.type("retry \(newest)")
        talk.type("yes")
        #expect(talk.sent == [.retryDeadLetters([rows[0].id])])
        let gone = before[1].split(separator: " ")[1].dropLast()
        #expect(talk.type("retry \(gone)") == ["no such dead letter; dead lists them"])
        _ = talk.plain.receive(busy.later(bySeconds: 2), now: busy.takenAt)
        #expect(talk.type("dead") == before)
    }
}
