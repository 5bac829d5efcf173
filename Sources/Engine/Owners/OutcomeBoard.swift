import Synchronization
import Trading

/// The answers to the operator's latest commands.
final class OutcomeBoard: Sendable {
    private struct State {
        var outcomes: [CommandOutcome] = []
        var next: UInt64 = 1
        var onAnswer: (@Sendable () -> Void)?
        /// Commands whose answer is the executor's verdict on a signal.
        var expected: [String: OperatorCommand] = [:]
    }

    private let state = Mutex(State())
    private let kept = 50

    /// Says whom to tell of a new answer, so that it is on the screen at once.
    func observe(_ onAnswer: @escaping @Sendable () -> Void) {
        state.withLock { $0.onAnswer = onAnswer }
    }

    /// Gives the next command its id.
    func nextID() -> CommandID {
        state.withLock { state in
            defer { state.next += 1 }
            return CommandID(state.next)
        }
    }

    /// Keeps an answer; the first answer to a command stands.
    func answer(_ id: CommandID, _ command: Command, _ verdict: CommandVerdict) {
        let outcome = CommandOutcome(
            id: id, verb: command.verb, verdict: verdict, answeredAt: WallClock().now)
        let observer = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.outcomes.contains(where: { $0.id == outcome.id }) else { return nil }
            state.outcomes.append(outcome)
            if state.outcomes.count > kept { state.outcomes.removeFirst() }
            return state.onAnswer
        }
        observer?()
    }

    /// The answer to a command will be the executor's verdict on a signal.
    func expect(signalID: String, _ request: OperatorCommand) {
        state.withLock { $0.expected[signalID] = request }
    }

    /// The executor will not decide on a signal: it was not published.
    func withdraw(signalID: String) {
        state.withLock { _ = $0.expected.removeValue(forKey: signalID) }
    }

    /// The executor has decided on a signal.
    func decided(signalID: String, _ verdict: @autoclosure () -> CommandVerdict) {
        guard let request = state.withLock({ $0.expected.removeValue(forKey: signalID) }) else {
            return
        }
        answer(request.id, request.command, verdict())
    }

    /// The latest answers, oldest first.
    var latest: [CommandOutcome] { state.withLock { $0.outcomes } }
}
