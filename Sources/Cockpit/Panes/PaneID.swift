/// The panes, by the digit that goes to them.
public enum PaneID: Int, CaseIterable, Sendable, Hashable {
    case queues = 1
    case handlers
    case deadLetters
    case positions
    case events
    case risk
    case signals
    /// Queues and handlers in one table, where the screen is too low for both.
    case flow = 0

    /// The action that goes to the pane.
    var action: Action {
        switch self {
        case .queues, .flow: .queues
        case .handlers: .handlers
        case .deadLetters: .deadLetters
        case .positions: .positions
        case .events: .events
        case .risk: .risk
        case .signals: .signals
        }
    }

    /// The digit in the pane's title.
    var digit: Int { self == .flow ? 1 : rawValue }
}

extension Set<PaneID> {
    /// The panes that are lists.
    static let lists: Self = [
        .queues, .handlers, .flow, .deadLetters, .positions, .events, .signals,
    ]
    /// The panes of which something can be copied or written to a file.
    static let written = lists.union([.risk])
    /// The lists whose rows can be marked.
    static let markable: Self = [.deadLetters, .positions]
    /// The lists that grow at the top.
    static let logs: Self = [.events, .signals]
    /// The lists whose rows belong to signals.
    static let traced: Self = [.deadLetters, .positions, .events, .signals]
    /// The lists of handlers.
    static let handlerLists: Self = [.queues, .handlers, .flow]
}
