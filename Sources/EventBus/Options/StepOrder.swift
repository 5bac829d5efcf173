/// Which delivery a stepped bus runs next.
public enum StepOrder: Hashable, Sendable {
    /// The one with the lowest sequence; of one event's, the handler subscribed first.
    case fifo
    /// A random one of those that workers could be running, from a generator with this seed.
    case seeded(UInt64)
}
