public import Terminal
public import Trading

/// How a cockpit is to behave, as the command line and the configuration say.
public struct CockpitOptions: Sendable {
    /// The user's keys of each remapped action.
    public var keys: [Action: [Key]]
    /// The names of the themes that the theme keys go through, in order.
    public var themeNames: [String]
    /// The name of the theme it starts with.
    public var themeName: String
    /// The name of the layout it starts with; one that is not known counts as the first.
    public var layoutName: String
    /// The shortest time between two drawings in seconds, until a key changes it.
    public var refreshSeconds: Double
    /// Whether nothing may be sent to the desk.
    public var isReadOnly: Bool
    /// Whether to explain the first keys until any key is pressed.
    public var showsWelcome: Bool
    /// When alerts are raised, and how loudly.
    public var alerts: AlertRules
    /// Seconds without a key after which an unlocked LIVE cockpit locks itself again.
    public var relockSeconds: Double
    /// The limits by which the desk prices an exit.
    public var limits: DeskLimits
    /// Whether the desk stops when the cockpit ends, because it is the cockpit's own.
    public var ownsDesk: Bool

    /// Makes the options.
    ///
    /// - Parameters:
    ///   - keys: The user's keys of each remapped action.
    ///   - themeNames: The names of the themes that the theme keys go through.
    ///   - themeName: The name of the theme it starts with.
    ///   - layoutName: The name of the layout it starts with.
    ///   - refreshSeconds: The shortest time between two drawings in seconds.
    ///   - isReadOnly: Whether nothing may be sent to the desk.
    ///   - showsWelcome: Whether to explain the first keys until any key is pressed.
    ///   - alerts: When alerts are raised, and how loudly.
    ///   - relockSeconds: Seconds without a key after which LIVE locks itself again.
    ///   - limits: The limits by which the desk prices an exit.
    ///   - ownsDesk: Whether the desk stops when the cockpit ends.
    public init(
        keys: [Action: [Key]] = [:], themeNames: [String] = ["terminal"],
        themeName: String = "terminal", layoutName: String = "", refreshSeconds: Double = 0.1,
        isReadOnly: Bool = false,
        showsWelcome: Bool = false,
        alerts: AlertRules = AlertRules(), relockSeconds: Double = 300,
        limits: DeskLimits = DeskLimits(), ownsDesk: Bool = false
    ) {
        self.keys = keys
        self.themeNames = themeNames
        self.themeName = themeName
        self.layoutName = layoutName
        self.refreshSeconds = refreshSeconds
        self.isReadOnly = isReadOnly
        self.showsWelcome = showsWelcome
        self.alerts = alerts
        self.relockSeconds = relockSeconds
        self.limits = limits
        self.ownsDesk = ownsDesk
    }
}
