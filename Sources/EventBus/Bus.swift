public import Logging

/// An event bus: publishers hand in events, each handler gets those of its topics.
///
/// From publish to the start of a handler there is no lock and no central queue: an event goes into
/// one bounded queue for each handler, and that handler's workers take it out. Every queue has a
/// capacity and a policy for when it is full, every outcome is counted, and a handler that fails,
/// hangs or is slow harms no other.
///
/// ```swift
/// let bus = Bus<String>()
/// try bus.subscribe("printer", to: ["greeting.*"]) { context in print(context.payload) }
/// try await bus.publish(EventDraft("greeting.morning", "Hello", source: "example"))
/// _ = await bus.stop(within: .seconds(5))
/// ```
public final class Bus<Payload: Sendable>: Sendable {
    @usableFromInline let core: BusCore

    /// Creates a bus.
    ///
    /// - Parameters:
    ///   - configuration: Limits and rates.
    ///   - clock: Where the time comes from.
    ///   - execution: Whether handlers run side by side or step by step.
    ///   - deadLetters: Where deliveries that failed for good are recorded.
    ///   - logger: What handlers' loggers are made from.
    ///   - onAttempt: Called after each attempt at an event that has a correlation id, on the worker that ran
    ///     it; it must not block. Without it, an attempt costs nothing more.
    ///   - onAlarm: Called with what an operator should know; it must not block.
    @inlinable
    public init(
        configuration: BusConfiguration = BusConfiguration(),
        clock: any BusClock = SystemClock(), execution: Execution = .concurrent,
        deadLetters: any DeadLetterSink<Payload> = DeadLetterCollector<Payload>(),
        logger: Logger = Logger(label: "bus"),
        onAttempt: (@Sendable (AttemptReport<Payload>) -> Void)? = nil,
        onAlarm: @escaping @Sendable (BusAlarm) -> Void = { _ in }
    ) {
        core = BusCore(
            configuration: configuration, clock: clock, execution: execution, logger: logger,
            sink: { try await deadLetters.record(Self.letters(of: $0)) },
            onAttempt: Self.observer(onAttempt),
            onAlarm: onAlarm)
    }

    deinit {
        core.abandon()
    }

    /// Publishes an event, and waits for room where a full handler's policy is to wait.
    ///
    /// The event goes to every handler of its topic or, if one has no room and refuses, to none.
    /// No handler runs in the caller's task. A publisher that waits is released when the bus closes; if what it publishes
    /// `followsUp`, when the bus ends. One that brings the first event after a rest of the bus yields once, so that the
    /// handlers begin while its thread is awake.
    ///
    /// - Parameters:
    ///   - draft: The event to be.
    ///   - followsUp: Whether it tells of what the bus is not done with, as a dead-letter sink does before it returns.
    ///     Then it is taken while the bus drains too, as what handlers publish. (A sink does not wait for room, for a
    ///     handler may wait for the sink: it calls `tryPublish`.)
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when no handler was given the event.
    @inlinable @discardableResult
    nonisolated(nonsending) public func publish(
        _ draft: EventDraft<Payload>, followsUp: Bool = false
    ) async throws(PublishError) -> PublishReceipt {
        let event = try make(draft)
        let isFirst = core.isFirstAfterRest(event)
        if try !core.publishAtOnce(event, isHandler: followsUp) {
            try await core.publish(event, isHandler: followsUp)
        } else if isFirst {
            await core.giveWay()
        }
        return PublishReceipt(event)
    }

    /// Publishes an event without waiting.
    ///
    /// - Parameters:
    ///   - draft: The event to be.
    ///   - followsUp: Whether it is taken while the bus drains too; see `publish`.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when no handler was given the event; `.wouldSuspend` when it would
    ///   have to wait.
    /// - Complexity: O(handlers of the topic), lock-free; it allocates the event only.
    @inlinable @discardableResult
    public func tryPublish(
        _ draft: EventDraft<Payload>, followsUp: Bool = false
    ) throws(PublishError) -> PublishReceipt {
        let event = try make(draft)
        try core.tryPublish(event, isHandler: followsUp)
        return PublishReceipt(event)
    }

    /// Gives an event to one handler again, under its old id.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - handler: The handler's name.
    ///   - crashes: How often the process has died while the handler had this event. They count as
    ///     attempts; with as many as the retry policy's limit it becomes a dead letter unrun.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when there is no such handler or it has no room.
    @discardableResult
    public func redeliver(
        _ event: Event<Payload>, toHandler handler: String, crashes: Int = 0
    ) async throws(PublishError) -> PublishReceipt {
        let copy = Event(repeating: event, crashes: UInt8(clamping: crashes), at: core.now())
        try await core.redeliver(copy, to: handler)
        return PublishReceipt(copy)
    }

    /// Gives a new event to one handler only, as when a dead letter is retried with other contents.
    ///
    /// - Parameters:
    ///   - draft: The event to be. It gets an id and a sequence, and is in the history.
    ///   - handler: The handler's name.
    ///   - crashes: Crashes to count as attempts.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when there is no such handler or it has no room.
    @discardableResult
    public func redeliver(
        _ draft: EventDraft<Payload>, toHandler handler: String, crashes: Int = 0
    ) async throws(PublishError) -> PublishReceipt {
        let event = Event(draft, at: core.now())
        event.crashes = UInt8(clamping: crashes)
        try await core.redeliver(event, to: handler, isNew: true)
        return PublishReceipt(event)
    }

    /// The same without waiting for room.
    ///
    /// - Parameters:
    ///   - draft: The event to be. It gets an id and a sequence, and is in the history.
    ///   - handler: The handler's name.
    /// - Returns: The event's id and sequence.
    /// - Throws: `PublishError` when there is no such handler; `.wouldSuspend` when it has no room.
    @discardableResult
    public func tryRedeliver(
        _ draft: EventDraft<Payload>, toHandler handler: String
    ) throws(PublishError) -> PublishReceipt {
        let event = Event(draft, at: core.now())
        try core.tryRedeliver(event, to: handler, isNew: true)
        return PublishReceipt(event)
    }

    /// Returns the newest events, oldest first.
    ///
    /// Publishers are not held up. So the events are in order, but while others publish there may be gaps between
    /// them: one that has its sequence and is not in the history yet, or one whose place a newer one has just taken.
    ///
    /// - Parameters:
    ///   - count: The most events.
    ///   - topic: Which topics; `nil` means all.
    ///   - source: Which source; `nil` means all.
    ///   - correlationID: Which story; `nil` means all.
    /// - Returns: The events, in the order of publishing.
    public func history(
        last count: Int = 1_000, topic: TopicPattern? = nil, source: String? = nil,
        correlationID: String? = nil
    ) -> [Event<Payload>] {
        let events = core.history.events(last: count) { event in
            (topic.map { $0.matches(event.topic) } ?? true)
                && (source.map { $0 == event.source } ?? true)
                && (correlationID.map { $0 == event.correlationID } ?? true)
        }
        return events.map(Self.typed)
    }

    /// Returns an event that the history still holds.
    ///
    /// - Parameter id: The event's id.
    /// - Returns: The event, or `nil` when newer ones have taken its place.
    /// - Complexity: O(1).
    public func event(_ id: EventID) -> Event<Payload>? {
        core.event(id).map(Self.typed)
    }

    /// Returns the numbers of the bus and of each handler.
    public func statistics() -> BusStatistics { core.statistics() }

    @inlinable
    func make(_ draft: EventDraft<Payload>) throws(PublishError) -> Event<Payload> {
        Event(draft, at: try core.admit(draft.source))
    }

    /// The event behind a header.
    ///
    /// Only `Event<Payload>`s come into this bus.
    @inlinable
    static func typed(_ event: EventHeader) -> Event<Payload> {
        unsafe unsafeDowncast(event, to: Event<Payload>.self)
    }

    @inlinable
    static func observer(
        _ onAttempt: (@Sendable (AttemptReport<Payload>) -> Void)?
    ) -> (@Sendable (EndedAttempt) -> Void)? {
        guard let onAttempt else { return nil }
        return { onAttempt(AttemptReport($0)) }
    }

    @inlinable
    static func letters(of deliveries: ArraySlice<Delivery>) -> [DeadLetter<Payload>] {
        var letters: [DeadLetter<Payload>] = []
        letters.reserveCapacity(deliveries.count)
        for delivery in deliveries {
            let handler = delivery.handler
            for place in 0..<delivery.count {
                letters.append(DeadLetter(of: delivery, place: place, handler: handler))
            }
        }
        return letters
    }
}
