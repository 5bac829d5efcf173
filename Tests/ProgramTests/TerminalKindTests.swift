import Foundation
import TestSupport
import Testing

extension TheProgram {
    /// The cockpit in terminals of many kinds.
    @Suite struct InTerminals {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
            try sandbox.write(#"{"isFirst":false}"#, to: "state/alphastocks/view.json")
        }

        private func open(
            _ arguments: String..., changes: [String: String?] = [:]
        ) throws -> PseudoTerminal {
            let terminal = try sandbox.open(
                ["--seed", "7", "--speed", "60", "--ledger", sandbox.ledger] + arguments,
                changes: changes)
            try terminal.wait(until: isWhole, describedAs: "a whole frame")
            return terminal
        }

        private func isWhole(_ screen: VirtualScreen) -> Bool {
            screen.text.contains("Positions") && screen.text.contains("quit")
        }

        private func quit(_ terminal: PseudoTerminal) throws {
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        @Test(
            "the colours are those asked for, whatever the terminal could show",
            arguments: [
                ("mono", []), ("16", [.basic]), ("256", [.basic, .indexed]),
                ("true", [.direct]),
            ] as [(String, Set<VirtualScreen.ColourKind>)])
        func colours(_ choice: String, _ kinds: Set<VirtualScreen.ColourKind>) throws {
            let terminal = try open("--color", choice, changes: ["COLORTERM": "truecolor"])
            try quit(terminal)
            // A palette of 256 has the sixteen in it; where there is no 24-bit description it is used instead.
            let allowed = choice == "true" ? kinds.union([.basic, .indexed]) : kinds
            #expect(terminal.screen.colours.isSubset(of: allowed))
            #expect(terminal.screen.colours.isEmpty == kinds.isEmpty)
        }

        @Test("NO_COLOR takes the colours away, and the flag gives them back")
        func noColour() throws {
            let plain = try open(changes: ["NO_COLOR": "1"])
            try quit(plain)
            #expect(plain.screen.colours.isEmpty)
            let coloured = try open("--color", "256", changes: ["NO_COLOR": "1"])
            try quit(coloured)
            #expect(!coloured.screen.colours.isEmpty)
        }

        @Test(
            "a terminal whose description is not installed is driven as its like, one nobody knows is refused"
        )
        func unknownDescription() throws {
            let terminal = try open(changes: ["TERM": "xterm-newest"])
            try quit(terminal)
            let refused = try sandbox.open(changes: ["TERM": "newest"])
            #expect(try refused.waitForEnd() != .exited(0))
            #expect(refused.screen.text.contains("TERM is \"newest\""))
        }

        @Test(
            "it runs as the terminals that people use say they are",
            arguments: [
                "xterm", "xterm-256color", "xterm-kitty", "alacritty", "tmux-256color",
                "screen-256color", "linux", "vt220",
            ])
        func named(_ term: String) throws {
            let terminal = try open(changes: ["TERM": term])
            try quit(terminal)
            #expect(terminal.isCooked)
        }

        @Test(
            "nothing rings unless the configuration wants it; then an alert does, and a useless key"
        )
        func bells() throws {
            let silent = try open()
            silent.type("~")
            try silent.wait(for: "simulated)")
            silent.type("?")
            try silent.wait(for: "first row")
            silent.type("\r")
            try silent.wait(
                until: { !$0.text.contains("first row") }, describedAs: "the help goes")
            try quit(silent)
            #expect(silent.screen.bells == 0)

            try sandbox.write(
                "[alerts]\nbell = true\ndead_letters = 1\n", to: "config/alphastocks/config.toml")
            let loud = try open()
            try loud.wait(until: { $0.bells > 0 }, describedAs: "the bell of an alert")
            let alerts = loud.screen.bells
            loud.type("~")
            try loud.wait(until: { $0.bells > alerts }, describedAs: "the bell of a useless key")
            try quit(loud)
        }

        @Test("the parts of a key that come one by one, as over a slow line, are one key")
        func slowLine() throws {
            let terminal = try open("--no-chaos", changes: ["ESCDELAY": "2000"])
            terminal.type("?")
            try terminal.wait(for: "first row")
            for part in ["\u{1b}", "[", "B"] { terminal.type(part) }
            // Were it Esc the help would be gone; were it Alt and a letter, that would be looked for too.
            terminal.type("zz")
            try terminal.wait(for: "search zz")
            terminal.type("\r")
            try terminal.wait(
                until: { !$0.text.contains("search zz") }, describedAs: "the help goes")
            try quit(terminal)
        }

        private static let tmux = [
            "/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux",
        ]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

        @Test("it runs within tmux, and leaves it as it was", .enabled(if: tmux != nil))
        func multiplexer() throws {
            let tmux = try #require(Self.tmux)
            var environment = sandbox.environment
            environment["SHELL"] = "/bin/sh"
            let program =
                "'\(try ProgramFile.path)' --seed 7 --ledger '\(sandbox.ledger)'; exec cat"
            let terminal = try PseudoTerminal(
                [
                    tmux, "-S", sandbox.file("tmux"), "-f", "/dev/null", "-u", "new-session",
                    program,
                ], environment: environment, columns: 120, rows: 41)
            try terminal.wait(until: isWhole, describedAs: "a whole frame within tmux")
            terminal.resize(columns: 100, rows: 31)
            try terminal.wait(until: isWhole, describedAs: "a whole frame of the new size")
            terminal.type("q")
            try terminal.wait(
                until: { screen in
                    if screen.text.contains("y quit") { terminal.type("y") }
                    return screen.text.contains("drained, 0 event(s) left")
                }, describedAs: "the desk is drained")
            // The main screen is back, and echoes.
            terminal.type("still here\r")
            try terminal.wait(for: "still here")
            terminal.type("\u{04}")
            #expect(try terminal.waitForEnd() == .exited(0))
        }
    }
}
