/// One call of a handler.
@usableFromInline
struct Invocation: Sendable {
    // The worker's place rather than the lane: its reference count is the worker's own, while all
    // workers of a lane would fight over the lane's.
    let slot: WorkerSlot
    // Moved in: a copy of the work's references would cost each event as much as a queue.
    @usableFromInline var work: Work
    /// The number of this attempt; the work's own grows when the ticker takes the work away.
    var attempt = 1
    /// The number of this invocation among those of the slot.
    var number: UInt64 = 0

    @usableFromInline var event: EventHeader { work.event }
    /// All events of the batch; for a single event the one.
    var events: [EventHeader] { work.events }
    var core: BusCore { slot.core }
    var handler: String { slot.handler }
    var taskID: String { "\(slot.handler)-\(slot.index)-\(number)" }
}
