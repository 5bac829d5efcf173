extension Bus {
    /// Subscribes a handler: every event published after this returns is delivered to it.
    ///
    /// A handler that throws is tried again by the retry policy; after that the event is a dead
    /// letter. A handler that takes longer than its timeout is cancelled and counts as failed.
    ///
    /// - Parameters:
    ///   - name: The handler's name, unique in this bus.
    ///   - patterns: The topics it is given, at least one.
    ///   - exceptions: Topics among those that it is not given.
    ///   - options: How it is run.
    ///   - handler: What to call with each event.
    /// - Returns: What to unsubscribe with.
    /// - Throws: `SubscriptionError` when the name is taken or an option is out of range.
    @discardableResult
    public func subscribe(
        _ name: String, to patterns: [TopicPattern], except exceptions: [TopicPattern] = [],
        options: SubscriptionOptions<Payload> = SubscriptionOptions(),
        handler:
            nonisolated(nonsending) @escaping @Sendable (
                HandlerContext<Payload>
            ) async throws -> Void
    ) throws(SubscriptionError) -> Subscription {
        try core.subscribe(
            plan(name, patterns, exceptions, options, handle: ErasedHandler.erase(handler)))
    }

    /// Subscribes a handler that never suspends, which a worker calls as it calls any function.
    ///
    /// All else is as with one that may suspend: it fails, is tried again and has its timeout in the same way. Each
    /// event costs less, since the runtime need not look after the call where the worker's task runs.
    ///
    /// The compiler takes this one for a closure without an `await`. A handler that waits for something, or that works
    /// for long, keeps a thread of the pool meanwhile, whichever form it has.
    ///
    /// - Parameters:
    ///   - name: The handler's name, unique in this bus.
    ///   - patterns: The topics it is given, at least one.
    ///   - exceptions: Topics among those that it is not given.
    ///   - options: How it is run.
    ///   - handler: What to call with each event.
    /// - Returns: What to unsubscribe with.
    /// - Throws: `SubscriptionError` when the name is taken or an option is out of range.
    @discardableResult
    public func subscribe(
        _ name: String, to patterns: [TopicPattern], except exceptions: [TopicPattern] = [],
        options: SubscriptionOptions<Payload> = SubscriptionOptions(),
        handler: @escaping @Sendable (HandlerContext<Payload>) throws -> Void
    ) throws(SubscriptionError) -> Subscription {
        try core.subscribe(
            plan(name, patterns, exceptions, options, handle: ErasedHandler.erase(handler)))
    }

    /// Subscribes a handler that takes several events at a time, one batch after the other.
    ///
    /// A batch succeeds or fails as a whole: a retry repeats it, and when it has failed for good
    /// each of its events is a dead letter.
    ///
    /// - Parameters:
    ///   - name: The handler's name, unique in this bus.
    ///   - patterns: The topics it is given, at least one.
    ///   - exceptions: Topics among those that it is not given.
    ///   - count: The most events of a batch, at least 1.
    ///   - span: How long the first event waits for others.
    ///   - options: How it is run; the policy is not used.
    ///   - handler: What to call with each batch.
    /// - Returns: What to unsubscribe with.
    /// - Throws: `SubscriptionError` when the name is taken or an option is out of range.
    @discardableResult
    public func subscribeBatch(
        _ name: String, to patterns: [TopicPattern], except exceptions: [TopicPattern] = [],
        upTo count: Int, within span: Duration,
        options: SubscriptionOptions<Payload> = SubscriptionOptions(),
        handler:
            nonisolated(nonsending) @escaping @Sendable (
                BatchContext<Payload>
            ) async throws -> Void
    ) throws(SubscriptionError) -> Subscription {
        let mode = LanePlan.Mode.batch(upTo: count, withinNanoseconds: max(0, span.nanoseconds))
        return try core.subscribe(
            plan(
                name, patterns, exceptions, options, mode: mode, limit: 1,
                handle: .suspending { invocation in
                    let events = invocation.events.map(Self.typed)
                    try await handler(BatchContext(events: events, invocation: invocation))
                }))
    }

    /// Unsubscribes a handler.
    ///
    /// Once this returns, no event published later reaches it. What waits in its queues is still
    /// handled.
    ///
    /// - Parameter subscription: What subscribing returned.
    public func unsubscribe(_ subscription: Subscription) async {
        await core.unsubscribe(subscription)
    }

    private func plan(
        _ name: String, _ patterns: [TopicPattern], _ exceptions: [TopicPattern],
        _ options: SubscriptionOptions<Payload>, handle: LanePlan.Handle
    ) -> LanePlan {
        let mode: LanePlan.Mode
        let limit: Int
        switch options.policy {
        case .parallel(let most): (mode, limit) = (.parallel, most)
        case .serial: (mode, limit) = (.serial, 1)
        case .keyed(let most, let key):
            (mode, limit) = (.keyed { key(Self.typed($0)) }, most)
        }
        return plan(name, patterns, exceptions, options, mode: mode, limit: limit, handle: handle)
    }

    private func plan(
        _ name: String, _ patterns: [TopicPattern], _ exceptions: [TopicPattern],
        _ options: SubscriptionOptions<Payload>, mode: LanePlan.Mode, limit: Int,
        handle: LanePlan.Handle
    ) -> LanePlan {
        let overflow: LanePlan.Overflow =
            switch options.backPressure {
            case .suspend: .suspend
            case .fail: .fail
            case .dropOldest: .dropOldest
            case .dropNewest: .dropNewest
            case .coalesce(let key): .coalesce { key(Self.typed($0)) }
            }
        var filter: (@Sendable (EventHeader) throws -> Bool)?
        if let typedFilter = options.filter { filter = { try typedFilter(Self.typed($0)) } }
        return LanePlan(
            name: name, patterns: patterns, exceptions: exceptions, mode: mode, limit: limit,
            overflow: overflow, capacity: options.capacity,
            timeoutNanoseconds: options.timeout.nanoseconds, retry: options.retry,
            stage: options.stage, breaker: options.breaker, stuckLimit: options.stuckLimit,
            stopsForDeadLetters: options.stopsForDeadLetters, filter: filter, handle: handle)
    }
}
