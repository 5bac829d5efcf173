/// What a worker runs next: an event, or a delivery that is more than one event's first attempt.
@usableFromInline
struct Work: Sendable {
    /// The event, or the first one of the batch.
    @usableFromInline let event: EventHeader
    /// Set for batches and retries.
    var delivery: Delivery?
    /// The event's track in a keyed lane.
    var track: UInt32?

    init(_ event: EventHeader, track: UInt32? = nil) {
        self.event = event
        self.track = track
    }

    init(_ delivery: Delivery) {
        event = delivery.event
        self.delivery = delivery
        track = delivery.track
    }

    var count: Int { delivery?.count ?? 1 }
    var events: [EventHeader] { delivery?.events ?? [event] }
    /// The number of the attempt to come, from 1.
    var attempt: Int { (delivery?.attemptCount ?? Int(event.crashes)) + 1 }
}
