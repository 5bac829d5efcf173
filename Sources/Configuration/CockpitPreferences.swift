/// How the cockpit looks and answers.
public struct CockpitPreferences: Equatable, Sendable {
    /// The theme; `nil` for the one that fits the terminal.
    public var theme: String?
    /// Whether only ASCII characters are drawn.
    public var usesASCII = false
    /// Whether the mouse is taken.
    public var usesMouse = true
    /// Which colours stand for gain and loss: `western`, `east-asia` or `cvd`.
    public var profitColours: String?
    /// The least contrast of text; `nil` for the theme's own.
    public var minimumContrast: Double?
    /// Keys by action, as they are written in the file.
    public var keys: [String: String] = [:]

    /// Makes the defaults.
    public init() {}
}
