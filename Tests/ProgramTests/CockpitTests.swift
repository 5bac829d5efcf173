import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// The cockpit in a terminal, as a person uses it.
    @Suite struct InTerminal {
        private let sandbox: Sandbox

        init() throws { sandbox = try .visited() }

        /// A cockpit without signals of its own, in which a position lives long enough to be looked at: at the
        /// market's own pace, since a slow machine's second must not be a minute in which a stop is reached.
        private func quietCockpit() throws -> PseudoTerminal {
            try sandbox.cockpit(["--signals-per-minute", "0", "--no-chaos"], speed: 1)
        }

        /// Opens the form and sends the signal that it proposes.
        private func inject(_ terminal: PseudoTerminal) throws {
            // The form takes its prices from the market, so that has to be there first.
            try terminal.wait(
                until: { $0.text.contains(/[1-9] ev\/s/) }, describedAs: "a moving market")
            terminal.type("i")
            try terminal.wait(for: "Inject a signal")
            // A word replaces the proposed underlying; Up then goes from the first field to the buttons.
            terminal.type("\u{15}NIFTY\u{1b}[A")
            try terminal.wait(for: "y send")
            terminal.type("y")
        }

        /// Closes a dialog by Esc, and sees it go: a key too soon after Esc would be read as Alt and that key.
        private func close(_ words: String, _ terminal: PseudoTerminal) throws {
            terminal.type("\u{1b}")
            try terminal.wait(until: { !$0.text.contains(words) }, describedAs: "«\(words)» goes")
        }

        // MARK: Coming and going

        @Test("a ledger that may grow no further is told, and the terminal is given back")
        func fileLimit() throws {
            let terminal = try sandbox.open(
                ["--speed", "60", "--seed", "7", "--ledger", sandbox.ledger], fileBlocks: 700)
            // A smaller unit may still fit where a larger one did not: down for good is what lasts.
            try terminal.wait(
                until: { $0.text.contains(/ledger DOWN [2-9]s/) },
                describedAs: "a ledger down for seconds")
            terminal.type("q")
            try terminal.wait(for: "what is in memory alone ends with this desk")
            _ = try terminal.waitForEnd(ifAsked: "y quit")
            #expect(!terminal.screen.isAlternate && terminal.screen.isCursorVisible)
        }

        @Test("an export that may not grow is refused, and does not end the program")
        func exportLimit() throws {
            let terminal = try sandbox.open(["--ledger", "memory"], fileBlocks: 0)
            try terminal.wait(for: "the desk is ready")
            terminal.type("5e")
            try terminal.wait(for: "not exported")
            try terminal.quit()
        }

        @Test("a desk that cannot be opened is told on the terminal as it was found")
        func openedInVain() throws {
            try sandbox.write(Data(repeating: 0xaa, count: 20_000), to: "ledger.sqlite")
            let terminal = try sandbox.open(["--ledger", sandbox.ledger])
            #expect(try terminal.waitForEnd() == .exited(1))
            expectGivenBack(terminal)
            #expect(terminal.screen.text.contains("not a"), "\(terminal.screen.text)")
        }

        @Test("the first frame shows every pane")
        func firstFrame() throws {
            let terminal = try sandbox.cockpit()
            for title in [
                "Queues", "Handlers", "Dead letters", "Positions", "Events", "SIM", "quit",
            ] {
                #expect(
                    terminal.screen.text.contains(title), "no \(title) on\n\(terminal.screen.text)")
            }
            #expect(terminal.screen.isAlternate)
            #expect(terminal.screen.wantsMouse)
            #expect(!terminal.isCooked)
            expectFrame(terminal.screen)
        }

        /// A way to leave, and the exit status that tells of it.
        enum Way: String, CaseIterable, CustomTestStringConvertible {
            case quit, interruptTwice, terminate, hangUpSignal, suspendFirst

            var testDescription: String { rawValue }

            var status: Int32 {
                switch self {
                case .quit, .interruptTwice, .suspendFirst: 0
                case .terminate: 128 + SIGTERM
                case .hangUpSignal: 128 + SIGHUP
                }
            }
        }

        @Test(
            "whichever way it ends, the terminal is given back and the engine drained",
            arguments: Way.allCases)
        func ends(_ way: Way) async throws {
            let terminal = try sandbox.cockpit()
            switch way {
            case .quit: terminal.type("q")
            case .interruptTwice: terminal.type("\u{03}\u{03}")
            case .terminate: terminal.signal(SIGTERM)
            case .hangUpSignal: terminal.signal(SIGHUP)
            case .suspendFirst:
                terminal.type("\u{1a}")
                try terminal.waitForStop()
                expectGivenBack(terminal)
                terminal.signal(SIGCONT)
                try terminal.wait(until: \.isWholeFrame, describedAs: "the frame is drawn again")
                #expect(terminal.screen.isAlternate)
                terminal.type("q")
            }
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(way.status))
            expectGivenBack(terminal)
            #expect(
                terminal.screen.text.contains("alphastocks: drained, 0 event(s) left"),
                "\(terminal.screen.text)")
            #expect(try await sandbox.openOrders() == [])
            #expect(try await sandbox.reader().accountCheck().isBalanced)
        }

        @Test("a closed window ends it, with the engine drained")
        func hangUp() async throws {
            let terminal = try sandbox.cockpit()
            terminal.hangUp()
            #expect(try terminal.waitForEnd() == .exited(128 + SIGHUP))
            #expect(try await sandbox.openOrders() == [])
        }

        private func expectGivenBack(_ terminal: PseudoTerminal) {
            #expect(terminal.isCooked)
            #expect(!terminal.screen.isAlternate)
            #expect(terminal.screen.isCursorVisible)
            #expect(!terminal.screen.wantsMouse)
        }

        // MARK: Trading

        @Test(
            "a signal from the keyboard has its outcome on the screen, and its position can be closed"
        )
        func injectAndClose() async throws {
            let terminal = try quietCockpit()
            try inject(terminal)
            try terminal.wait(for: "accepted: buying")
            try close("Inject a signal", terminal)
            try terminal.wait(for: "1/3")
            terminal.type("4x")
            try terminal.wait(for: "y close it")
            terminal.type("y")
            try terminal.wait(for: "accepted: closing")
            try close("Close a position", terminal)
            try terminal.quit()

            let reader = try sandbox.reader()
            let signal = try #require(try await reader.signals().first)
            #expect(signal.signal.origin == .operator)
            let position = try #require(try await reader.positions().first)
            #expect(position.status == .closed)
            #expect(position.signalID == signal.id)
            #expect(try await reader.fills().count == 2)
        }

        @Test("what was confirmed is carried out, also when the person leaves at once")
        func closeAndLeave() async throws {
            let terminal = try quietCockpit()
            try inject(terminal)
            try terminal.wait(for: "accepted: buying")
            try close("Inject a signal", terminal)
            try terminal.wait(for: "1/3")
            terminal.type("4x")
            try terminal.wait(for: "y close it")
            // Confirm, close the dialog, quit: in one breath, but not so much at once that it looks like a paste.
            terminal.type("yqq")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
            #expect(try await sandbox.reader().positions().map(\.status) == [.closed])
            #expect(try await sandbox.openOrders() == [])
        }

        @Test("a refusal is shown with its code")
        func refused() async throws {
            let terminal = try quietCockpit()
            terminal.type("O")
            try terminal.wait(for: "y pause")
            terminal.type("y")
            try terminal.wait(for: "accepted")
            try close("Pause the intake", terminal)
            try inject(terminal)
            try terminal.wait(for: "refused INTAKE_PAUSED")
            try close("Inject a signal", terminal)
            try terminal.quit()
            #expect(try await sandbox.reader().orders() == [])
        }

        @Test("a dead letter is tried again by hand")
        func retry() async throws {
            let terminal = try sandbox.cockpit()
            try terminal.wait(for: "sim.n")
            try terminal.wait(for: "simulated)")
            terminal.type("3R")
            try terminal.wait(for: "y retry")
            terminal.type("y")
            try terminal.wait(
                until: { $0.text.contains("accepted") || $0.text.contains("refused") },
                describedAs: "the outcome of the retry")
            try close("retry this dead letter", terminal)
            try terminal.quit()
        }

        @Test("looking only sends nothing")
        func readOnly() async throws {
            let terminal = try sandbox.cockpit(["--read-only", "--signals-per-minute", "0"])
            terminal.type("i")
            try terminal.wait(for: "read-only")
            try terminal.quit()
            #expect(try await sandbox.reader().signals() == [])
        }

        // MARK: The screen

        @Test("help, themes and the frozen screen answer to their keys")
        func looks() throws {
            let terminal = try sandbox.cockpit(["--theme", "nord"])
            terminal.type("?")
            try terminal.wait(for: "first row")
            try close("first row", terminal)
            terminal.type("t")
            try terminal.wait(for: "theme ")
            terminal.type("p")
            try terminal.wait(for: "FROZEN at")
            terminal.type("p")
            try terminal.wait(
                until: { !$0.text.contains("FROZEN at") }, describedAs: "the screen goes on")
            try terminal.quit()
            // The theme is remembered.
            let view = try String(
                contentsOfFile: sandbox.file("state/alphastocks/view.json"), encoding: .utf8)
            #expect(view.contains("\"theme\":\"") && !view.contains("\"nord\""), "\(view)")
        }

        @Test("another size keeps the frame whole", arguments: [(80, 24), (200, 60)])
        func resized(_ columns: Int, _ rows: Int) throws {
            let terminal = try sandbox.cockpit()
            terminal.resize(columns: columns, rows: rows)
            try terminal.wait(until: \.isWholeFrame, describedAs: "a whole frame of the new size")
            expectFrame(terminal.screen)
            try terminal.quit()
        }

        /// Every box that begins has its other three corners, each where it belongs.
        private func expectFrame(_ screen: VirtualScreen) {
            let rows = screen.lines.map(Array.init)
            var began = 0
            for (top, row) in rows.enumerated() {
                for (left, cell) in row.enumerated() where "╭┏".contains(cell) {
                    began += 1
                    let right = row[left...].firstIndex { "╮┓".contains($0) }
                    // A chart's axes have a corner too, but not below a box's.
                    let bottom = rows[top...].firstIndex {
                        left < $0.count && "╰┗".contains($0[left])
                    }
                    guard let right, let bottom, right < rows[bottom].count else {
                        Issue.record("the box at \(left), \(top) is open on\n\(screen.text)")
                        continue
                    }
                    #expect(
                        "╯┛".contains(rows[bottom][right]), "\(left), \(top) on\n\(screen.text)")
                }
            }
            #expect(began > 0, "\(screen.text)")
        }

        @Test("hundreds of sizes in a row leave a whole frame and nothing of the old ones")
        func resizeStorm() throws {
            let terminal = try sandbox.cockpit()
            for step in 0..<400 {
                // Sizes from too small to large, none like the one before it.
                terminal.resize(columns: 10 + step * 37 % 240, rows: 3 + step * 23 % 78)
            }
            terminal.resize(columns: 100, rows: 36)
            try terminal.wait(
                until: {
                    $0.isWholeFrame && $0.lines.first?.contains("SIM") == true
                        && $0.text.count { "╭┏".contains($0) }
                            == $0.text.count { "╯┛".contains($0) }
                }, describedAs: "a whole frame of the last size")
            expectFrame(terminal.screen)
            try terminal.quit()
            expectGivenBack(terminal)
        }

        @Test(
            "a crash gives the terminal back before it ends the program",
            arguments: [SIGTRAP, SIGABRT, SIGSEGV])
        func crash(_ number: Int32) throws {
            let terminal = try sandbox.cockpit()
            terminal.signal(number)
            #expect(try terminal.waitForEnd() == .signalled(number))
            expectGivenBack(terminal)
        }

        @Test("a screen that is too small says what it has and needs, and can be left")
        func tooSmall() throws {
            let terminal = try sandbox.open(
                ["--speed", "60", "--ledger", sandbox.ledger], columns: 30, rows: 5)
            try terminal.wait(for: "30x5 of ")
            try terminal.wait(for: "q quit")
            try terminal.quit()
            expectGivenBack(terminal)
        }

        @Test("a screen of a few cells can be left too")
        func tiny() throws {
            let terminal = try sandbox.open(
                ["--speed", "60", "--ledger", sandbox.ledger], columns: 10, rows: 5)
            try terminal.wait(for: "q quit")
            try terminal.quit()
            expectGivenBack(terminal)
        }

        @Test("it can draw in ASCII alone")
        func ascii() throws {
            let terminal = try sandbox.cockpit(["--ascii"])
            #expect(!terminal.screen.text.contains { !$0.isASCII }, "\(terminal.screen.text)")
            #expect(terminal.screen.text.contains("+--") || terminal.screen.text.contains("+-"))
            try terminal.quit()
        }

        @Test(
            "a locale that nobody has set is no hindrance",
            arguments: ["C", "POSIX", "xx_XX.none", nil])
        func locale(_ name: String?) throws {
            let terminal = try sandbox.cockpit(changes: [
                "LANG": name, "LC_ALL": nil, "LC_CTYPE": nil,
            ])
            expectFrame(terminal.screen)
            try terminal.quit()
        }

        @Test("a restart goes on where it stopped")
        func restart() async throws {
            let first = try quietCockpit()
            try inject(first)
            try first.wait(for: "accepted: buying")
            try close("Inject a signal", first)
            try first.quit()
            let held = try #require(try await sandbox.reader().positions().first)

            let second = try quietCockpit()
            try second.wait(for: "1/3")
            try second.quit()
            #expect(try await sandbox.reader().positions().map(\.id) == [held.id])
            #expect(try await sandbox.reader().orders().count == 1)
        }
    }
}
