import EventBus
import Trading

/// An event of the desk.
typealias DeskEvent = Event<EventPayload>

/// What a handler is given: its event, the attempt, a logger, a way to publish.
typealias DeskContext = HandlerContext<EventPayload>

/// One handler of the desk: how it is subscribed, and what it does.
///
/// To add a handler, write a type that fulfils this, and add one line to `HandlerRoster`.
protocol DeskHandler: Sendable {
    /// How the bus is to run it.
    var plan: HandlerPlan { get }

    /// Processes one event. A thrown error is an attempt that failed; the bus tries again by the plan.
    func handle(_ event: DeskEvent, _ context: DeskContext) async throws
}

/// How the bus runs a handler.
struct HandlerPlan: Sendable {
    /// The name that statistics, dead letters and the cockpit show.
    var name: String
    /// Topics or patterns.
    var topics: [TopicPattern]
    /// Which events may run side by side, what a full queue does, how often is tried again.
    var options: SubscriptionOptions<EventPayload>
    /// Whether an event usually ends in a write to the ledger, for which the others in progress may wait.
    var announcesWrites = false
    /// Whether the handler exists only to make the simulation interesting.
    var isSimulated = false
}
