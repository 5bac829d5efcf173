/// One call of a handler.
@usableFromInline
struct Invocation: Sendable {
    // The worker's place rather than the lane: its reference count is the worker's own, while all
    // workers of a lane would fight over the lane's.
    let slot: WorkerSlot
    @usableFromInline let event: EventHeader
    /// All events of the batch; for a single event the one.
    var events: [EventHeader] { delivery?.events ?? [event] }
    let delivery: Delivery?
    let attempt: Int
    let number: UInt64

    var core: BusCore { slot.core }
    var handler: String { slot.handler }
    var taskID: String { "\(slot.handler)-\(slot.index)-\(number)" }
}
