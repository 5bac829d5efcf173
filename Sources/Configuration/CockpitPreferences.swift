/// How the cockpit looks and answers.
public struct CockpitPreferences: Equatable, Sendable {
    /// The theme; `nil` for the one that was used last, or that fits the terminal.
    public var theme: Placed<String>?
    /// Whether only ASCII characters are drawn.
    public var usesASCII = false
    /// Whether the mouse is taken.
    public var usesMouse = true
    /// Which colours stand for gain and loss.
    public var profitColours = ProfitColours.western
    /// The least contrast of text; `nil` for the theme's own.
    public var minimumContrast: Double?
    /// Keys by action, as they are written in the file; an action with an empty list has no key.
    public var keys: [String: Placed<[String]>] = [:]
    /// When alerts are raised.
    public var alerts = AlertPreferences()

    /// Makes the defaults.
    public init() {}

    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        if let name = try table.string(
            "theme", example: "nord",
            "the theme to begin with; `alphastocks theme list` names them")
        {
            theme = Placed(name, at: table.location(of: "theme"))
        }
        try table.boolean("ascii", &usesASCII, "whether only ASCII characters are drawn")
        try table.boolean(
            "mouse", &usesMouse, "whether the cockpit takes the mouse, or leaves it to the terminal"
        )
        minimumContrast =
            try table.number(
                "min_contrast", in: 1...21, example: 4.5,
                "the least contrast of text; fainter colours are changed until they have it")
            ?? minimumContrast
        try table.word(
            "pnl_colours", &profitColours,
            "green and red, red and green, or blue and orange, for gain and loss")
        try table.finish()
    }

    mutating func read(keys table: inout SectionReader) throws(ConfigurationError) {
        for action in table.keys {
            guard let names = try table.strings(action) else { continue }
            keys[action] = Placed(names, at: table.location(of: action))
        }
    }
}
