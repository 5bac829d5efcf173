/// Why the bus took no event.
///
/// A refused event reached no handler at all.
public enum PublishError: Error, Equatable, CustomStringConvertible {
    /// The bus is draining or stopped.
    case closed
    /// The publishing task was cancelled while it waited for room.
    case cancelled
    /// A handler whose policy is `.fail` has no room.
    case full(handler: String)
    /// A handler whose policy is `.suspend` has no room, and the caller does not wait.
    case wouldSuspend(handler: String)
    /// The source has used up its share.
    case throttled(source: String, retryAfterNanoseconds: Int64)
    /// A redelivery names a handler that is not subscribed.
    case unknownHandler(String)

    /// A sentence that says what happened and what to do.
    public var description: String {
        switch self {
        case .closed: "the bus is closed and takes no more events"
        case .cancelled: "the publishing task was cancelled while it waited for room"
        case .full(let handler):
            "handler \(handler) is full and its policy is to refuse: publish again later"
        case .wouldSuspend(let handler):
            "handler \(handler) is full: publish again later, or await publish"
        case .throttled(let source, let nanoseconds):
            "source \(source) is over its rate: try again in \(nanoseconds / 1_000_000 + 1) ms"
        case .unknownHandler(let name):
            "no handler is named \(name): see the statistics for the names there are"
        }
    }
}
