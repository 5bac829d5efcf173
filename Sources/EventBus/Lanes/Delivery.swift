/// Events on their way to one handler that need more memory than the queue's: a batch, or what
/// failed and waits for its retry or for the dead-letter sink.
///
/// `@unchecked Sendable`: it has one owner at a time (a worker, the timers, the sink's task), and
/// is handed on through a lock or through a worker's slot.
@usableFromInline
final class Delivery: @unchecked Sendable {
    let lane: Lane
    @usableFromInline let events: [EventHeader]
    let track: UInt32?
    /// The failed attempts so far.
    @usableFromInline var attempts: [Attempt] = []
    /// When the first attempt started, monotonic; `nil` before it failed.
    var firstStartedAt: Int64?

    @usableFromInline var handler: String { lane.plan.name }

    init(lane: Lane, events: [EventHeader], track: UInt32?) {
        precondition(!events.isEmpty, "a delivery to \(lane.plan.name) without events")
        self.lane = lane
        self.events = events
        self.track = track
        guard events[0].crashes > 0 else { return }
        // Crashes are known by their number only: they are dated by the event.
        attempts = (0..<events[0].crashes).map { number in
            Attempt(
                kind: .crash, number: number + 1, atNanoseconds: events[0].receivedAtNanoseconds,
                error: ProcessCrash())
        }
    }
}
