import Testing

@testable import Terminal

@Suite struct ShippedThemeTests {
    static let names = shippedCatalog.names

    @Test func `the palettes people know are there, and the house theme`() {
        #expect(
            Self.names == [
                "alphastocks", "alphastocks-light", "catppuccin-latte", "catppuccin-mocha",
                "dracula", "gruvbox-dark",
                "gruvbox-light", "high-contrast", "nord", "okabe-ito-dark", "okabe-ito-light",
                "solarized-dark", "solarized-light", "terminal", "terminal-light", "tokyo-night",
            ])
    }

    @Test("one goes through the dark themes first, then through the light ones")
    func byVariant() throws {
        let names = shippedCatalog.namesByVariant
        #expect(Set(names) == Set(Self.names))
        let variants = try names.map { try shippedCatalog.theme(named: $0).theme.variant }
        #expect(variants.first == .dark && variants.last == .light)
        #expect(zip(variants, variants.dropFirst()).count { $0 != $1 } == 1)
    }

    @Test("on a background that the terminal calls light, its own colours are the light ones")
    func lightBackground() {
        func name(_ value: String?, _ depth: ColourDepth = .ansi16) -> String {
            var environment: [String: String] = [:]
            environment["COLORFGBG"] = value
            return ThemeCatalog(
                explicit: nil, shipped: shippedCatalog.directories.last, environment: environment
            ).defaultName(depth: depth)
        }
        #expect(name("0;15") == "terminal-light")
        #expect(name("0;default;7") == "terminal-light")
        #expect(name("15;0") == "terminal")
        #expect(name("7;8") == "terminal")
        #expect(name(nil) == "terminal")
        #expect(name("0;15", .trueColour) == "alphastocks-light")
    }

    @Test("what the terminal answers counts for more than what its environment says")
    func toldBackground() {
        let catalog = ThemeCatalog(
            explicit: nil, shipped: shippedCatalog.directories.last,
            environment: ["COLORFGBG": "0;15"])
        func name(_ hex: UInt32, _ depth: ColourDepth) -> String {
            catalog.defaultName(depth: depth, background: RGB(hex))
        }
        #expect(name(0x1D1F21, .trueColour) == "alphastocks")
        #expect(name(0x000000, .ansi16) == "terminal")
        #expect(name(0xFFFFFF, .indexed256) == "alphastocks-light")
        #expect(name(0xFDF6E3, .ansi16) == "terminal-light")
    }

    @Test("what the light terminal theme writes in colour can be read on white")
    func lightTerminal() throws {
        let theme = try shippedCatalog.theme(named: "terminal-light").theme
        for role in Role.allCases {
            guard let colour = theme.resolve(Style(role)).foreground.rgb else { continue }
            let contrast = Contrast.ratio(colour, on: RGB(0xFFFFFF))
            #expect(contrast >= 4.0, "\(role): \(contrast)")
        }
    }

    @Test("a shipped theme reads without a warning", arguments: names)
    func reads(_ name: String) throws {
        let entry = try shippedCatalog.theme(named: name)
        #expect(entry.warnings == [])
        #expect(entry.theme.name == name)
        #expect(!entry.theme.author.isEmpty)
    }

    @Test("all text of a shipped theme is readable", arguments: names)
    func readable(_ name: String) throws {
        for colours in PnLColours.allCases {
            let options = ThemeOptions(pnlColours: colours)
            let check = ThemeCheck(try shippedCatalog.theme(named: name, options: options).theme)
            #expect(check.failures.map { "\($0.role) on \($0.surface): \($0.shown)" } == [])
            #expect(check.readings.isEmpty == name.hasPrefix("terminal"))
        }
    }

    @Test("all text stays readable in 256 colours", arguments: names)
    func readableIn256(_ name: String) throws {
        let theme = try shippedCatalog.theme(named: name).theme.adapted(to: .indexed256)
        #expect(ThemeCheck(theme).failures.map { "\($0.role) on \($0.surface): \($0.shown)" } == [])
    }

    @Test("the modes look different at every depth", arguments: names, ColourDepth.allCases)
    func modes(_ name: String, _ depth: ColourDepth) throws {
        let theme = try shippedCatalog.theme(named: name).theme.adapted(to: depth)
        #expect(Set(Role.modes.map { theme.resolve(Style($0)) }).count == Role.modes.count)
    }

    @Test("the selection is seen on every surface", arguments: names)
    func selection(_ name: String) throws {
        let check = ThemeCheck(try shippedCatalog.theme(named: name).theme)
        for surface in [Role.uiBackground, .uiModal, .uiSelectionInactive] {
            let distance = check.selectionDistance(from: surface)
            #expect(
                distance.map { $0 >= ThemeCheck.visibleDistance } ?? name.hasPrefix("terminal"),
                "\(surface)")
        }
        #expect(check.warnings.allSatisfy { !$0.contains("selection") })
    }

    @Test("the check tells of a selection that cannot be seen")
    func tellsOfSelection() throws {
        let theme = try readTheme("[palette]\npanel = \"#202020\"\nsel = \"#202020\"").theme
        #expect(
            ThemeCheck(theme).warnings.contains(
                "the selection can hardly be seen on ui.modal, ui.selection_inactive; its mark still tells it"
            ))
    }

    @Test("no dark theme writes in the terminal's own blue", arguments: names)
    func blue(_ name: String) throws {
        let shipped = try shippedCatalog.theme(named: name).theme
        for depth in [ColourDepth.ansi16, .indexed256] where shipped.variant == .dark {
            let theme = shipped.adapted(to: depth)
            let ramps = GraphRamp.allCases.flatMap { ramp in [0, 0.5, 1].map { ramp.style(at: $0) }
            }
            for style in Role.allCases.map({ Style($0) }) + ramps {
                #expect(theme.resolve(style).foreground != .indexed(4), "\(style) at \(depth)")
            }
        }
    }

    @Test(
        "the check tells of text in the terminal's own blue on a dark background that nobody knows")
    func tellsOfBlue() throws {
        func warnings(_ text: String) throws -> [String] {
            ThemeCheck(try readTheme(text).theme).warnings
        }
        let own = "[palette]\nbg = \"default\"\n[ui]\nkey = \"ansi:4\"\nfaint = \"ansi:4\""
        #expect(
            try warnings(own).contains(
                "ansi:4, blue, can hardly be read on most dark terminals: ui.key"))
        #expect(
            try warnings("[meta]\nvariant = \"light\"\n" + own).allSatisfy {
                !$0.contains("ansi:4")
            })
    }

    @Test("gains and losses differ in normal vision", arguments: names)
    func normalVision(_ name: String) throws {
        let check = ThemeCheck(try shippedCatalog.theme(named: name).theme)
        #expect(check.pnlDistance.map { $0 > ThemeCheck.clearDistance } ?? true)
    }

    @Test("the themes for colour blindness keep gains and losses far apart")
    func colourBlind() throws {
        for name in ["okabe-ito-dark", "okabe-ito-light"] {
            let check = ThemeCheck(try shippedCatalog.theme(named: name).theme)
            #expect(try #require(check.pnlDistanceDeuteranopic) > 80)
        }
        let options = ThemeOptions(pnlColours: .colourBlind)
        for name in Self.names where !name.hasPrefix("terminal") {
            let check = ThemeCheck(try shippedCatalog.theme(named: name, options: options).theme)
            #expect(try #require(check.pnlDistanceDeuteranopic) > 50, "\(name)")
        }
    }

    @Test func `the file of the terminal theme says what is built in`() throws {
        let file = try shippedCatalog.theme(named: "terminal").theme
        for depth in ColourDepth.allCases {
            for role in Role.allCases {
                #expect(
                    file.adapted(to: depth).resolve(Style(role))
                        == Theme.terminal.adapted(to: depth).resolve(Style(role)), "\(role)")
            }
        }
    }

    @Test("the measured figures of known palettes are found again")
    func figures() throws {
        let nord = ThemeCheck(try shippedCatalog.theme(named: "nord").theme)
        let muted = try #require(
            nord.readings.first { $0.role == .uiMuted && $0.surface == .uiBackground })
        #expect(abs(muted.published - 1.7) < 0.05)
        #expect(muted.shown >= 2.995)
        // Published distances: 61 in normal vision, 19 in deuteranopia.
        #expect(abs(try #require(nord.pnlDistance) - 61) < 1)
        #expect(abs(try #require(nord.pnlDistanceDeuteranopic) - 19) < 1)
        #expect(nord.report.first == "nord (dark) passes")
        #expect(nord.warnings.count == 1)
    }

    @Test(
        "the house themes stay clear without green receptors",
        arguments: ["alphastocks", "alphastocks-light"])
    func house(_ name: String) throws {
        let check = ThemeCheck(try shippedCatalog.theme(named: name).theme)
        #expect(try #require(check.pnlDistanceDeuteranopic) > 40)
        #expect(check.warnings == [])
    }
}
