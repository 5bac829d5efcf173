import Terminal

/// When an alert is raised, when it is over, and how loudly it is told.
///
/// A level is a count, seconds or percent, as its ``AlertKind`` says; a kind without one raises nothing.
public struct AlertRules: Hashable, Sendable {
    /// The level from which each kind is raised.
    public var levels: [AlertKind: Double]
    /// For how many seconds a kind has to be at its level before it is raised; those without one are at once.
    ///
    /// A batch that is soon done is no alert: what counts is that a queue stays deep.
    public var lastingSeconds: [AlertKind: Double]
    /// The share of its level, in percent, that an alert must fall below to be over: what swings about the
    /// level then rings once and not at every swing.
    public var clearPercent: Double
    /// Whether the terminal's bell sounds.
    public var ringsBell: Bool
    /// How the desktop is told.
    public var notification: AlertNotification

    /// Makes the rules.
    ///
    /// - Parameters:
    ///   - levels: The level from which each kind is raised.
    ///   - lastingSeconds: For how many seconds a kind has to be at its level.
    ///   - clearPercent: The share of its level, in percent, below which an alert is over.
    ///   - ringsBell: Whether the terminal's bell sounds.
    ///   - notification: How the desktop is told.
    public init(
        levels: [AlertKind: Double] = [:], lastingSeconds: [AlertKind: Double] = [:],
        clearPercent: Double = 80,
        ringsBell: Bool = false, notification: AlertNotification = .off
    ) {
        self.levels = levels
        self.lastingSeconds = lastingSeconds
        self.clearPercent = clearPercent
        self.ringsBell = ringsBell
        self.notification = notification
    }
}

/// How a terminal is asked to tell its desktop.
public enum AlertNotification: String, CaseIterable, Sendable, Codable {
    /// Not at all.
    case off
    /// OSC 9, which iTerm2, kitty, WezTerm, Windows Terminal and ghostty know.
    case osc9
    /// OSC 777, which rxvt, foot, kitty, WezTerm and ghostty know.
    case osc777

    /// The terminal's own name for it.
    var `protocol`: DesktopNotification { self == .osc777 ? .osc777 : .osc9 }
}
