/// Why a handler could not be subscribed.
public enum SubscriptionError: Error, Equatable, CustomStringConvertible {
    /// A handler of that name is subscribed.
    case nameTaken(String)
    /// The list of patterns is empty.
    case noPattern(handler: String)
    /// An option is out of its range.
    case invalidOption(handler: String, option: String, found: String, expected: String)
    /// The bus is draining or stopped.
    case closed

    /// A sentence that says what is wrong and what is expected.
    public var description: String {
        switch self {
        case .nameTaken(let name): "a handler named \(name) is subscribed: choose another name"
        case .noPattern(let handler): "handler \(handler) names no topic: give at least one pattern"
        case .invalidOption(let handler, let option, let found, let expected):
            "option \(option) of handler \(handler) is \(found): expected \(expected)"
        case .closed: "the bus is closed and takes no more handlers"
        }
    }
}
