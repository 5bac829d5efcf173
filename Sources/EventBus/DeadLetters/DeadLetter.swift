/// An event that one handler failed to handle for good, with every attempt.
public struct DeadLetter<Payload: Sendable>: Sendable {
    /// The event.
    public let event: Event<Payload>
    /// The handler's name.
    public let handler: String
    /// Every attempt, the first one first; there is at least one.
    public let attempts: [Attempt]

    @usableFromInline
    init(event: Event<Payload>, handler: String, attempts: [Attempt]) {
        self.event = event
        self.handler = handler
        self.attempts = attempts
    }

    /// When the first attempt failed: wall clock, nanoseconds since 1970.
    public var firstAtNanoseconds: Int64 { attempts.first?.atNanoseconds ?? 0 }
    /// When the last attempt failed: wall clock, nanoseconds since 1970.
    public var lastAtNanoseconds: Int64 { attempts.last?.atNanoseconds ?? 0 }
    /// The last attempt's error in words.
    public var errorText: String { attempts.last?.text ?? "" }
    /// Whether the last error said that trying again will not help.
    public var isPermanent: Bool { attempts.last?.error is any PermanentFailure }
}
