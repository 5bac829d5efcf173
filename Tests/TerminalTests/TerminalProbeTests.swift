import Testing

@testable import Terminal

@Suite struct TerminalProbeTests {
    private static let entries = [
        "xterm": 8, "xterm-256color": 256, "xterm-direct": 1 << 24, "tmux-256color": 256,
        "tmux-direct": 1 << 24, "vt100": 0, "linux": 8, "foot": 256,
    ]

    private func probe(
        _ environment: [String: String], codeset: String = "UTF-8", input: Bool = true,
        output: Bool = true, entries: [String: Int] = Self.entries
    ) -> TerminalProbe {
        TerminalProbe(
            environment: environment, codeset: codeset, isInputTerminal: input,
            isOutputTerminal: output, size: Size(columns: 80, rows: 24), colours: { entries[$0] })
    }

    @Test("the colours follow the terminal, what it says, and what the user wants")
    func depth() {
        let truecolour = ["COLORTERM": "truecolor", "TERM": "xterm-256color"]
        #expect(probe(truecolour).depth == .trueColour)
        #expect(probe(truecolour).entry(for: .trueColour) == "xterm-direct")
        #expect(probe(truecolour).entry(for: .indexed256) == "xterm-256color")
        #expect(
            probe(["TERM": "tmux-256color", "COLORTERM": "24bit"]).directEntry == "tmux-direct")
        #expect(probe(["TERM": "foot", "COLORTERM": "24bit"]).directEntry == "xterm-direct")
        #expect(probe(["TERM": "xterm-256color"]).depth == .indexed256)
        #expect(probe(["TERM": "xterm-256color", "COLORTERM": "yes"]).depth == .indexed256)
        #expect(probe(["TERM": "xterm"]).depth == .ansi16)
        #expect(probe(["TERM": "vt100", "COLORTERM": "truecolor"]).depth == .mono)
        #expect(probe(["TERM": "xterm-direct"]).depth == .trueColour)
        let without = Self.entries.filter { !$0.key.hasSuffix("direct") }
        #expect(probe(truecolour, entries: without).depth == .indexed256)
    }

    @Test(
        "a terminal without a description here is driven as one that it understands, and that is said"
    )
    func standIn() {
        for name in ["xterm-ghostty", "xterm-kitty", "alacritty", "wezterm"] {
            let probe = probe(["TERM": name, "COLORTERM": "truecolor"])
            #expect(probe.problem == nil)
            #expect(probe.entry(for: .indexed256) == "xterm-256color")
            #expect(probe.depth == .trueColour)
            #expect(
                probe.report.first
                    == "terminal    \(name), which is not installed here: driven as xterm-256color")
        }
        let screen = ["screen-256color": 256]
        #expect(probe(["TERM": "tmux-256color"], entries: screen).entry == "screen-256color")
        #expect(probe(["TERM": "tmux-256color"]).entry == "tmux-256color")
        #expect(probe(["TERM": "xterm-kitty"], entries: [:]).problem != nil)
    }

    @Test func `NO_COLOR counts unless it is empty, and a wish overrules it`() {
        var environment = ["TERM": "xterm-256color", "NO_COLOR": "1"]
        #expect(probe(environment).depth == .mono)
        #expect(probe(environment).depth(wanted: .ansi16) == .ansi16)
        #expect(probe(environment).depth(wanted: .trueColour) == .indexed256)
        environment["NO_COLOR"] = ""
        #expect(probe(environment).depth == .indexed256)
    }

    @Test func `a place without a screen is refused with what to do`() {
        #expect(probe(["TERM": "xterm"]).problem == nil)
        #expect(
            probe(["TERM": "xterm"], input: false).problem
                == .notATerminal(input: false, output: true))
        for name in ["", "dumb", "nosuch"] {
            let problem = probe(["TERM": name]).problem
            #expect(problem == .unknownTerminal(name: name))
            #expect(problem?.description.contains("TERM=xterm-256color") == true)
        }
        #expect(probe([:]).report.last?.contains("TERM is not set") == true)
        #expect(
            TerminalError.notATerminal(input: true, output: false).description
                .hasPrefix("standard output is not a terminal"))
    }

    @Test(
        "GNU screen is known by what it sets, also from the far side of an ssh; tmux is not taken for it"
    )
    func gnuScreen() {
        #expect(probe(["TERM": "screen-256color", "STY": "1.pts-0.host"]).isGNUScreen)
        #expect(probe(["TERM": "screen.xterm-256color"]).isGNUScreen)
        #expect(!probe(["TERM": "screen-256color", "STY": ""]).isGNUScreen)
        #expect(!probe(["TERM": "tmux-256color"]).isGNUScreen)
    }

    @Test("only a terminal that is known to take it well is asked anything")
    func questions() {
        let terms = [
            "xterm-256color": true, "xterm-kitty": true, "alacritty": true, "foot": true,
            "tmux-256color": true, "linux": false, "screen": false, "screen-256color": false,
            "vt100": false, "dumb": false, "": false,
        ]
        let entries = terms.mapValues { _ in 256 }
        for (term, isAsked) in terms {
            #expect(probe(["TERM": term], entries: entries).answersQuestions == isAsked, "\(term)")
        }
    }

    @Test func `rich signs need UTF-8 and more than the console's font`() {
        #expect(probe(["TERM": "xterm"]).showsUnicode)
        #expect(probe(["TERM": "xterm"], codeset: "utf8").showsUnicode)
        #expect(!probe(["TERM": "xterm"], codeset: "ISO-8859-1").showsUnicode)
        #expect(!probe(["TERM": "linux"]).showsUnicode)
    }

    @Test func `the report names every fact`() {
        let report = probe(["TERM": "xterm-256color", "COLORTERM": "truecolor"]).report
        #expect(
            report == [
                "terminal    xterm-256color", "input       a terminal", "output      a terminal",
                "size        80x24",
                "colours     trueColour (terminfo 256, COLORTERM truecolor, "
                    + "24-bit entry xterm-direct, NO_COLOR not set)",
                "code set    UTF-8 (Unicode signs)", "verdict     the cockpit can run here",
            ])
    }
}
