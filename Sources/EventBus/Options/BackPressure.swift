/// What happens to an event for which a handler's queue has no room.
public enum BackPressure<Payload: Sendable>: Sendable {
    /// The publisher waits.
    case suspend
    /// The publish is refused as a whole.
    case fail
    /// The oldest waiting event of the same priority is dropped and counted.
    case dropOldest
    /// The event itself is dropped for this handler and counted.
    case dropNewest
    /// An event replaces the waiting one with the same key, whether or not there is room.
    ///
    /// So a burst takes no more room than there are keys, and a handler sees the newest. An event
    /// whose key is `nil`, or that is critical, is never replaced or dropped: for it the queue
    /// behaves as under `suspend`. The lane remembers keys for good, at least 4,096 of them and
    /// four times its capacity; events of still further keys behave as under `suspend` too.
    ///
    /// `by` runs on the publisher and must be quick. Under the `keyed` policy, events with equal
    /// coalescing keys must have equal order keys.
    case coalesce(by: @Sendable (Event<Payload>) -> UInt64?)
}
