/// Everything that a configuration decides about trading, in one immutable value.
public struct DeskRules: Hashable, Sendable, Codable {
    /// The mode of new entries.
    public var mode: RiskMode
    /// Every mode that is known: the built-in ones and the user's.
    public var modes: [RiskMode]
    /// What holds whatever the mode.
    public var limits: DeskLimits
    /// The capital that a new account begins with.
    public var capital: Money
    /// When the market is open.
    public var calendar: SessionCalendar
    /// What brokers, venues and the state charge.
    public var charges: ChargeTable
    /// Whether a position is left when its underlying crosses the signal's own stop or target.
    public var exitsOnThesis: Bool
    /// How long a strategy's signals may be acted upon, in seconds, where it differs from the rest.
    public var signalLifeSeconds: [String: Double]
    /// How many signals a strategy may give in a session, where it differs from the rest.
    public var signalsPerSession: [String: Int]

    /// Makes the rules; what is not given is the desk's default.
    ///
    /// - Parameters:
    ///   - mode: The mode of new entries.
    ///   - modes: Every mode that is known.
    ///   - limits: What holds whatever the mode.
    ///   - capital: The capital that a new account begins with.
    ///   - calendar: When the market is open.
    ///   - charges: What brokers, venues and the state charge.
    ///   - exitsOnThesis: Whether a position is left when its underlying crosses the signal's levels.
    ///   - signalLifeSeconds: How long a strategy's signals may be acted upon, by strategy.
    ///   - signalsPerSession: How many signals a strategy may give in a session, by strategy.
    public init(
        mode: RiskMode = .balanced, modes: [RiskMode] = RiskMode.builtIn,
        limits: DeskLimits = DeskLimits(), capital: Money = Money(rupees: 10_00_000),
        calendar: SessionCalendar = .builtIn, charges: ChargeTable = .builtIn,
        exitsOnThesis: Bool = false, signalLifeSeconds: [String: Double] = [:],
        signalsPerSession: [String: Int] = [:]
    ) {
        self.mode = mode
        self.modes = modes
        self.limits = limits
        self.capital = capital
        self.calendar = calendar
        self.charges = charges
        self.exitsOnThesis = exitsOnThesis
        self.signalLifeSeconds = signalLifeSeconds
        self.signalsPerSession = signalsPerSession
    }

    /// The mode of a name.
    ///
    /// A position remembers the name of the mode it was opened under. If a user has since taken that
    /// mode out of the configuration, the position goes on under the desk's own mode.
    ///
    /// - Parameter name: The mode's name.
    /// - Returns: The mode of that name, else the mode of new entries.
    public func mode(named name: RiskModeName) -> RiskMode {
        modes.first { $0.name == name } ?? mode
    }

    /// How long a strategy's signals may be acted upon.
    ///
    /// - Parameter strategy: The strategy's name.
    /// - Returns: Seconds since the signal was emitted.
    public func signalLife(of strategy: String) -> Double {
        signalLifeSeconds[strategy] ?? limits.signalLifeSeconds
    }

    /// How many signals a strategy may give in a session.
    ///
    /// - Parameter strategy: The strategy's name.
    /// - Returns: The strategy's own quota, else everybody's.
    public func signalQuota(of strategy: String) -> Int {
        signalsPerSession[strategy] ?? limits.signalsPerSession
    }

    /// Whether an entry may be on its way now: in a session, and before entries end unless the mode
    /// holds over the night.
    ///
    /// - Parameter now: The desk's time.
    /// - Returns: `true` when entries are taken.
    public func takesEntries(at now: Timestamp) -> Bool {
        guard let session = calendar.session(at: now) else { return false }
        return mode.holdsOvernight || now < session.entriesEnd
    }
}
