/// What a person can ask of the desk.
///
/// Every command names its targets by id and version, frozen when the key was
/// pressed, so that it can never hit something else.
public enum Command: Hashable, Sendable, Codable {
    /// Publish a synthetic signal.
    case injectSignal(Signal)
    /// Publish this many copies of a synthetic signal, with ids of their own, to put the desk under load.
    case injectBurst(Signal, count: Int)
    /// Say what the desk would do with a signal now; nothing is changed or recorded.
    case tryOutSignal(Signal)
    /// Close these positions at the market.
    case closePositions([PositionTarget])
    /// Sell so many lots of this position; what the venue does not buy in time stays open.
    case closePart(PositionTarget, lots: Int)
    /// Stop entries and close everything that is open.
    case flatten
    /// Give these dead letters to their handlers again.
    case retryDeadLetters([DeadLetterID])
    /// Give this dead letter's event to its handler with another payload: JSON as `DeadLetterRow.payloadJSON`
    /// shows it, of the same topic.
    case retryEditedDeadLetter(DeadLetterID, payloadJSON: String)
    /// Throw these dead letters away.
    case discardDeadLetters([DeadLetterID])
    /// Stop taking new signals; exits go on.
    case pauseIntake
    /// Take new signals again.
    case resumeIntake
    /// Halt the desk: no entries until resumed by an operator.
    case halt(reason: String)
    /// Leave HALTED or REDUCING, for the reasons that the person saw; the engine refuses when it has others. `nil`, as in
    /// commands of an earlier version, is whatever the reasons are.
    case resume(seen: [String]? = nil)
    /// Stop a handler from taking further events.
    case pauseHandler(String)
    /// Let a paused handler go on.
    case resumeHandler(String)
    /// Set a position's stop and target premiums.
    case setLevels(PositionTarget, stop: Price, target: Price)

    /// The most copies of a signal that one burst may have: enough for load, and the brake is never far behind it.
    public static let largestBurst = 1000

    /// Whether it only asks, so that nothing comes of it but an answer.
    public var isQuestion: Bool {
        if case .tryOutSignal = self { true } else { false }
    }

    /// The command's verb, as palettes, journals and logs show it.
    public var verb: String {
        switch self {
        case .injectSignal: "inject"
        case .injectBurst: "burst"
        case .tryOutSignal: "try-out"
        case .closePositions: "close"
        case .closePart: "close-part"
        case .flatten: "flatten"
        case .retryDeadLetters: "retry"
        case .retryEditedDeadLetter: "retry-edited"
        case .discardDeadLetters: "discard"
        case .pauseIntake: "pause-intake"
        case .resumeIntake: "resume-intake"
        case .halt: "halt"
        case .resume: "resume"
        case .pauseHandler: "pause-handler"
        case .resumeHandler: "resume-handler"
        case .setLevels: "levels"
        }
    }
}

/// A position as the person saw it when deciding.
public struct PositionTarget: Hashable, Sendable, Codable {
    /// The position.
    public var id: PositionID
    /// The version on the screen; the engine refuses any other.
    public var version: UInt64
    /// The contract's symbol, for whoever reads what was asked; `nil` in commands of an earlier version.
    public var symbol: String?

    /// Makes a target.
    ///
    /// - Parameters:
    ///   - id: The position.
    ///   - version: The version on the screen.
    ///   - symbol: The contract's symbol, if it is known.
    public init(id: PositionID, version: UInt64, symbol: String? = nil) {
        self.id = id
        self.version = version
        self.symbol = symbol
    }

    /// Makes a target of a position as it is on the screen.
    ///
    /// - Parameter position: The position.
    public init(_ position: Position) {
        self.init(
            id: position.id, version: position.version, symbol: position.contract.tradingSymbol)
    }
}
