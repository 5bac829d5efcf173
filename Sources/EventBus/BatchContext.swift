public import Logging

/// What a batch handler is given: the events, and which attempt this is.
public struct BatchContext<Payload: Sendable>: Sendable {
    /// The events to handle, in the order of the queue; at least one.
    public let events: [Event<Payload>]
    private let invocation: Invocation

    init(events: [Event<Payload>], invocation: Invocation) {
        self.events = events
        self.invocation = invocation
    }

    /// The number of this attempt, from 1.
    public var attempt: Int { invocation.attempt }

    /// The handler's name.
    public var handler: String { invocation.handler }

    /// The invocation's name, such as `journal-0-17`.
    public var taskID: String { invocation.taskID }

    /// The wall clock, in nanoseconds since 1970.
    public var nowNanoseconds: Int64 { invocation.core.now().wallNanoseconds }

    /// A logger whose lines carry the task and the first event.
    ///
    /// Made when asked for.
    public var logger: Logger { invocation.logger }
}
