import Synchronization

/// What every event says about itself, whatever it carries.
///
/// Queues, lanes, history and statistics work on headers, so none of them is generic: the one
/// subclass, `Event`, adds the payload behind these fields.
///
/// `@unchecked Sendable`: a class with a subclass cannot be checked. All fields are constants,
/// except id, sequence, crashes and stages, which the publisher sets before any other thread can
/// see the event, and the history's link, which is atomic.
public class EventHeader: @unchecked Sendable {
    // First what lanes and workers look at, so that it shares a cache line with the reference count.

    /// When it was handed to the bus, by the monotonic clock that waits are measured with.
    final let receivedAt: Int64
    /// Set when the event's handlers run in stages.
    final var stages: StageTracker?
    /// What the event is about.
    public final let topic: Topic
    /// How urgent it is.
    public final let priority: Priority
    /// Crashes that a redelivered event has seen.
    final var crashes: UInt8 = 0
    /// The version of the payload's layout.
    public final let schemaVersion: UInt16
    /// What publishing gives the event.
    ///
    /// Internal, so that the compiler sees every access and need not check them for overlap at run
    /// time.
    final var stamp = Stamp()
    /// The next event in the history's list of retired ones.
    final let nextRetired = Atomic<UInt>(0)
    /// When it was handed to the bus: wall clock, nanoseconds since 1970.
    public final let receivedAtNanoseconds: Int64
    /// When it happened, by whoever observed it: wall clock, nanoseconds since 1970.
    public final let occurredAtNanoseconds: Int64
    /// Who published it.
    public final let source: String
    /// What ties events of one story together.
    public final let correlationID: String?
    /// The event whose handler published this one.
    public final let causationID: EventID?

    struct Stamp {
        var id = EventID(high: 0, low: 0)
        var sequence: UInt64 = 0
    }

    /// The event's id.
    public final var id: EventID { stamp.id }
    /// The event's place in the order of publishing, from 1.
    public final var sequence: UInt64 { stamp.sequence }

    @usableFromInline
    init(
        topic: Topic, priority: Priority, schemaVersion: UInt16, source: String,
        occurredAtNanoseconds: Int64?, correlationID: String?, causationID: EventID?,
        at reading: ClockReading
    ) {
        self.topic = topic
        self.priority = priority
        self.schemaVersion = schemaVersion
        self.source = source
        self.occurredAtNanoseconds = occurredAtNanoseconds ?? reading.wallNanoseconds
        self.receivedAtNanoseconds = reading.wallNanoseconds
        self.correlationID = correlationID
        self.causationID = causationID
        receivedAt = reading.monotonicNanoseconds
    }

    init(repeating other: EventHeader, crashes: UInt8, at reading: ClockReading) {
        topic = other.topic
        priority = other.priority
        schemaVersion = other.schemaVersion
        source = other.source
        occurredAtNanoseconds = other.occurredAtNanoseconds
        receivedAtNanoseconds = other.receivedAtNanoseconds
        correlationID = other.correlationID
        causationID = other.causationID
        receivedAt = reading.monotonicNanoseconds
        stamp = other.stamp
        self.crashes = crashes
    }
}
