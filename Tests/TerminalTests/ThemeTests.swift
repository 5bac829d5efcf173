import Testing

@testable import Terminal

@Suite struct ThemeTests {
    private static func theme(_ name: String, _ options: ThemeOptions = ThemeOptions()) throws
        -> Theme
    {
        try shippedCatalog.theme(named: name, options: options).theme
    }

    @Test func `faint text is made readable, and readable text is left alone`() {
        let dark = RGB(0x2E3440)
        let nudged = Contrast.nudged(RGB(0x4C566A), on: dark, minimum: 3)
        #expect(Contrast.ratio(nudged, on: dark) >= 3)
        #expect(Contrast.ratio(nudged, on: dark) < 3.2)
        #expect(Contrast.nudged(RGB(0xD8DEE9), on: dark, minimum: 3) == RGB(0xD8DEE9))
        #expect(Contrast.nudged(RGB(0xFFFFFF), on: RGB(0xEEEEEE), minimum: 21) == RGB(0x000000))
    }

    @Test("nudging reaches any contrast that can be reached")
    func nudging() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let text = RGB(UInt32.random(in: 0...0xFFFFFF, using: &random))
            let background = RGB(UInt32.random(in: 0...0xFFFFFF, using: &random))
            let result = Contrast.nudged(text, on: background, minimum: 4.5)
            #expect(Contrast.ratio(result, on: background) >= 4.5, "\(text) on \(background)")
        }
    }

    @Test func `black on white has the greatest contrast`() {
        #expect(abs(Contrast.ratio(RGB(0x000000), on: RGB(0xFFFFFF)) - 21) < 0.001)
        #expect(Contrast.ratio(RGB(0x777777), on: RGB(0x777777)) == 1)
    }

    @Test func `a user may ask for more contrast`() throws {
        let check = ThemeCheck(try Self.theme("nord", ThemeOptions(minContrast: 4.5)))
        #expect(check.failures.isEmpty)
        let least = check.readings.map(\.shown).min()
        #expect(try #require(least) > 4.49)
    }

    @Test func `east Asian colours exchange gain and loss, and their scales`() throws {
        let usual = try Self.theme("nord")
        let exchanged = try Self.theme("nord", ThemeOptions(pnlColours: .eastAsia))
        #expect(exchanged.resolve(Style(.pnlGain)) == usual.resolve(Style(.pnlLoss)))
        #expect(exchanged.resolve(Style(.pnlLoss)) == usual.resolve(Style(.pnlGain)))
        #expect(
            exchanged.resolve(GraphRamp.pnlUp.style(at: 1))
                == usual.resolve(GraphRamp.pnlDown.style(at: 1)))
        #expect(exchanged.resolve(Style(.stateError)) == usual.resolve(Style(.stateError)))
    }

    @Test func `single colours may be set over any theme`() throws {
        var options = ThemeOptions(minContrast: 1)
        try options.override("pnl.gain", with: "#0000ff")
        try options.override("ui.selection", with: "red")
        let theme = try Self.theme("nord", options)
        let style = theme.resolve(Style(.pnlGain).on(.uiSelection))
        #expect(style.foreground == .rgb(RGB(0x0000FF)))
        #expect(style.background == .rgb(RGB(0xBF616A)))
        let role = #expect(throws: ThemeError.self) {
            try options.override("pnl.gian", with: "red")
        }
        #expect(role?.description.contains("did you mean \"pnl.gain\"?") == true)
        #expect(throws: ThemeError.self) { try options.override("pnl.gain", with: "#12") }
    }

    @Test func `a selection lies beneath coloured text`() throws {
        let theme = try Self.theme("dracula")
        let style = theme.resolve(Style(.pnlGain).on(.uiSelection))
        #expect(style.background == .rgb(RGB(0x44475A)))
        #expect(style.foreground == theme.resolve(Style(.pnlGain)).foreground)
    }

    @Test func `without colours a selection is reversed and a gain keeps no colour`() {
        let mono = Theme.terminal.adapted(to: .mono)
        let style = mono.resolve(Style(.pnlGain).on(.uiSelection))
        #expect(style.attributes == .reverse)
        #expect(style.foreground == .terminalDefault)
        #expect(style.background == .terminalDefault)
    }

    @Test(
        "dim text is no block of another grey on a reversed selection",
        arguments: [ColourDepth.mono, .ansi16])
    func dimOnReverse(_ depth: ColourDepth) {
        let theme = Theme.terminal.adapted(to: depth)
        #expect(theme.resolve(Style(.uiMuted)).attributes == .dim)
        #expect(theme.resolve(Style(.uiMuted, background: .uiSelection)).attributes == .reverse)
    }

    @Test func `on a reversed selection text is plain, not a coloured block`() {
        let style = Theme.terminal.resolve(Style(.pnlLoss).on(.uiSelection))
        #expect(style.attributes == .reverse)
        #expect(style.foreground == .terminalDefault)
    }

    @Test func `colours become the nearest ones of a smaller palette`() throws {
        let theme = try Self.theme("high-contrast").adapted(to: .indexed256)
        #expect(theme.resolve(.plain).background == .indexed(16))
        #expect(theme.resolve(.plain).foreground == .indexed(231))
        #expect(theme.resolve(Style(.uiForeground).on(.uiSelection)).background == .indexed(24))
    }

    @Test("with 16 colours every theme uses the user's own, by their names")
    func sixteen() throws {
        for name in shippedCatalog.names {
            let few = try Self.theme(name).adapted(to: .ansi16)
            #expect(few.resolve(Style(.stateError)).foreground == .indexed(1))
            #expect(few.resolve(.plain).background == .terminalDefault)
            for role in Role.allCases {
                let style = few.resolve(Style(role))
                for case .indexed(let index) in [style.foreground, style.background] {
                    #expect(index < 8, "\(role) of \(name) shows on 8 colours too")
                }
            }
        }
        let okabe = try Self.theme("okabe-ito-dark").adapted(to: .ansi16)
        #expect(okabe.resolve(Style(.pnlGain)).foreground == .indexed(6))
        #expect(okabe.resolve(Style(.pnlLoss)).foreground == .indexed(3))
        var options = ThemeOptions()
        try options.override("pnl.mark", with: "#ff0000")
        let overridden = try Self.theme("nord", options).adapted(to: .ansi16)
        #expect(overridden.resolve(Style(.pnlMark)).foreground == .indexed(9))
    }

    @Test("with 16 colours a light theme writes in those of the user's that can be read on white")
    func sixteenOnWhite() throws {
        for name in shippedCatalog.names {
            for colours in PnLColours.allCases {
                let options = ThemeOptions(pnlColours: colours)
                let theme = try Self.theme(name, options).adapted(to: .ansi16)
                guard theme.variant == .light else { continue }
                for role in Role.allCases {
                    guard case .indexed(let index) = theme.resolve(Style(role)).foreground else {
                        continue
                    }
                    #expect([1, 4, 5].contains(index), "\(role) of \(name)")
                }
                let gain = theme.resolve(Style(.pnlGain)).foreground
                #expect(gain != theme.resolve(Style(.pnlLoss)).foreground)
            }
        }
    }

    @Test func `adapting twice is adapting once`() throws {
        let theme = try Self.theme("nord")
        #expect(theme.adapted(to: .ansi16).adapted(to: .trueColour) == theme)
        #expect(theme.adapted(to: .trueColour) == theme)
        #expect(theme.adapted(to: .mono) != theme)
    }

    @Test("every role has its own name, and every theme answers for every role")
    func roles() {
        #expect(Set(Role.allCases.map(\.rawValue)).count == Role.allCases.count)
        for definition in ThemeDefinition.builtIn {
            #expect(Set(definition.roles.keys) == Set(Role.allCases), "\(definition.name)")
            #expect(Set(definition.ramps.keys) == Set(GraphRamp.allCases))
            for role in definition.roles.values {
                for reference in [role.foreground, role.background].compactMap(\.self) {
                    #expect(definition.colour(reference) != nil, "\(reference)")
                }
            }
        }
    }
}
