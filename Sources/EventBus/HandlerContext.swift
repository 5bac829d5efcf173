public import Logging

/// What a handler is given: the event, which attempt this is, and a way to publish.
@frozen public struct HandlerContext<Payload: Sendable>: Sendable {
    @usableFromInline let invocation: Invocation

    @inlinable
    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    /// The event to handle.
    @inlinable public var event: Event<Payload> {
        // Only `Event<Payload>`s come into a `Bus<Payload>`.
        unsafe unsafeDowncast(invocation.event, to: Event<Payload>.self)
    }

    /// What the event carries.
    @inlinable public var payload: Payload { event.payload }

    /// The number of this attempt, from 1, crashes of the process included.
    public var attempt: Int { invocation.attempt }

    /// The handler's name.
    public var handler: String { invocation.handler }

    /// The invocation's name, such as `executor-3-17`: handler, worker, and the worker's how-manieth.
    public var taskID: String { invocation.taskID }

    /// The wall clock, in nanoseconds since 1970.
    public var nowNanoseconds: Int64 { invocation.core.now().wallNanoseconds }

    /// A logger whose lines carry task, event and correlation.
    ///
    /// Made when asked for.
    public var logger: Logger { invocation.logger }

    /// Publishes an event that this one has caused, and waits for room where policies say so.
    ///
    /// Handlers may publish until the bus has stopped, also while it drains.
    ///
    /// - Parameters:
    ///   - topic: What the event is about.
    ///   - payload: What it carries.
    ///   - priority: How urgent it is.
    ///   - source: Who publishes it; `nil` means the handler's name.
    ///   - schemaVersion: The version of the payload's layout.
    ///   - occurredAtNanoseconds: When it happened, wall clock since 1970; `nil` means now.
    ///   - correlationID: What ties it to others; `nil` takes this event's.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when no handler was given the event.
    @discardableResult
    public func publish(
        _ topic: Topic, _ payload: Payload, priority: Priority = .normal, source: String? = nil,
        schemaVersion: UInt16 = 1, occurredAtNanoseconds: Int64? = nil,
        correlationID: String? = nil
    ) async throws(PublishError) -> PublishReceipt {
        let caused = try make(
            EventDraft(
                topic, payload, source: source ?? handler, priority: priority,
                schemaVersion: schemaVersion, occurredAtNanoseconds: occurredAtNanoseconds,
                correlationID: correlationID ?? event.correlationID, causationID: event.id))
        try await invocation.core.publish(caused, isHandler: true)
        return PublishReceipt(caused)
    }

    /// Publishes an event that this one has caused, without waiting.
    ///
    /// - Parameters:
    ///   - topic: What the event is about.
    ///   - payload: What it carries.
    ///   - priority: How urgent it is.
    ///   - source: Who publishes it; `nil` means the handler's name.
    ///   - schemaVersion: The version of the payload's layout.
    ///   - occurredAtNanoseconds: When it happened, wall clock since 1970; `nil` means now.
    ///   - correlationID: What ties it to others; `nil` takes this event's.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when no handler was given the event, `.wouldSuspend` included.
    @discardableResult
    public func tryPublish(
        _ topic: Topic, _ payload: Payload, priority: Priority = .normal, source: String? = nil,
        schemaVersion: UInt16 = 1, occurredAtNanoseconds: Int64? = nil,
        correlationID: String? = nil
    ) throws(PublishError) -> PublishReceipt {
        let caused = try make(
            EventDraft(
                topic, payload, source: source ?? handler, priority: priority,
                schemaVersion: schemaVersion, occurredAtNanoseconds: occurredAtNanoseconds,
                correlationID: correlationID ?? event.correlationID, causationID: event.id))
        try invocation.core.tryPublish(caused, isHandler: true)
        return PublishReceipt(caused)
    }

    private func make(_ draft: EventDraft<Payload>) throws(PublishError) -> Event<Payload> {
        Event(draft, at: try invocation.core.admit(draft.source))
    }
}
