/// Events on their way to one handler that need more memory than the queue's: a batch, or what
/// failed and waits for its retry or for the dead-letter sink.
///
/// `@unchecked Sendable`: it has one owner at a time (a worker, the timers, the sink's task), and is handed on through a
/// lock, a worker's slot or the stack of dead letters. Of one that is buried others only read the attempts, for the
/// statistics; nobody changes those any more.
@usableFromInline
@safe final class Delivery: @unchecked Sendable {
    /// The lane that it is on its way through.
    ///
    /// Not retained: worker and sink would fight over the count, which lies beside what every publisher reads. Whoever
    /// has a delivery holds its lane besides: a worker runs in it, the timers keep it, and so do the letters that wait
    /// for the sink, all with one reference (`DeadLetterDesk.add`).
    private let unretainedLane: Unmanaged<Lane>
    /// The event, or the first one of the batch.
    @usableFromInline let event: EventHeader
    @usableFromInline let others: ArraySlice<EventHeader>
    let track: UInt32?
    /// The failed attempts so far.
    @usableFromInline var attempts: [Attempt] = []
    /// When the first attempt started, monotonic; `nil` before it failed.
    var firstStartedAt: Int64?
    /// The next one on the stack of those that the dead-letter sink has not seen.
    var below: Unmanaged<Delivery>?

    var lane: Lane { unsafe unretainedLane.takeUnretainedValue() }

    func isOf(_ lane: Lane) -> Bool {
        unsafe unretainedLane.toOpaque() == Unmanaged.passUnretained(lane).toOpaque()
    }

    @usableFromInline var handler: String { lane.plan.name }
    @usableFromInline var events: [EventHeader] { [event] + others }
    var count: Int { 1 + others.count }

    init(lane: Lane, event: EventHeader, others: ArraySlice<EventHeader> = [], track: UInt32?) {
        unsafe unretainedLane = .passUnretained(lane)
        self.event = event
        self.others = others
        self.track = track
        guard event.crashes > 0 else { return }
        // Crashes are known by their number only: they are dated by the event.
        attempts = (0..<Int(event.crashes)).map { number in
            Attempt(
                kind: .crash, number: number + 1, atNanoseconds: event.receivedAtNanoseconds,
                error: ProcessCrash())
        }
    }

    /// Calls a function with each event.
    @inlinable
    func forEachEvent(_ body: (EventHeader) -> Void) {
        body(event)
        for other in others { body(other) }
    }
}
