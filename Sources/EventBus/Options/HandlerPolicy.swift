/// Which invocations of one handler may run side by side.
///
/// Those that took too long do not count: an invocation that is cancelled for its time has failed, and the next one
/// (its own retry, under `serial` and `keyed`) may start although it ignores its cancellation and goes on. A handler
/// that relies on running alone must end soon after it is cancelled, or bear that its last attempt is still at work.
public enum HandlerPolicy<Payload: Sendable>: Sendable {
    /// Up to `limit` events at a time, in no particular order.
    case parallel(limit: Int = 64)
    /// One event at a time, in the order of the queue. An event that waits for its retry keeps the
    /// following ones waiting.
    case serial
    /// Events of one key one at a time and in order, up to `limit` keys side by side.
    ///
    /// A key that is slow, or whose event waits for a retry, holds back no other key. `by` gives
    /// an event's key; it must be quick, and always the same for one event.
    case keyed(limit: Int = 64, by: @Sendable (Event<Payload>) -> UInt64)
}
