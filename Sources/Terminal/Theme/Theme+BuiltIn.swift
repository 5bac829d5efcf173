extension Theme {
    /// The theme that follows the colours of the user's terminal, and needs no file.
    public static let terminal = Theme(ThemeDefinition.terminal)
}

extension ThemeDefinition {
    /// What dark themes inherit: every role, in terms of palette names, and a plain palette.
    static let baseDark = ThemeDefinition(
        name: "base-dark", variant: .dark, author: "AlphaStocks", border: .rounded,
        palette: basePalette.merging(
            hexes([
                "bg": 0x16181D, "panel": 0x1E2128, "sel": 0x2B313C, "faint": 0x3A414D,
                "muted": 0x8A93A2, "fg": 0xD5DAE3, "red": 0xE06C75, "orange": 0xD9976C,
                "yellow": 0xD9BC6C, "green": 0x8FBF7F, "cyan": 0x6CB6C7, "blue": 0x7AA5E0,
                "magenta": 0xB892D6,
            ])
        ) { _, own in own },
        roles: baseRoles, ramps: baseRamps, tiers: [.mono: monoRoles])

    /// What light themes inherit.
    static let baseLight = ThemeDefinition(
        name: "base-light", variant: .light, author: "AlphaStocks", border: .rounded,
        palette: basePalette.merging(
            hexes([
                "bg": 0xFAFAF7, "panel": 0xF0F0EB, "sel": 0xDDE3EA, "faint": 0xC4C8CE,
                "muted": 0x6B7280, "fg": 0x22262D, "red": 0xB3313C, "orange": 0xA85A1C,
                "yellow": 0x8A6A00, "green": 0x3C7A34, "cyan": 0x1D7485, "blue": 0x2A5FAD,
                "magenta": 0x7D4A9E,
            ])
        ) { _, own in own },
        roles: baseRoles, ramps: baseRamps, tiers: [.mono: monoRoles])

    /// The user's own colours, with attributes where a tone between them would be needed.
    ///
    /// The blue of many terminals, of xterm and of the Linux console among them, can hardly be read on black: what
    /// themes call blue is cyan, and what would look like something cyan has an attribute.
    static let terminal = ThemeDefinition(
        name: "terminal", variant: .dark, author: "AlphaStocks",
        palette: [
            "bg": .colour(.terminalDefault), "panel": .colour(.terminalDefault),
            "sel": .colour(.terminalDefault), "faint": .colour(.terminalDefault),
            "muted": .colour(.terminalDefault), "fg": .colour(.terminalDefault),
            "red": .colour(.indexed(1)), "orange": .colour(.indexed(3)),
            "yellow": .colour(.indexed(3)), "green": .colour(.indexed(2)),
            "cyan": .colour(.indexed(6)), "blue": .name("cyan"),
            "magenta": .colour(.indexed(5)), "accent": .name("cyan"),
        ],
        roles: terminalRoles
    ).merged(over: baseDark)

    /// The same for a light background, on which only the user's red, blue and magenta can be read for sure.
    ///
    /// Yellow, green and cyan are too bright there. Modes that would look alike have an attribute.
    private static let lightTerminal = ThemeDefinition(
        name: terminal.name, variant: .light, author: terminal.author,
        palette: [
            "orange": .name("magenta"), "yellow": .name("magenta"), "green": .name("blue"),
            "cyan": .name("blue"), "blue": .colour(.indexed(4)), "accent": .name("blue"),
        ],
        roles: [.modeReplay: text("magenta", .underline)]
    ).merged(over: terminal)

    /// What every theme of a variant looks like with the user's own colours.
    static func ownColours(_ variant: ThemeVariant) -> ThemeDefinition {
        switch variant {
        case .dark: terminal
        case .light: lightTerminal
        }
    }

    /// The definitions that files may inherit and that need no file themselves.
    static let builtIn: [ThemeDefinition] = [baseDark, baseLight, terminal]

    // MARK: - Tables

    private static func hexes(_ table: [String: UInt32]) -> [String: ColourReference] {
        table.mapValues { .colour(.rgb(RGB($0))) }
    }

    private static let basePalette: [String: ColourReference] = [
        "accent": .name("blue"), "gain": .name("green"), "loss": .name("red"),
    ]

    private static func text(_ name: String, _ attributes: Attributes = []) -> RoleDefinition {
        RoleDefinition(foreground: .name(name), attributes: attributes)
    }

    private static func surface(_ name: String) -> RoleDefinition {
        RoleDefinition(background: .name(name))
    }

    private static func block(_ name: String, _ attributes: Attributes = []) -> RoleDefinition {
        RoleDefinition(foreground: .name("bg"), background: .name(name), attributes: attributes)
    }

    /// One accent for the focus; the other hues only where they say something.
    private static let baseRoles: [Role: RoleDefinition] = [
        .uiBackground: surface("bg"), .uiForeground: text("fg"), .uiMuted: text("muted"),
        .uiFaint: text("faint"), .uiBorder: text("faint"), .uiBorderFocus: text("accent"),
        .uiTitle: text("muted"), .uiTitleFocus: text("accent", .bold),
        .uiHeader: text("muted", .bold), .uiKey: text("accent"), .uiSelection: surface("sel"),
        .uiSelectionInactive: surface("panel"), .uiGutterMark: text("accent", .bold),
        .uiMatch: text("yellow", [.bold, .underline]), .uiModal: surface("panel"),
        .uiScrollbar: text("muted"),
        .uiStripe: surface("panel"),

        .stateOK: text("green"), .stateInfo: text("blue"), .stateWarn: text("yellow"),
        .stateError: text("red"), .stateCritical: block("red", .bold), .stateStale: text("muted"),
        .stateDisabled: text("muted"), .stateChanged: text("fg", .bold), .stateNew: text("cyan"),

        .modeSim: text("blue"), .modePaper: text("cyan"), .modeLogging: text("magenta"),
        .modeLive: text("red", .bold), .modeReplay: text("yellow"), .modeLocked: text("muted"),
        .modeFrozen: text("orange"),

        .pnlGain: text("gain"), .pnlLoss: text("loss"), .pnlFlat: text("muted"),
        .pnlLong: text("fg"), .pnlShort: text("magenta"), .pnlCall: text("fg"),
        .pnlPut: text("magenta"), .pnlEntry: text("muted"), .pnlMark: text("fg", .bold),
        .pnlStop: text("orange"), .pnlTarget: text("cyan"),

        .queuePending: text("fg"), .queueActive: text("cyan"), .queueScheduled: text("blue"),
        .queueRetry: text("yellow"), .queueDead: text("red"), .queueDone: text("green"),

        .graphAxis: text("muted"), .graphGrid: text("faint"), .graphTrack: text("faint"),
        .graphAlertLine: text("orange"),

        .logTrace: text("muted"), .logDebug: text("muted"), .logInfo: text("blue"),
        .logWarn: text("yellow"), .logError: text("red"), .logTime: text("muted"),
        .logID: text("magenta"),

        .jsonKey: text("cyan"), .jsonString: text("green"), .jsonNumber: text("orange"),
        .jsonLiteral: text("magenta"), .jsonPunctuation: text("muted"),
    ]

    private static let baseRamps: [GraphRamp: [ColourReference]] = [
        .depth: [.name("blue"), .name("yellow"), .name("red")],
        .latency: [.name("cyan"), .name("yellow"), .name("red")],
        .rate: [.name("blue"), .name("cyan")],
        .pnlUp: [.name("muted"), .name("gain")],
        .pnlDown: [.name("muted"), .name("loss")],
    ]

    /// Without colours the attributes alone tell modes, alarms and selections apart.
    private static let monoRoles: [Role: RoleDefinition] = {
        let attributes: [Role: Attributes] = [
            .uiMuted: .dim, .uiFaint: .dim, .uiBorder: .dim, .uiBorderFocus: .bold,
            .uiTitleFocus: .bold, .uiHeader: .bold, .uiKey: .bold, .uiSelection: .reverse,
            .uiSelectionInactive: .bold, .uiGutterMark: .bold, .uiMatch: [.bold, .underline],
            .uiScrollbar: .dim,
            .stateWarn: .bold, .stateError: [.bold, .underline],
            .stateCritical: [.bold, .reverse], .stateStale: .dim, .stateDisabled: .dim,
            .stateChanged: .bold, .stateNew: .bold,
            .modeSim: .dim, .modePaper: .underline, .modeLogging: [.dim, .underline],
            .modeLive: [.bold, .reverse, .underline], .modeReplay: .bold, .modeLocked: [],
            .modeFrozen: .reverse,
            .pnlFlat: .dim, .pnlMark: .bold, .queueRetry: .bold, .queueDead: [.bold, .underline],
            .graphGrid: .dim, .graphTrack: .dim, .graphAlertLine: .bold,
            .logTrace: .dim, .logDebug: .dim, .logWarn: .bold, .logError: [.bold, .underline],
            .logTime: .dim, .jsonKey: .bold, .jsonPunctuation: .dim,
        ]
        return attributes.mapValues { RoleDefinition(attributes: $0) }
    }()

    private static let terminalRoles: [Role: RoleDefinition] = {
        var roles: [Role: RoleDefinition] = [
            .uiSelection: RoleDefinition(attributes: .reverse),
            .uiSelectionInactive: RoleDefinition(attributes: .bold),
            .stateCritical: RoleDefinition(
                foreground: .name("red"), attributes: [.bold, .reverse]),
            .stateWarn: text("yellow", .bold), .stateError: text("red", .bold),
            .modePaper: text("cyan", .underline), .modeLocked: text("fg", .dim),
            .modeFrozen: text("fg", .bold),
        ]
        let faded: [Role] = [
            .uiMuted, .uiFaint, .uiBorder, .uiTitle, .uiScrollbar, .stateStale, .stateDisabled,
            .pnlFlat, .pnlEntry, .graphAxis, .graphGrid, .graphTrack, .logTrace, .logDebug,
            .logTime, .jsonPunctuation,
        ]
        for role in faded { roles[role] = text("muted", .dim) }
        roles[.uiHeader] = text("muted", .bold)
        return roles
    }()
}
