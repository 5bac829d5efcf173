/// Something an operator should know.
public enum BusAlarm: Hashable, Sendable {
    /// A queue has reached the depth that is alarming.
    case queueDeep(handler: String, depth: Int)
    /// A queue that was too deep has fallen to half of that.
    case queueRelieved(handler: String, depth: Int)
    /// Invocations ignore their cancellation; `count` of them are running.
    case stuck(handler: String, count: Int)
    /// A handler failed too often in a row and is left alone.
    case circuitOpened(handler: String)
    /// A handler works again.
    case circuitClosed(handler: String)
    /// Too many dead letters wait for the sink: the handler takes no more events for now.
    case deadLetterBound(handler: String, backlog: Int)
    /// Too many dead letters of a handler that must go on wait for the sink: they are kept in memory.
    case deadLettersKept(handler: String, backlog: Int)
    /// The sink refuses dead letters: they are kept, and their handlers take no more events.
    case deadLetterSinkFailed(text: String, backlog: Int)
    /// The sink has taken what was kept.
    case deadLetterSinkRecovered
}
