/// Something that happened: an immutable header and what it carries.
///
/// One event is shared by all handlers, each lane holding one reference to it.
///
/// `@unchecked Sendable` restates its superclass's promise; the payload is a constant.
public final class Event<Payload: Sendable>: EventHeader, @unchecked Sendable {
    // Last, so that the header's fields have the same offsets whatever the payload.
    /// What the event carries.
    public let payload: Payload

    @inlinable
    init(_ draft: EventDraft<Payload>, at reading: ClockReading) {
        payload = draft.payload
        super.init(
            topic: draft.topic, priority: draft.priority, schemaVersion: draft.schemaVersion,
            source: draft.source, occurredAtNanoseconds: draft.occurredAtNanoseconds,
            correlationID: draft.correlationID, causationID: draft.causationID, at: reading)
    }

    /// Makes a copy with the same id and sequence, for one more delivery.
    init(repeating other: Event, crashes: UInt8, at reading: ClockReading) {
        payload = other.payload
        super.init(repeating: other, crashes: crashes, at: reading)
    }
}
