/// Events on their way to one handler that need more memory than the queue's: a batch, or what
/// failed and waits for its retry or for the dead-letter sink.
///
/// `@unchecked Sendable`: it has one owner at a time (a worker, the timers, the sink's task), and is handed on through a
/// lock, a worker's slot or the stack of dead letters. One that is buried is read by others, for the statistics and as
/// `DeadLetter`s; of what they read nobody changes anything any more.
@usableFromInline
@safe final class Delivery: @unchecked Sendable {
    /// The lane that it is on its way through.
    ///
    /// Not retained: worker and sink would fight over the count, which lies beside what every publisher reads. Whoever
    /// has a delivery holds its lane besides: a worker runs in it, the timers keep it, and so do the letters that wait
    /// for the sink, all with one reference (`DeadLetterDesk.add`).
    private let unretainedLane: Unmanaged<Lane>
    /// The event, or the first one of the batch.
    let event: EventHeader
    /// All events of the batch; empty for an event alone.
    private let batch: [EventHeader]
    /// The first failed attempt.
    ///
    /// Apart from the later ones, because most deliveries that die have one only: a list would be memory that the
    /// worker allocates and the sink's task frees, and the allocator's lock between them costs more than the rest.
    private(set) var firstAttempt: Attempt?
    private var laterAttempts: [Attempt] = []
    /// The next one on the stack of those that the dead-letter sink has not seen.
    var below: Unmanaged<Delivery>?
    /// When the first attempt started, monotonic; `nil` before it failed.
    var firstStartedAt: Int64?
    let track: UInt32?

    var lane: Lane { unsafe unretainedLane.takeUnretainedValue() }

    func isOf(_ lane: Lane) -> Bool {
        unsafe unretainedLane.toOpaque() == Unmanaged.passUnretained(lane).toOpaque()
    }

    @usableFromInline var handler: String { lane.plan.name }
    var events: [EventHeader] { batch.isEmpty ? [event] : batch }
    @usableFromInline var count: Int { max(1, batch.count) }
    /// The failed attempts so far, in a list of their own.
    var attempts: [Attempt] {
        guard let firstAttempt else { return [] }
        return [firstAttempt] + laterAttempts
    }
    var attemptCount: Int { firstAttempt == nil ? 0 : 1 + laterAttempts.count }
    var lastAttempt: Attempt? { laterAttempts.last ?? firstAttempt }

    convenience init(lane: Lane, event: EventHeader, track: UInt32?) {
        self.init(lane: lane, event: event, batch: [], track: track)
    }

    /// Makes a delivery of a batch's events, at least one.
    convenience init(lane: Lane, batch: [EventHeader]) {
        self.init(lane: lane, event: batch[0], batch: batch, track: nil)
    }

    private init(lane: Lane, event: EventHeader, batch: [EventHeader], track: UInt32?) {
        unsafe unretainedLane = .passUnretained(lane)
        self.event = event
        self.batch = batch
        self.track = track
        // Crashes are known by their number only: they are dated by the event.
        for number in 0..<Int(event.crashes) {
            add(
                Attempt(
                    kind: .crash, number: number + 1, atNanoseconds: event.receivedAtNanoseconds,
                    error: ProcessCrash()))
        }
    }

    /// Adds an attempt that failed.
    func add(_ attempt: Attempt) {
        if firstAttempt == nil {
            firstAttempt = attempt
        } else {
            laterAttempts.append(attempt)
        }
    }

    /// The event at a place, from 0 to `count - 1`.
    func event(at place: Int) -> EventHeader {
        batch.isEmpty ? event : batch[place]
    }

    /// Calls a function with each event.
    func forEachEvent(_ body: (EventHeader) -> Void) {
        guard !batch.isEmpty else { return body(event) }
        for event in batch { body(event) }
    }
}
