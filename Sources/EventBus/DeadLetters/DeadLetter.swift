/// An event that one handler failed to handle for good, with every attempt.
public struct DeadLetter<Payload: Sendable>: Sendable {
    /// The handler's name.
    public let handler: String
    /// What died: shared with the other letters of its batch, and changed by nobody any more.
    private let delivery: Delivery
    /// The event's place in it.
    private let place: Int

    @usableFromInline
    init(of delivery: Delivery, place: Int, handler: String) {
        self.delivery = delivery
        self.place = place
        self.handler = handler
    }

    /// The event.
    public var event: Event<Payload> { Bus.typed(delivery.event(at: place)) }
    /// Every attempt, the first one first; there is at least one.
    ///
    /// - Complexity: O(attempts): the list is made on demand.
    public var attempts: [Attempt] { delivery.attempts }
    /// When the first attempt failed: wall clock, nanoseconds since 1970.
    public var firstAtNanoseconds: Int64 { delivery.firstAttempt?.atNanoseconds ?? 0 }
    /// When the last attempt failed: wall clock, nanoseconds since 1970.
    public var lastAtNanoseconds: Int64 { delivery.lastAttempt?.atNanoseconds ?? 0 }
    /// The last attempt's error in words.
    public var errorText: String { delivery.lastAttempt?.text ?? "" }
    /// Whether the last error said that trying again will not help.
    public var isPermanent: Bool { delivery.lastAttempt?.error is any PermanentFailure }
}
