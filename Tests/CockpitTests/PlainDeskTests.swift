import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("The plain mode")
struct PlainDeskTests {
    @Test("so many lots of a position can be closed, and no more than are open")
    func lots() {
        let row = DeskSnapshot.busy.positions[0]
        var talk = Talk()
        #expect(
            talk.type("close NIFTY 1 lots").first?.hasPrefix("sell 1 of 2 lots, 75 units") == true)
        talk.type("yes")
        let target = PositionTarget(row.position)
        #expect(talk.sent == [.closePart(target, lots: 1)])
        #expect(talk.type("close NIFTY 3 lots").first?.hasPrefix("2 lots are open") == true)
        talk.type("close NIFTY 2 lots")
        talk.type("yes")
        #expect(talk.sent.last == .closePositions([target]))
    }

    @Test("a total that leaves out a position without a price says so")
    func unmarked() {
        var desk = DeskSnapshot.busy
        func said() -> [String] { PlainSentences(desk: desk, now: now, numbers: [:]).status }
        func ribbon() -> String { Driver(desk, size: Size(columns: 120, rows: 40)).lines()[1] }
        #expect(!said().joined().contains("no price"))
        #expect(!ribbon().contains("unmarked"))
        desk.positions[0].position.mark = nil
        #expect(said().contains { $0.hasPrefix("of 1 open position no price is known") })
        #expect(ribbon().contains("1 unmarked"))
    }

    @Test("what a position without a price gains is unknown, not nothing")
    func unknownResult() throws {
        var desk = DeskSnapshot.busy
        desk.positions[0].position.mark = nil
        let plain = PlainSentences(desk: desk, now: now, numbers: [:])
        #expect(plain.position(desk.positions[0]).contains("result unknown"))
        let lines = Driver(desk, size: Size(columns: 200, rows: 60)).lines()
        let row = try #require(lines.first { $0.contains("unknown") })
        #expect(!row.contains("0.00"))
    }

    @Test("who would leave open positions unwatched is asked first; an attached desk runs on")
    func leaving() {
        var talk = Talk(stopsDesk: true)
        #expect(talk.type("quit").first?.contains("nobody watches their stops") == true)
        #expect(!talk.hasQuit)
        talk.type("no")
        #expect(!talk.hasQuit)
        talk.type("quit")
        talk.type("yes")
        #expect(talk.hasQuit)
        #expect(talk.sent.isEmpty)

        var attached = Talk()
        attached.type("quit")
        #expect(attached.hasQuit)
    }

    private let now = DeskSnapshot.fixtureTime

    /// A conversation about a desk, with everything that was said.
    private struct Talk {
        var plain: PlainDesk
        var now: Timestamp
        var said: [String] = []
        var sent: [Command] = []
        var hasQuit = false

        init(_ desk: DeskSnapshot = .busy, isReadOnly: Bool = false, stopsDesk: Bool = false) {
            now = desk.takenAt
            plain = PlainDesk(
                alerts: AlertRules(levels: [:]), isReadOnly: isReadOnly,
                stopsDesk: stopsDesk, now: now)
            take(plain.receive(desk, now: now))
        }

        mutating func receive(_ desk: DeskSnapshot) {
            now = max(now, desk.takenAt)
            said = []
            take(plain.receive(desk, now: now))
        }

        /// Types a line and returns the answer.
        @discardableResult
        mutating func type(_ line: String) -> [String] {
            said = []
            take(plain.handle(line, now: now))
            return said
        }

        private mutating func take(_ effects: [PlainDesk.Effect]) {
            for effect in effects {
                switch effect {
                case .say(let line): said.append(line)
                case .send(let command):
                    sent.append(command)
                    plain.didSend(command, as: CommandID(UInt64(sent.count)))
                case .quit: hasQuit = true
                }
            }
        }
    }

    private var loser: PositionStatusRow? {
        DeskSnapshot.busy.positions.filter { $0.position.status.isLive && $0.profit < .zero }
            .min { $0.profit.paise < $1.profit.paise }
    }

    @Test("somebody who hears the screen finds the losing position and closes it")
    func closesTheLoser() throws {
        let loser = try #require(loser)
        var talk = Talk()
        let answer = talk.type("losing")
        let words = try #require(answer.first?.split(separator: " "))
        #expect(answer[0].contains("loses"))
        // «position 3 BANKNIFTY 52000 PE 28AUG, loses …»: the second word is its number.
        let question = talk.type("close \(words[1])")
        #expect(question.last == "type yes to do it; anything else cancels")
        #expect(talk.sent.isEmpty)
        talk.type("yes")
        #expect(
            talk.sent == [
                .closePositions([PositionTarget(loser.position)])
            ])
        talk.receive(
            DeskSnapshot.busy.later(bySeconds: 1).answering(1, .accepted("on its way")))
        #expect(talk.said.contains("close: accepted: on its way"))
        #expect(talk.plain.isSettled)
    }

    @Test("anything but the proof cancels, and the proof is asked for once")
    func cancels() {
        var talk = Talk()
        for answer in ["", "no", "y", "yes please"] {
            let number = talk.type("losing").first?.split(separator: " ").dropFirst().first
            talk.type("close \(number ?? "?")")
            #expect(talk.type(answer) == ["cancelled, nothing was sent"])
        }
        #expect(talk.type("yes") == ["yes is not a command; help lists them"])
        #expect(talk.sent.isEmpty)
    }

    @Test("closing everything is confirmed by the count, and takes what was said")
    func closesAll() {
        let live = DeskSnapshot.busy.positions.filter {
            $0.position.status.isLive && $0.position.status != .closing
        }
        var talk = Talk()
        talk.type("close all")
        // A position that comes meanwhile is not part of what was asked.
        talk.receive(DeskSnapshot.busy.later(bySeconds: 1).with { $0.positions.removeLast() })
        // A number alone may be meant for the list that was read before.
        #expect(talk.type("\(live.count)") == ["cancelled, nothing was sent"])
        talk.receive(.busy)
        talk.type("close all")
        talk.receive(DeskSnapshot.busy.later(bySeconds: 2).with { $0.positions.removeLast() })
        talk.type("all \(live.count)")
        guard case .closePositions(let targets)? = talk.sent.first else {
            Issue.record("sent \(talk.sent)")
            return
        }
        #expect(Set(targets.map(\.id)) == Set(live.map(\.id)))
    }

    @Test("words that mean several positions close none")
    func ambiguous() {
        var talk = Talk()
        #expect(talk.type("close NOSUCH").first?.contains("no open position is NOSUCH") == true)
        let answer = talk.type("close CE")
        #expect(answer.first?.contains("positions are meant") == true)
        talk.type("yes")
        #expect(talk.sent.isEmpty)
    }

    @Test("a position keeps its number when the list changes")
    func numbersStay() throws {
        var talk = Talk()
        let first = try #require(DeskSnapshot.busy.positions.first { $0.position.status.isLive })
        let before = talk.type("positions").first { $0.contains(name(first)) }
        talk.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with { $0.positions.reverse() })
        let after = talk.type("positions").first { $0.contains(name(first)) }
        #expect(before != nil)
        #expect(
            before?.split(separator: " ").prefix(2) == after?.split(separator: " ").prefix(2))
    }

    private func name(_ row: PositionStatusRow) -> String {
        Figures(glyphs: .ascii).symbol(row.position.contract)
    }

    @Test("what changes is told once, what stays is not repeated")
    func changes() {
        var talk = Talk()
        talk.receive(DeskSnapshot.busy.later(bySeconds: 0.1))
        #expect(talk.said == [])
        let halted = DeskSnapshot.busy.later(bySeconds: 0.2).with {
            $0.risk.state = .halted
            $0.risk.reasons = ["by the operator"]
            $0.deadLetters.total += 2
        }
        talk.receive(halted)
        #expect(
            talk.said == [
                "desk HALTED, mode \(halted.risk.mode.text): by the operator",
                "2 dead letters more, \(halted.deadLetters.total) wait",
            ])
        talk.receive(halted.later(bySeconds: 0.1))
        #expect(talk.said == [])
    }

    @Test("an engine that is not heard is told, and told again when it is")
    func stale() {
        var talk = Talk()
        let later = now.advanced(bySeconds: 5)
        #expect(talk.plain.tick(later).count == 1)
        #expect(talk.plain.tick(later.advanced(bySeconds: 1)).isEmpty)
        talk.now = later
        talk.receive(DeskSnapshot.busy.later(bySeconds: 6))
        #expect(talk.said.first == "the engine is heard again")
    }

    @Test("a warning of the log is told, information is not")
    func logRows() {
        var talk = Talk()
        let last = DeskSnapshot.busy.log.last?.sequence ?? 0
        talk.receive(
            DeskSnapshot.busy.later(bySeconds: 1).with {
                for (index, level) in [LogLevel.info, .warning].enumerated() {
                    $0.log.append(
                        LogRow(
                            sequence: last + 1 + UInt64(index), at: $0.marketTime, level: level,
                            subject: "feed", text: "row \(index)", correlationID: nil))
                }
            })
        #expect(talk.said.count == 1)
        #expect(talk.said.first?.hasSuffix("WARNING feed: row 1") == true)
    }

    @Test("read-only sends nothing, whatever is typed")
    func readOnly() {
        var talk = Talk(isReadOnly: true)
        for line in ["close all", "flatten", "halt", "inject BUY NIFTY", "discard all", "yes"] {
            talk.type(line)
            talk.type("yes")
        }
        #expect(talk.sent.isEmpty)
    }

    @Test("a signal by hand is of the moment at which it is sent, not of that of its question")
    func emission() throws {
        var talk = Talk()
        talk.type("inject BUY \(DeskSnapshot.busy.quotes[0].underlying)")
        let later = DeskSnapshot.busy.later(bySeconds: 99)
        talk.receive(later)
        talk.type("yes")
        guard case .injectSignal(let signal)? = talk.sent.first else {
            Issue.record("nothing was sent: \(talk.said)")
            return
        }
        #expect(signal.emittedAt == later.marketTime)
    }

    @Test("to pause what exits rest on takes its name, as on the screen")
    func vitalPause() {
        let desk = DeskSnapshot.busy.with {
            $0.handlers[0].name = VitalHandler.orders.rawValue
        }
        var talk = Talk(desk)
        let question = talk.type("pause orders")
        #expect(question.contains(VitalHandler.orders.consequence))
        talk.type("yes")
        #expect(talk.sent.isEmpty)
        talk.type("pause orders")
        talk.type("orders")
        #expect(talk.sent == [.pauseHandler("orders")])
    }

    @Test("every verb answers something, in ASCII, and the beginning of a verb will do")
    func verbs() {
        for verb in PlainVerb.allCases where verb != .quit {
            var talk = Talk()
            let answer = talk.type(verb.rawValue)
            #expect(!answer.isEmpty, "\(verb)")
            #expect(answer.joined().filter { !$0.isASCII } == "", "\(verb): \(answer)")
            #expect(talk.sent.isEmpty)
        }
        var talk = Talk()
        #expect(talk.type("stat") == talk.type("status"))
        talk.type("q")
        #expect(talk.hasQuit)
    }

    @Test("no line that is not the proof of an open question ever sends anything")
    func randomLines() {
        var generator = SeededGenerator(seed: 9)
        let words =
            PlainVerb.allCases.map(\.rawValue) + [
                "1", "2", "3", "all", "NIFTY", "CE", "BUY", "yes", "no", "90", "120", "HALT",
                "FLAT", "",
            ]
        var talk = Talk()
        for _ in 0..<5000 {
            let line = (0..<Int.random(in: 1...4, using: &generator))
                .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
            let proof = talk.plain.question?.proof.lowercased()
            let before = talk.sent.count
            talk.type(line)
            let typed = line.split(separator: " ").joined(separator: " ").lowercased()
            #expect((talk.sent.count > before) == (proof == typed && proof != nil))
        }
        #expect(!talk.sent.isEmpty)
    }

    @Test("a script is told by the exit status what it must know")
    func verdict() {
        let calm = DeskSnapshot.busy.with {
            $0.takenAt = now
            $0.sources = []
            $0.risk.state = .active
        }
        let alert = Alert(
            subject: Alert.Subject(kind: .deadLetters, name: ""), text: "50 dead letters wait")
        #expect(DeskVerdict(calm, alerts: [], now: now) == .fine)
        #expect(DeskVerdict(calm, alerts: [alert], now: now) == .alert)
        #expect(DeskVerdict(calm.with { $0.risk.state = .halted }, alerts: [], now: now) == .alert)
        #expect(
            DeskVerdict(calm, alerts: [alert], now: now.advanced(bySeconds: 10)) == .stale)
        #expect(DeskVerdict.fine.rawValue == 0)
        #expect(DeskVerdict.alert.rawValue == 2)
        #expect(DeskVerdict.stale.rawValue == 3)
    }
}
