/// What can be typed in the plain mode, in one closed list: help and reader are both made from it.
enum PlainVerb: String, CaseIterable, Sendable {
    case menu, help, status, positions, losing, events, signals, handlers, dead
    case close, levels, inject, retry, discard
    case pause, resume, halt, flatten, quit

    /// The menu from its first number on: what is looked at before what acts.
    static let numbered: [PlainVerb] = [
        .status, .losing, .positions, .close, .levels, .inject, .dead, .retry, .discard, .events,
        .signals, .handlers, .pause, .resume, .halt, .flatten, .help, .quit,
    ]

    /// Whether it acts on the desk, after a question.
    var acts: Bool {
        switch self {
        case .close, .levels, .inject, .retry, .discard, .pause, .resume, .halt, .flatten: true
        case .menu, .help, .status, .positions, .losing, .events, .signals, .handlers, .dead, .quit:
            false
        }
    }

    /// How it is written, and what it does.
    var usage: (words: String, summary: String) {
        switch self {
        case .menu: ("menu, or an empty line", "everything by numbers")
        case .help: ("help", "this list")
        case .status: ("status", "the desk in a few lines")
        case .positions: ("positions [WORDS]", "open positions, the worst result first")
        case .losing: ("losing", "the positions that lose, the worst first")
        case .events: ("events [COUNT]", "the newest events, the last one at the end")
        case .signals: ("signals", "the newest signals and what became of them")
        case .handlers: ("handlers", "every handler with its queue")
        case .dead: ("dead", "the dead letters")
        case .close:
            (
                "close NUMBER, WORDS or all; close NUMBER COUNT lots",
                "sell positions, or some lots of one; asks first"
            )
        case .levels:
            ("levels NUMBER STOP TARGET", "set a position's stop and target; asks first")
        case .inject:
            (
                "inject BUY or SELL SYMBOL",
                "a signal at the present price, stop 1 % and target 2 % away"
            )
        case .retry:
            ("retry NUMBER or all", "give dead letters to their handlers again; asks first")
        case .discard: ("discard NUMBER or all", "throw dead letters away; asks first")
        case .pause: ("pause [HANDLER]", "stop taking signals, or stop a handler; asks first")
        case .resume:
            ("resume [HANDLER]", "take signals, let the desk or a handler go on; asks first")
        case .halt: ("halt [REASON]", "no entries until resumed; asks first")
        case .flatten: ("flatten", "stop entries and close everything; asks first")
        case .quit: ("quit", "leave; the desk is drained and nothing is lost")
        }
    }
}
