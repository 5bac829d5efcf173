/// One attempt of a handler at an event, as a bus tells its observer once the attempt has ended.
public struct AttemptReport<Payload: Sendable>: Sendable {
    /// The event.
    public let event: Event<Payload>
    /// The handler's name.
    public let handler: String
    /// The attempt's number, from 1.
    public let number: Int
    /// From publishing the event to the start of the attempt, earlier attempts included.
    public let waitNanoseconds: Int64
    /// From the start of the attempt to its end.
    public let runNanoseconds: Int64
    /// What went wrong, or `nil` when the handler did its work.
    public let failure: Attempt?

    @inlinable
    init(_ ended: EndedAttempt) {
        event = Bus<Payload>.typed(ended.event)
        handler = ended.handler
        number = ended.number
        waitNanoseconds = ended.waitNanoseconds
        runNanoseconds = ended.runNanoseconds
        failure = ended.failure
    }
}

/// An attempt report without its payload type, as a lane makes it.
@usableFromInline
struct EndedAttempt {
    @usableFromInline let event: EventHeader
    @usableFromInline let handler: String
    @usableFromInline let number: Int
    @usableFromInline let waitNanoseconds: Int64
    @usableFromInline let runNanoseconds: Int64
    @usableFromInline let failure: Attempt?
}
