/// What an alert can be about.
public enum AlertKind: String, CaseIterable, Sendable, Codable, Hashable {
    /// A queue is deep.
    case queueDepth = "queue_depth"
    /// The oldest event of a queue has waited long.
    case queueAge = "queue_age_seconds"
    /// Many dead letters wait.
    case deadLetters = "dead_letters"
    /// The day's loss has come near its limit.
    case loss = "loss_percent"
    /// A handler's circuit breaker is open.
    case breaker
    /// Something that data come from has not been heard.
    case staleSource = "stale_source_seconds"
}
