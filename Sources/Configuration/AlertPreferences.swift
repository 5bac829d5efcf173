/// When the cockpit raises an alert, and how loudly it tells of it; a level of 0 turns its alert off.
public struct AlertPreferences: Equatable, Sendable {
    /// Events that wait for one handler.
    public var queueDepth = 100
    /// Seconds for which they have to be so many: a batch that is soon done is no alert.
    public var queueDepthSeconds = 5.0
    /// Seconds that the oldest event of a queue has waited.
    public var queueAgeSeconds = 30.0
    /// Dead letters that wait: a few are part of every day.
    public var deadLetters = 50
    /// Percent of the day's loss limit.
    public var lossPercent = 75.0
    /// Whether an open circuit breaker is an alert.
    public var breaker = true
    /// Seconds in which a source, or the engine itself, was not heard.
    public var staleSourceSeconds = 15.0
    /// Percent of its level below which an alert is over.
    public var clearPercent = 80.0
    /// Whether the terminal's bell sounds.
    public var bell = false
    /// How the desktop is told.
    public var notify = Notification.off

    /// How a terminal is asked for a message on its desktop.
    public enum Notification: String, CaseIterable, Sendable {
        case off, osc9, osc777
    }

    /// Makes the defaults.
    public init() {}

    mutating func read(_ table: inout SectionReader) throws(ConfigurationError) {
        try table.integer(
            "queue_depth", &queueDepth, in: 0...10_000_000,
            "events that wait for one handler, the alarm line of every queue; 0 for no alert")
        try table.number(
            "queue_depth_seconds", &queueDepthSeconds, in: 0...3600,
            "for how long they have to be so many; a batch that is soon done is no alert")
        try table.number(
            "queue_age_seconds", &queueAgeSeconds, in: 0...86_400,
            "how long the oldest event of a queue has waited; 0 for no alert")
        try table.integer(
            "dead_letters", &deadLetters, in: 0...1_000_000,
            "dead letters that wait; 0 for no alert")
        try table.number(
            "loss_percent", &lossPercent, in: 0...100,
            "the day's loss in percent of what it may lose; 0 for no alert")
        try table.boolean("breaker", &breaker, "whether an open circuit breaker is an alert")
        try table.number(
            "stale_source_seconds", &staleSourceSeconds, in: 0...86_400,
            "how long the engine or a source of data was not heard; 0 for no alert")
        try table.number(
            "clear_percent", &clearPercent, in: 1...100,
            "an alert is over below so many percent of its level, so that it does not flutter")
        try table.boolean("bell", &bell, "whether an alert sounds the terminal's bell")
        try table.word(
            "notify", &notify,
            "how the desktop is told: osc9 for kitty, iTerm2 and WezTerm, osc777 for foot and rxvt")
        try table.finish()
    }
}
