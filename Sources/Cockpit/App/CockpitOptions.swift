public import Terminal

/// How a cockpit is to behave, as the command line and the configuration say.
public struct CockpitOptions: Sendable {
    /// The user's key of each remapped action.
    public var keys: [Action: Key]
    /// The names of the themes that the theme keys go through, in order.
    public var themeNames: [String]
    /// The name of the theme it starts with.
    public var themeName: String
    /// Whether nothing may be sent to the desk.
    public var isReadOnly: Bool
    /// Whether to explain the first keys until any key is pressed.
    public var showsWelcome: Bool
    /// Seconds without a key after which an unlocked LIVE cockpit locks itself again.
    public var relockSeconds: Double

    /// Makes the options.
    ///
    /// - Parameters:
    ///   - keys: The user's key of each remapped action.
    ///   - themeNames: The names of the themes that the theme keys go through.
    ///   - themeName: The name of the theme it starts with.
    ///   - isReadOnly: Whether nothing may be sent to the desk.
    ///   - showsWelcome: Whether to explain the first keys until any key is pressed.
    ///   - relockSeconds: Seconds without a key after which LIVE locks itself again.
    public init(
        keys: [Action: Key] = [:], themeNames: [String] = ["terminal"],
        themeName: String = "terminal", isReadOnly: Bool = false, showsWelcome: Bool = false,
        relockSeconds: Double = 300
    ) {
        self.keys = keys
        self.themeNames = themeNames
        self.themeName = themeName
        self.isReadOnly = isReadOnly
        self.showsWelcome = showsWelcome
        self.relockSeconds = relockSeconds
    }
}
