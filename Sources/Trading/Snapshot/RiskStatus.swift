/// What the desk may do, why, and how much of each limit is used.
public struct RiskStatus: Hashable, Sendable, Codable {
    /// What the desk may do.
    public var state: RiskState
    /// Why it is not ACTIVE, one line each.
    public var reasons: [String]
    /// Whether new signals are turned away.
    public var isIntakePaused: Bool
    /// Whether the market's session is open.
    public var isSessionOpen: Bool
    /// The session in words, such as `open until 15:30`.
    public var sessionLabel: String
    /// The risk mode of new entries.
    public var mode: RiskModeName
    /// Open positions and entries in flight against their limit.
    public var positions: LimitUse
    /// Capital at risk in paise against its limit.
    public var capitalAtRisk: LimitUse
    /// The day's loss in paise against its limit.
    public var dailyLoss: LimitUse
    /// Losses in a row against their limit.
    public var lossStreak: LimitUse

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - state: What the desk may do.
    ///   - reasons: Why it is not ACTIVE, one line each.
    ///   - isIntakePaused: Whether new signals are turned away.
    ///   - isSessionOpen: Whether the market's session is open.
    ///   - sessionLabel: The session in words, such as `open until 15:30`.
    ///   - mode: The risk mode of new entries.
    ///   - positions: Open positions and entries in flight against their limit.
    ///   - capitalAtRisk: Capital at risk in paise against its limit.
    ///   - dailyLoss: The day's loss in paise against its limit.
    ///   - lossStreak: Losses in a row against their limit.
    public init(
        state: RiskState,
        reasons: [String] = [],
        isIntakePaused: Bool = false,
        isSessionOpen: Bool = false,
        sessionLabel: String = "",
        mode: RiskModeName,
        positions: LimitUse,
        capitalAtRisk: LimitUse,
        dailyLoss: LimitUse,
        lossStreak: LimitUse
    ) {
        self.state = state
        self.reasons = reasons
        self.isIntakePaused = isIntakePaused
        self.isSessionOpen = isSessionOpen
        self.sessionLabel = sessionLabel
        self.mode = mode
        self.positions = positions
        self.capitalAtRisk = capitalAtRisk
        self.dailyLoss = dailyLoss
        self.lossStreak = lossStreak
    }
}

/// How much of a limit is used; both numbers in the limit's own unit.
public struct LimitUse: Hashable, Sendable, Codable {
    /// What is used.
    public var used: Int64
    /// What is allowed.
    public var limit: Int64

    /// The used share, 0 for nothing and 1 for all of it.
    public var fraction: Double { limit > 0 ? Double(used) / Double(limit) : 0 }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - used: What is used.
    ///   - limit: What is allowed.
    public init(
        used: Int64,
        limit: Int64
    ) {
        self.used = used
        self.limit = limit
    }
}
