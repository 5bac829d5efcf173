import Terminal
import Trading

/// How far a command has come: asked for, sent, answered.
enum CommandProgress: Sendable, Equatable {
    case asking
    /// Sent; the id is known as soon as the desk port has given it.
    case sent(CommandID?)
    case answered(CommandVerdict)

    /// Whether nothing was sent yet.
    var isAsking: Bool { self == .asking }

    /// Looks for the answer in a snapshot.
    mutating func receive(_ desk: DeskSnapshot) {
        guard case .sent(let id?) = self else { return }
        if let outcome = desk.outcomes.last(where: { $0.id == id }) {
            self = .answered(outcome.verdict)
        }
    }

    /// Learns the id of the command.
    mutating func didSend(as id: CommandID) {
        if case .sent(nil) = self { self = .sent(id) }
    }

    /// What is said of it, with the way out.
    ///
    /// - Parameters:
    ///   - width: The columns; a longer reason is wrapped.
    ///   - story: What has come of it since.
    ///   - handler: The handler that carries the command out; `nil` when the desk does it itself.
    ///   - desk: The newest snapshot.
    /// - Returns: The rows; none while nothing was sent.
    func lines(
        width: Int, story: [StyledText] = [], by handler: String?, _ desk: DeskSnapshot
    ) -> [StyledText] {
        switch self {
        case .asking: return []
        case .sent(let id):
            let number = id.flatMap { $0.isProvisional ? nil : " as #\($0.number)" } ?? ""
            return [StyledText("sent\(number), waiting for the desk's answer", .stateInfo)]
                + Self.hold(of: handler, in: desk).flatMap { $0.wrapped(to: width) }
                + [StyledText("Esc closes this; the answer then comes in the last row", .uiMuted)]
        case .answered(let verdict):
            return (Self.line(verdict).wrapped(to: width) + story.flatMap { $0.wrapped(to: width) })
                + [StyledText("Enter or Esc closes this", .uiMuted)]
        }
    }

    /// Why there may be no answer for long: who carries the command out takes nothing now.
    private static func hold(of handler: String?, in desk: DeskSnapshot) -> [StyledText] {
        guard let handler, desk.handlers.contains(where: { $0.name == handler && $0.isPaused })
        else { return [] }
        return [
            StyledText("\(handler) takes nothing now: ", .stateWarn, .bold)
                + StyledText("this waits in its queue until that goes on", .stateWarn)
        ]
    }

    /// A verdict in one line.
    static func line(_ verdict: CommandVerdict) -> StyledText {
        switch verdict {
        case .accepted(let text): return StyledText("accepted: \(text)", .stateOK, .bold)
        case .partly(let text): return StyledText("done in part: \(text)", .stateWarn, .bold)
        case .refused(let denial):
            var line = StyledText("refused \(denial.code.rawValue)", .stateError, .bold)
            line.append(": \(denial.reason)", .stateError)
            return line
        case .unknown(let reason):
            return StyledText("perhaps done: ", .stateWarn, .bold) + StyledText(reason, .stateWarn)
        }
    }
}
