/// Where an order is in its life.
public enum OrderStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case initialized = "INITIALIZED"
    case denied = "DENIED"
    case submitted = "SUBMITTED"
    case accepted = "ACCEPTED"
    case rejected = "REJECTED"
    case partiallyFilled = "PARTIALLY_FILLED"
    case filled = "FILLED"
    case pendingCancel = "PENDING_CANCEL"
    case cancelled = "CANCELLED"
    case expired = "EXPIRED"
    case unknown = "UNKNOWN"

    /// Whether the venue may still do something with the order of its own accord.
    public var isWorking: Bool {
        switch self {
        case .initialized, .submitted, .accepted, .partiallyFilled, .pendingCancel, .unknown: true
        case .denied, .rejected, .filled, .cancelled, .expired: false
        }
    }
}
