/// One call of a handler.
@usableFromInline
struct Invocation: Sendable {
    let lane: Lane
    @usableFromInline let event: EventHeader
    /// All events of the batch; for a single event the one.
    var events: [EventHeader] { delivery?.events ?? [event] }
    let delivery: Delivery?
    let attempt: Int
    let worker: Int
    let number: UInt64

    var taskID: String { "\(lane.plan.name)-\(worker)-\(number)" }
}
