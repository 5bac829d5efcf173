import Testing

@testable import Terminal

@Suite struct ThemeReaderTests {
    @Test func `a file inherits what it does not say, by its variant`() throws {
        let text = """
            [meta]
            name = "mine"
            variant = "light"
            [palette]
            red = "#aa0000"
            """
        let theme = try readTheme(text).theme
        #expect(theme.name == "mine")
        #expect(theme.variant == .light)
        let light = Theme(.baseLight)
        #expect(theme.resolve(.plain) == light.resolve(.plain))
        #expect(theme.resolve(Style(.stateError)).foreground == .rgb(RGB(0xAA0000)))
    }

    @Test func `a colour may be a name, a hex number, an index, or a table`() throws {
        let text = """
            [meta]
            min_contrast = 1
            [palette]
            ink = "#102030"
            text = "pale"
            pale = "x:231"
            [ui]
            bg = "ink"
            fg = "text"
            selection = "#334455"
            match = { fg = "ansi:1", bg = "default", attr = ["bold", "underline"] }
            """
        let theme = try readTheme(text).theme
        let plain = theme.resolve(.plain)
        #expect(plain.background == .rgb(RGB(0x102030)))
        #expect(plain.foreground == .rgb(RGB(0xFFFFFF)))
        let selected = theme.resolve(Style(.uiForeground, background: .uiSelection))
        #expect(selected.background == .rgb(RGB(0x334455)))
        let match = theme.resolve(Style(.uiMatch))
        #expect(match.foreground == .indexed(1))
        #expect(match.background == .terminalDefault)
        #expect(match.attributes == [.bold, .underline])
    }

    @Test func `tiers hold for terminals with few colours only`() throws {
        let text = """
            [tier.mono.pnl]
            gain = { attr = ["underline"] }
            [tier.ansi16]
            mode.live = "ansi:9"
            """
        let theme = try readTheme(text).theme
        #expect(theme.resolve(Style(.pnlGain)).attributes == [])
        #expect(theme.adapted(to: .mono).resolve(Style(.pnlGain)).attributes == .underline)
        #expect(theme.adapted(to: .ansi16).resolve(Style(.modeLive)).foreground == .indexed(9))
    }

    @Test func `a scale runs through its stops`() throws {
        let text = """
            [meta]
            min_contrast = 1
            [graph]
            depth = ["#000000", "#ffffff"]
            rate = ["#123456"]
            """
        let theme = try readTheme(text).theme
        #expect(theme.resolve(GraphRamp.depth.style(at: 0)).foreground == .rgb(RGB(0x000000)))
        #expect(theme.resolve(GraphRamp.depth.style(at: 7)).foreground == .rgb(RGB(0xFFFFFF)))
        #expect(theme.resolve(GraphRamp.rate.style(at: .nan)).foreground == .rgb(RGB(0x123456)))
    }

    @Test(
        "what is wrong is told with its place and what would be right",
        arguments: [
            ("[ui]\nfg = \"#fff\"", "my.toml:2:6: \"#fff\" is no colour; expected a palette name,"),
            (
                "[ui]\nkey = { fg = 3 }",
                "my.toml:2:1: \"ui.key.fg\" must be a colour in quotes, not the number 3.0"
            ),
            (
                "[pnl]\n\n  gain = \"gren\"",
                "my.toml:3:10: the palette has no colour \"gren\" (did you mean \"green\"?)"
            ),
            (
                "[ui]\nkey = { fg = \"red\", attr = [\"blod\"] }",
                "my.toml:2:29: no attribute is called \"blod\" (did you mean \"bold\"?); expected bold, dim, reverse, underline"
            ),
            (
                "[palette]\na = \"b\"\nb = \"a\"",
                "my.toml:2:1: the palette's colour \"a\" stands for itself"
            ),
            ("[palette]\na = \"ansi:16\"", "my.toml:2:5: \"ansi:16\" is no colour"),
            (
                "[palette]\na = 3",
                "my.toml:2:1: \"palette.a\" must be a colour in quotes, not the number 3.0"
            ),
            (
                "[graph]\ndepth = []",
                "my.toml:2:1: \"graph.depth\" must be an array of one to three colours, not an array"
            ),
            (
                "[border]\nstyle = \"wavy\"",
                "my.toml:2:1: \"border.style\" must be one of \"rounded\", \"single\", \"heavy\", \"double\", \"ascii\", not \"wavy\""
            ),
            (
                "[meta]\nmin_contrast = 40",
                "my.toml:2:1: \"meta.min_contrast\" must be a number from 1 to 21, not the number 40.0"
            ),
            (
                "[meta]\nvariant = \"light\"\ninherits = \"base-dark\"",
                "my.toml:3:12: \"base-dark\" is a dark theme"
            ),
            ("ui = 3", "my.toml:1:1: \"ui\" must be a table, not the number 3.0"),
            ("[ui]\nfg = \"red\"\nfg = \"blue\"", "my.toml:3:"),
            ("[ui\n", "my.toml:1:"),
            ("[ui]\n  [.é]", "my.toml:2:3: not valid TOML: a table's name begins with a letter"),
            ("\u{FEFF}[", "my.toml:1:4: not valid TOML: a table's name begins with a letter"),
        ])
    func errors(_ text: String, _ expected: String) {
        #expect(themeMessage(text).hasPrefix(expected), "\(themeMessage(text))")
    }

    @Test(
        "a key that nobody reads is a warning with its place and what may have been meant, and the rest counts"
    )
    func unknownKeys() throws {
        let text = """
            [tier.mono]
            pnl.gian = { attr = ["bold"] }
            graph.depth = "ansi:1"
            [ui]
            foo = 3
            key = { fg = "#112233", colour = "#445566" }
            title = { color = "#445566" }
            [meta]
            nmae = "x"
            min_contrast = 1
            [graph]
            dept = ["#000000"]
            axis = "#aabbcc"
            [tier.truecolour]
            [sparkle]
            level = 3
            """
        let (theme, warnings) = try readTheme(text)
        #expect(
            warnings.map(\.description) == [
                "my.toml:2:1: \"tier.mono.pnl.gian\" is unknown and has no effect "
                    + "(did you mean \"tier.mono.pnl.gain\"?)",
                "my.toml:3:1: \"tier.mono.graph.depth\" is unknown and has no effect",
                "my.toml:5:1: \"ui.foo\" is unknown and has no effect (did you mean \"ui.fg\"?)",
                "my.toml:6:1: \"ui.key.colour\" is unknown and has no effect",
                "my.toml:7:1: \"ui.title.color\" is unknown and has no effect",
                "my.toml:9:1: \"meta.nmae\" is unknown and has no effect (did you mean \"meta.name\"?)",
                "my.toml:12:1: \"graph.dept\" is unknown and has no effect (did you mean \"graph.depth\"?)",
                "my.toml:14:1: \"tier.truecolour\" is unknown and has no effect",
                "my.toml:15:1: \"sparkle\" is unknown and has no effect",
            ])
        #expect(theme.resolve(Style(.uiKey)).foreground == .rgb(RGB(0x112233)))
        #expect(theme.resolve(Style(.graphAxis)).foreground == .rgb(RGB(0xAABBCC)))
        // A table in which nothing is known says nothing.
        #expect(theme.resolve(Style(.uiTitle)) == Theme(.baseDark).resolve(Style(.uiTitle)))
    }

    @Test("the unknown keys of a theme are told in one line, the first of them by name")
    func summary() throws {
        func summary(_ text: String) throws -> String? {
            ThemeWarning.summary(try readTheme(text).warnings, ofTheme: "mine")
        }
        #expect(try summary("[ui]\nfg = \"red\"") == nil)
        #expect(
            try summary("[ui]\n\nfoo = \"red\"")
                == "theme mine: 1 unknown key, line 3: ui.foo; did you mean ui.fg")
        #expect(
            try summary("[sparkle]\n[ui]\nfoo = \"red\"")
                == "theme mine: 2 unknown keys, line 1: sparkle")
    }

    @Test("no text makes the reader crash")
    func garbage() throws {
        var random = SeededGenerator(seed: 7)
        let pieces = [
            "[", "]", "ui", ".", "=", "\"", "#", "\n", "{", "}", "fg", "attr", ",", "3", "é",
            "tier",
            "\0", "[meta]", "inherits", "'", "\\", "mono", "[[", "\r", "\t", " ", "\u{A0}", "-",
            "\u{2028}", "\u{FEFF}", "\u{B}", "\"\"\"", "'''", "0x", "1e9", "true", "\u{301}",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...30, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            _ = themeMessage(text)
        }
    }
}
