/// Where a signal is in its life.
public enum SignalStatus: String, Sendable, Codable, CaseIterable {
    /// Claimed; its entry order is on its way.
    case new = "NEW"
    /// Its position is open.
    case active = "ACTIVE"
    /// Its position was closed by a target, the clock or a person.
    case completed = "COMPLETED"
    /// Its position was closed by a stop.
    case stopped = "STOPPED"
    /// The desk or the venue refused it.
    case rejected = "REJECTED"
    /// It was too old when the desk got to it, or its entry never filled.
    case expired = "EXPIRED"

    /// Whether nothing more can happen to the signal.
    public var isFinal: Bool {
        switch self {
        case .new, .active: false
        case .completed, .stopped, .rejected, .expired: true
        }
    }
}
