import Foundation
import TestSupport
import Testing

extension TheProgram {
    /// The cockpit in terminals of many kinds.
    @Suite struct InTerminals {
        private let sandbox: Sandbox

        init() throws { sandbox = try .visited() }

        @Test(
            "the colours are those asked for, whatever the terminal could show",
            arguments: [
                ("mono", []), ("16", [.basic]), ("256", [.basic, .indexed]),
                ("true", [.direct]),
            ] as [(String, Set<VirtualScreen.ColourKind>)])
        func colours(_ choice: String, _ kinds: Set<VirtualScreen.ColourKind>) throws {
            let terminal = try sandbox.cockpit(
                ["--color", choice], changes: ["COLORTERM": "truecolor"])
            try terminal.quit()
            // A palette of 256 has the sixteen in it; where there is no 24-bit description it is used instead.
            let allowed = choice == "true" ? kinds.union([.basic, .indexed]) : kinds
            #expect(terminal.screen.colours.isSubset(of: allowed))
            #expect(terminal.screen.colours.isEmpty == kinds.isEmpty)
        }

        @Test("NO_COLOR takes the colours away, and the flag gives them back")
        func noColour() throws {
            let plain = try sandbox.cockpit(changes: ["NO_COLOR": "1"])
            try plain.quit()
            #expect(plain.screen.colours.isEmpty)
            let coloured = try sandbox.cockpit(["--color", "256"], changes: ["NO_COLOR": "1"])
            try coloured.quit()
            #expect(!coloured.screen.colours.isEmpty)
        }

        @Test(
            "a terminal whose description is not installed is driven as its like, one nobody knows is refused"
        )
        func unknownDescription() throws {
            let terminal = try sandbox.cockpit(changes: ["TERM": "xterm-newest"])
            try terminal.quit()
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
            let terminal = try sandbox.cockpit(changes: ["TERM": term])
            try terminal.quit()
            #expect(terminal.isCooked)
        }

        @Test(
            "nothing rings unless the configuration wants it; then an alert does, and a useless key"
        )
        func bells() throws {
            let silent = try sandbox.cockpit()
            silent.type("~")
            try silent.wait(for: "simulated)")
            silent.type("?")
            try silent.wait(for: "first row")
            silent.type("\r")
            try silent.wait(
                until: { !$0.text.contains("first row") }, describedAs: "the help goes")
            try silent.quit()
            #expect(silent.screen.bells == 0)

            try sandbox.write(
                "[alerts]\nbell = true\ndead_letters = 1\n", to: "config/alphastocks/config.toml")
            let loud = try sandbox.cockpit()
            try loud.wait(until: { $0.bells > 0 }, describedAs: "the bell of an alert")
            let alerts = loud.screen.bells
            loud.type("~")
            try loud.wait(until: { $0.bells > alerts }, describedAs: "the bell of a useless key")
            try loud.quit()
        }

        @Test(
            "a light terminal is asked for its background and gets a light theme, torn answer or not"
        )
        func lightBackground() throws {
            let terminal = try sandbox.cockpit(speed: 1)
            #expect(terminal.screen.backgroundQuestions == 1)
            for part in ["\u{1b}]11;rgb:ff", "ff/ffff/ffff\u{1b}\\"] { terminal.type(part) }
            try terminal.wait(for: "alphastocks-light")
            try terminal.wait(until: \.isWholeFrame, describedAs: "the frame is drawn anew")
            // Nothing of the answer was a key: it holds r, which turns the order round, and a colon.
            #expect(terminal.screen.text.contains("DEPTH▾"), "\(terminal.screen.text)")
            #expect(!terminal.screen.text.contains("nothing is called"))
            terminal.type("\u{1a}")
            try terminal.waitForStop()
            terminal.signal(SIGCONT)
            try terminal.wait(until: \.isWholeFrame, describedAs: "the frame is drawn again")
            #expect(terminal.screen.backgroundQuestions == 1)
            try terminal.quit()
            // A theme that nobody has chosen is not remembered.
            let view = try String(
                contentsOfFile: sandbox.file("state/alphastocks/view.json"), encoding: .utf8)
            #expect(!view.contains("light"), "\(view)")
        }

        @Test(
            "nothing is asked of a terminal that could print the question, nor where a theme was chosen",
            arguments: [
                ("linux", []), ("screen-256color", []), ("vt220", []),
                ("xterm-256color", ["--theme", "nord"]),
            ] as [(String, [String])])
        func unasked(_ term: String, _ arguments: [String]) throws {
            let terminal = try sandbox.cockpit(arguments, changes: ["TERM": term])
            #expect(terminal.screen.backgroundQuestions == 0)
            try terminal.quit()
        }

        @Test("the parts of a key that come one by one, as over a slow line, are one key")
        func slowLine() throws {
            let terminal = try sandbox.cockpit(["--no-chaos"], changes: ["ESCDELAY": "2000"])
            terminal.type("?")
            try terminal.wait(for: "first row")
            for part in ["\u{1b}", "[", "B"] { terminal.type(part) }
            // Were it Esc the help would be gone; were it Alt and a letter, that would be looked for too.
            terminal.type("zz")
            try terminal.wait(for: "search zz")
            terminal.type("\r")
            try terminal.wait(
                until: { !$0.text.contains("search zz") }, describedAs: "the help goes")
            try terminal.quit()
        }

        private static let screen = ["/usr/bin/screen", "/opt/homebrew/bin/screen"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }

        @Test(
            "within GNU screen Escape is answered before another key comes",
            .enabled(if: screen != nil))
        func escapeInScreen() throws {
            let screen = try #require(Self.screen)
            let folder = sandbox.file("screen")
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            var environment = sandbox.environment
            environment["SCREENDIR"] = folder
            // What is left of a failed test ends with its terminal.
            let settings = try sandbox.write("autodetach off\n", to: "screenrc")
            let terminal = try PseudoTerminal(
                [
                    screen, "-U", "-c", settings, try ProgramFile.path, "--seed", "7",
                    "--ledger", sandbox.ledger,
                ], environment: environment, columns: 120, rows: 40)
            try terminal.wait(until: \.isWholeFrame, describedAs: "a whole frame within screen")
            terminal.type("?")
            try terminal.wait(for: "first row")
            terminal.type("\u{1b}")
            try terminal.wait(
                until: { !$0.text.contains("first row") }, describedAs: "the help goes")
            try terminal.quit()
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
            try terminal.wait(until: \.isWholeFrame, describedAs: "a whole frame within tmux")
            terminal.resize(columns: 100, rows: 31)
            try terminal.wait(until: \.isWholeFrame, describedAs: "a whole frame of the new size")
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
