/// What a publisher hands in; the bus adds the id, the sequence and the time.
@frozen public struct EventDraft<Payload: Sendable>: Sendable {
    /// What the event is about.
    public var topic: Topic
    /// How urgent it is.
    public var priority: Priority
    /// The version of the payload's layout.
    public var schemaVersion: UInt16
    /// Who publishes it.
    public var source: String
    /// When it happened: wall clock, nanoseconds since 1970.
    ///
    /// `nil` means now.
    public var occurredAtNanoseconds: Int64?
    /// What ties events of one story together.
    public var correlationID: String?
    /// The event whose handler publishes this one.
    public var causationID: EventID?
    /// What the event carries.
    public var payload: Payload

    /// Creates a draft.
    ///
    /// - Parameters:
    ///   - topic: What the event is about.
    ///   - payload: What it carries.
    ///   - source: Who publishes it.
    ///   - priority: How urgent it is.
    ///   - schemaVersion: The version of the payload's layout.
    ///   - occurredAtNanoseconds: When it happened, wall clock since 1970; `nil` means now.
    ///   - correlationID: What ties events of one story together.
    ///   - causationID: The event whose handler publishes this one.
    @inlinable
    public init(
        _ topic: Topic, _ payload: Payload, source: String, priority: Priority = .normal,
        schemaVersion: UInt16 = 1, occurredAtNanoseconds: Int64? = nil,
        correlationID: String? = nil, causationID: EventID? = nil
    ) {
        self.topic = topic
        self.priority = priority
        self.schemaVersion = schemaVersion
        self.source = source
        self.occurredAtNanoseconds = occurredAtNanoseconds
        self.correlationID = correlationID
        self.causationID = causationID
        self.payload = payload
    }
}
