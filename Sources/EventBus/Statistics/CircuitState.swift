/// Whether a handler's circuit breaker lets events through.
public enum CircuitState: String, Hashable, Sendable {
    /// It does.
    case closed
    /// It does not: the handler has failed too often in a row.
    case open
    /// It lets one event through, to see whether the handler works again.
    case halfOpen
}
