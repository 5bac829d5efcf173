import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// The desk as text: for scripts, pipes and those who hear the screen.
    @Suite struct Plain {
        private let sandbox: Sandbox
        private let desk: [String]

        init() throws {
            sandbox = try Sandbox()
            try sandbox.write(#"{"isFirst":false}"#, to: "state/alphastocks/view.json")
            // An empty ledger: one that is named and is not there is refused.
            try sandbox.write("", to: "ledger.sqlite")
            desk = ["--speed", "60", "--seed", "7", "--ledger", sandbox.ledger]
        }

        /// What the program can say of the desk: 0 and 2 both are healthy answers.
        private func isPicture(_ result: ProgramResult) -> Bool {
            result.status == 0 || result.status == 2
        }

        // MARK: One picture

        @Test("one picture needs no terminal, and has no escapes in it")
        func once() throws {
            let result = try sandbox.run(desk + ["--once"])
            #expect(isPicture(result), "\(result)")
            for title in ["QUEUES", "POSITIONS", "EVENTS", "SIM"] {
                #expect(result.output.contains(title), "\(result)")
            }
            #expect(!result.output.contains("\u{1b}"))
        }

        /// The facts of trading that a ledger holds.
        private struct Books: Equatable {
            var signals: [SignalRecord]
            var orders: [Order]
            var positions: [Position]
            var fills: Int
        }

        private func books() async throws -> Books {
            let reader = try sandbox.reader()
            return Books(
                signals: try await reader.signals(limit: .max),
                orders: try await reader.orders(limit: .max),
                positions: try await reader.positions(limit: .max),
                fills: try await reader.fills(limit: .max).count)
        }

        @Test(
            "where no desk runs a picture shows what the ledger holds, and trades nothing",
            arguments: [
                ["--once"], ["--once", "--json"], ["--watch", "--count", "3", "--refresh", "0.1"],
            ])
        func onlyLooks(_ picture: [String]) async throws {
            let terminal = try sandbox.open(
                ["--speed", "1", "--seed", "7", "--ledger", sandbox.ledger, "--plain"]
                    + ["--signals-per-minute", "0", "--no-chaos"],
                changes: ["TERM": "dumb"])
            try terminal.wait(for: "quotes of ")
            terminal.type("inject BUY NIFTY\r")
            try terminal.wait(for: "type yes to do it")
            terminal.type("yes\r")
            try terminal.wait(for: "is OPEN,")
            terminal.type("quit\r")
            try terminal.wait(for: "type yes to leave")
            terminal.type("yes\r")
            #expect(try terminal.waitForEnd() == .exited(0))
            let before = try await books()
            let result = try sandbox.run(
                ["--speed", "100", "--signals-per-minute", "60", "--ledger", sandbox.ledger]
                    + picture)
            // Nobody looks after the position, and the picture says so.
            #expect(result.status == 3, "\(result)")
            #expect(result.output.contains("AT REST"), "\(result)")
            // The position is in the picture, by its name or, in a line, by its count.
            #expect(result.output.contains(/NIFTY|positions 1\/3/), "\(result)")
            #expect(try await books() == before)
            #expect(before.positions.count == 1)
        }

        @Test("one picture in ASCII is ASCII alone")
        func onceASCII() throws {
            let result = try sandbox.run(desk + ["--once", "--ascii"])
            #expect(isPicture(result) && result.output.filter { !$0.isASCII } == "", "\(result)")
        }

        @Test("one picture as JSON is the snapshot itself")
        func onceJSON() throws {
            let result = try sandbox.run(desk + ["--once", "--json"])
            let snapshot = try result.json(DeskSnapshot.self)
            #expect(snapshot.venue == .simulation)
            #expect(!snapshot.handlers.isEmpty && snapshot.signals.isEmpty)
        }

        @Test("watching prints a snapshot a line, as many as were asked for, each a newer one")
        func watch() throws {
            let result = try sandbox.run(
                desk + ["--watch", "--jsonl", "--count", "4", "--refresh", "0.2"])
            let lines = result.output.split(separator: "\n")
            let numbers = try lines.map {
                try JSONDecoder().decode(DeskSnapshot.self, from: Data($0.utf8)).sequence
            }
            #expect(numbers.count == 4)
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }, "\(numbers)")
        }

        @Test(
            "ways to look that contradict each other are refused",
            arguments: [
                ["--once", "--watch"], ["--json"], ["--jsonl", "--once"], ["--count", "3"],
                ["--watch", "--count", "0"], ["--once", "--refresh", "0"], ["--plain", "--once"],
            ])
        func contradictions(_ arguments: [String]) throws {
            let result = try sandbox.run(desk + arguments)
            #expect(result.status == 64, "\(result)")
        }

        // MARK: Lines

        @Test("what is piped in is answered, and the end of the input is the end")
        func piped() async throws {
            let result = try sandbox.run(
                desk + ["--plain", "--signals-per-minute", "0", "--no-chaos"],
                input: Data("status\npositions\nhalt for lunch\nHALT\nnonsense\n".utf8))
            #expect(result.status == 0, "\(result)")
            for words in [
                "AlphaStocks, SIM", "no open positions", "type HALT to do it",
                "halt: accepted", "nonsense is not a command",
            ] {
                #expect(result.output.contains(words), "no «\(words)» in \(result)")
            }
            #expect(result.output.filter { !$0.isASCII } == "")
        }

        @Test("somebody who only hears the desk opens a position and closes it again")
        func tradesByWords() async throws {
            // At the market's own speed, so that no target is reached before the words are.
            let terminal = try sandbox.open(
                ["--speed", "1", "--seed", "7", "--ledger", sandbox.ledger, "--plain"]
                    + ["--signals-per-minute", "0", "--no-chaos"],
                changes: ["TERM": "dumb"])
            // The signal takes its prices from the market, so that has to be there first.
            try terminal.wait(for: "quotes of ")
            terminal.type("inject BUY NIFTY\r")
            try terminal.wait(for: "type yes to do it")
            terminal.type("yes\r")
            // Its version changes while the order fills, and a close binds to a version. It may be bought before it is
            // first told of: then it is new and held at once.
            try terminal.wait(
                until: {
                    $0.text.contains("is OPEN,") || $0.text.contains(/new position 1 .* held/)
                }, describedAs: "an open position")
            terminal.type("close 1\r")
            try terminal.wait(for: "sell ")
            terminal.type("yes\r")
            try terminal.wait(for: "is CLOSED by OPERATOR")
            terminal.type("quit\r")
            #expect(try terminal.waitForEnd() == .exited(0))
            #expect(try await sandbox.reader().positions().map(\.status) == [.closed])
        }

        // MARK: A desk in another process

        /// A cockpit in a terminal, with its panes on the screen.
        private func cockpit() throws -> PseudoTerminal {
            let terminal = try sandbox.open(desk + ["--signals-per-minute", "0", "--no-chaos"])
            try terminal.wait(
                until: { $0.text.contains(/[1-9] ev\/s/) }, describedAs: "a moving market")
            return terminal
        }

        @Test("a picture of a running desk disturbs it in nothing, and commands reach it")
        func attached() async throws {
            let terminal = try cockpit()
            let picture = try sandbox.run(desk + ["--once", "--json"])
            let seen = try picture.json(DeskSnapshot.self)
            // A desk of its own would be refused the ledger.
            #expect(seen.sequence > 1 && seen.engine.phase == .running)
            let talk = try sandbox.run(
                desk + ["--plain", "--attach"], input: Data("halt from outside\nHALT\n".utf8))
            #expect(talk.output.contains("halt: accepted"), "\(talk)")
            #expect(talk.errors.contains("detached; the desk runs on"), "\(talk)")
            try terminal.wait(for: "HALTED")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
            let gone = try sandbox.run(desk + ["--plain", "--attach"])
            #expect(gone.refuses("no desk runs with", sandbox.ledger), "\(gone)")
            #expect(!FileManager.default.fileExists(atPath: sandbox.ledger + ".socket"))
        }

        @Test("a run without a terminal is looked at and commanded from outside as a cockpit is")
        func headless() throws {
            let own = ["--speed", "60", "--seed", "7", "--signals-per-minute", "0", "--no-chaos"]
            let running = try sandbox.start(["run", "--ledger", sandbox.ledger] + own)
            let socket = sandbox.ledger + ".socket"
            while running.isRunning, !FileManager.default.fileExists(atPath: socket) {}
            let picture = try sandbox.run(desk + ["--once", "--json"])
            #expect(try picture.json(DeskSnapshot.self).engine.phase == .running)
            let talk = try sandbox.run(
                desk + ["--plain", "--attach"], input: Data("halt from outside\nHALT\n".utf8))
            #expect(talk.output.contains("halt: accepted"), "\(talk)")
            #expect(try sandbox.run(desk + ["--once"]).output.contains("HALTED"))
            let terminal = try sandbox.open(desk + ["--attach"])
            try terminal.wait(for: "HALTED")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
            running.signal(SIGINT)
            let end = try running.waitForEnd()
            #expect(try end.json(Summary.self).interrupted, "\(end)")
            #expect(!FileManager.default.fileExists(atPath: socket))
        }

        @Test("a desk that hangs is told from one that is well")
        func hung() throws {
            let terminal = try cockpit()
            terminal.signal(SIGSTOP)
            let picture = try sandbox.run(desk + ["--once"])
            #expect(picture.status == 3, "\(picture)")
            #expect(picture.errors.contains("no snapshot"), "\(picture)")
            terminal.signal(SIGCONT)
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        @Test("a command to a desk that hangs is not told as refused: it may be carried out yet")
        func commandToHung() throws {
            let terminal = try cockpit()
            let talk = try sandbox.open(desk + ["--plain", "--attach"])
            try talk.wait(for: "RUN")
            terminal.signal(SIGSTOP)
            talk.type("halt from outside\r")
            try talk.wait(for: "HALT")
            talk.type("HALT\r")
            try talk.wait(for: "halt: perhaps done")
            terminal.signal(SIGCONT)
            // And so it is.
            try terminal.wait(for: "HALTED")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        /// A desk without a screen, once others can look at it.
        private func headlessDesk() throws -> RunningProgram {
            let running = try sandbox.start(
                ["run"] + desk + ["--signals-per-minute", "0", "--no-chaos"])
            while running.isRunning,
                !FileManager.default.fileExists(atPath: sandbox.ledger + ".socket")
            {}
            return running
        }

        @Test("a desk that has ended is told as that, and a command to it as not sent")
        func ended() throws {
            let running = try headlessDesk()
            let terminal = try sandbox.open(desk + ["--attach"])
            try terminal.wait(for: "RUN")
            let talk = try sandbox.open(desk + ["--plain", "--attach"])
            try talk.wait(for: "RUN")
            running.signal(SIGINT)
            #expect(try running.waitForEnd().json(Summary.self).interrupted)
            try terminal.wait(for: "▶ STOP")
            talk.type("halt from outside\r")
            try talk.wait(for: "type HALT")
            talk.type("HALT\r")
            try talk.wait(for: "the desk does not run any more; nothing was sent")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        @Test("an engine that hangs makes the numbers stale on the screen, until it goes on")
        func hungOnTheScreen() throws {
            let running = try headlessDesk()
            let terminal = try sandbox.open(desk + ["--attach"])
            try terminal.wait(
                until: { $0.text.contains(/[1-9] ev\/s/) }, describedAs: "a moving market")
            #expect(!terminal.screen.text.contains("STALE"))
            running.signal(SIGSTOP)
            try terminal.wait(for: "STALE")
            running.signal(SIGCONT)
            try terminal.wait(
                until: { !$0.text.contains("STALE") }, describedAs: "fresh numbers again")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
            running.signal(SIGINT)
            #expect(try running.waitForEnd().json(Summary.self).interrupted)
        }

        @Test("a second desk with the same ledger is refused, and told how to look at the first")
        func second() throws {
            let terminal = try cockpit()
            let second = try sandbox.run(desk + ["--plain"], input: Data())
            #expect(second.refuses("in use", "--attach"), "\(second)")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        // MARK: The configuration

        @Test("the printed configuration is in order, and a slip is named with its place")
        func configuration() throws {
            let printed = try sandbox.run("config")
            let path = try sandbox.write(printed.output, to: "printed.toml")
            #expect(try sandbox.run("config", "--check", path).status == 0)
            for (text, words) in [
                (
                    "[keys]\nquitt = \"q\"\n",
                    ":2:1: no action is called \"quitt\"; did you mean \"quit\"?"
                ),
                ("[keys]\nquit = \"Hyper\"\n", ":2:1: quit = \"Hyper\""),
                ("[keys]\nquit = \"p\"\n", "stands for quit and for freeze"),
                ("[keys]\nclose = \"y\"\n", "that key confirms what close may ask"),
                (
                    "[cockpit]\ntheme = \"nrod\"\n",
                    ":2:1: no theme is called \"nrod\"; did you mean \"nord\"?"
                ),
                (
                    "[alerts]\nbel = true\n",
                    ":2:1: no key is called \"alerts.bel\"; did you mean \"bell\"?"
                ),
                ("[alerts]\nqueue_depth = -1\n", "\"alerts.queue_depth\" must be"),
            ] {
                try sandbox.write(text, to: "slip.toml")
                let result = try sandbox.run("config", "--check", sandbox.file("slip.toml"))
                #expect(result.refuses(sandbox.file("slip.toml"), words), "\(result)")
            }
        }

        @Test("a check names everything that is wrong, by its place")
        func everySlip() throws {
            let text = """
                [keys]
                quitt = "q"
                [cockpit]
                ascii = "yes"
                theem = "nord"
                [limits]
                stale_quote_seconds = -1
                min_premium = 900
                max_premium = 800
                min_days_to_expiry = 9
                max_days_to_expiry = 8
                """
            let path = try sandbox.write(text, to: "slips.toml")
            let result = try sandbox.run("config", "--check", path)
            let words = [
                ":2:1: no action is called \"quitt\"; did you mean \"quit\"?",
                ":4:1: \"cockpit.ascii\" must be true or false",
                ":5:1: no key is called \"cockpit.theem\"; did you mean \"theme\"?",
                ":7:1: \"limits.stale_quote_seconds\" must be",
                ":9:1: \"limits.max_premium\" must be at least its minimum",
                ":11:1: \"limits.max_days_to_expiry\" must be at least its minimum",
            ]
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == words.count, "\(result)")
            for (line, words) in zip(lines, words) { #expect(line.contains(words), "\(result)") }
        }

        @Test(
            "a running cockpit takes a changed configuration, and refuses one that is not in order")
        func reload() throws {
            try sandbox.write("", to: "config/alphastocks/config.toml")
            let terminal = try cockpit()
            try sandbox.write("[keys]\nquit = \"Q\"\n", to: "config/alphastocks/config.toml")
            try terminal.wait(for: "the changed configuration is in force")
            try sandbox.write("[keys]\nquit = Q\n", to: "config/alphastocks/config.toml")
            try terminal.wait(for: "configuration not taken")
            terminal.type("Q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }
    }
}
