/// One event as the journal and the dead letters keep it: the envelope and the payload.
public struct EventRecord: Hashable, Sendable, Codable {
    /// The event's id: 32 hexadecimal digits, ordered by time.
    public var id: String
    /// The event's sequence number within its run.
    public var sequence: UInt64
    /// Who published it.
    public var source: String
    /// The signal whose trade it belongs to, when there is one.
    public var correlationID: String?
    /// The id of the event that led to it, when there is one.
    public var causationID: String?
    /// The version of the payload's shape.
    public var schemaVersion: Int
    /// When it happened, by the desk's clock.
    public var occurredAt: Timestamp
    /// What happened.
    public var payload: EventPayload

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - id: The event's id.
    ///   - sequence: The event's sequence number.
    ///   - source: Who published it.
    ///   - correlationID: The signal whose trade it belongs to, if any.
    ///   - causationID: The event that led to it, if any.
    ///   - schemaVersion: The version of the payload's shape.
    ///   - occurredAt: When it happened.
    ///   - payload: What happened.
    public init(
        id: String, sequence: UInt64, source: String, correlationID: String?, causationID: String?,
        schemaVersion: Int, occurredAt: Timestamp, payload: EventPayload
    ) {
        self.id = id
        self.sequence = sequence
        self.source = source
        self.correlationID = correlationID
        self.causationID = causationID
        self.schemaVersion = schemaVersion
        self.occurredAt = occurredAt
        self.payload = payload
    }

    /// When it was published, by the wall clock: the upper half of its id.
    public var publishedAt: Timestamp {
        Int64(id.prefix(16), radix: 16).map { Timestamp(nanoseconds: $0) } ?? occurredAt
    }

    /// The topic it was published under.
    public var topic: DeskTopic { payload.topic }
}
