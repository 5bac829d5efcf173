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
        /// The whole that a command is part of, and what that one is about.
        var parts: [CommandID: (whole: CommandID, name: String)] = [:]
        var wholes: [CommandID: Whole] = [:]
    }

    /// A close of several that was split, with the answers to its parts so far.
    private struct Whole {
        let request: OperatorCommand
        let count: Int
        var accepted = 0
        /// The parts that were not, and why.
        var refusals: [(name: String, denial: Denial)] = []
        var unclear: [String] = []

        /// The answer, once every part has one.
        var verdict: CommandVerdict? {
            guard accepted + refusals.count + unclear.count == count else { return nil }
            if accepted == count { return .accepted("closing \(count) positions") }
            if let first = refusals.first?.denial, refusals.count == count,
                refusals.allSatisfy({ $0.denial.code == first.code })
            {
                return .refused(Denial(first.code, "of none of the \(count): \(first.reason)"))
            }
            let told =
                refusals.map { "\($0.name) \($0.denial.code.rawValue), \($0.denial.reason)" }
                + unclear
            return .partly("closing \(accepted) of \(count), not \(told.joined(separator: "; "))")
        }
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

    /// Splits a close of several: it is answered when each of its parts is.
    ///
    /// - Parameters:
    ///   - request: The whole.
    ///   - names: What each part is about.
    /// - Returns: The parts' ids, in the same order.
    func split(_ request: OperatorCommand, into names: [String]) -> [CommandID] {
        let ids = names.map { _ in nextID() }
        state.withLock { state in
            state.wholes[request.id] = Whole(request: request, count: names.count)
            for (id, name) in zip(ids, names) { state.parts[id] = (request.id, name) }
        }
        return ids
    }

    /// Keeps an answer; the first answer to a command stands.
    func answer(_ id: CommandID, _ command: Command, _ verdict: CommandVerdict) {
        let outcome = CommandOutcome(
            id: id, verb: command.verb, verdict: verdict, answeredAt: WallClock().now)
        let observer = state.withLock { state -> (@Sendable () -> Void)? in
            guard !state.outcomes.contains(where: { $0.id == outcome.id }) else { return nil }
            keep(outcome, in: &state)
            if let part = state.parts.removeValue(forKey: id),
                let whole = take(verdict, of: part.name, for: part.whole, in: &state)
            {
                keep(whole, in: &state)
            }
            return state.onAnswer
        }
        observer?()
    }

    private func keep(_ outcome: CommandOutcome, in state: inout State) {
        state.outcomes.append(outcome)
        if state.outcomes.count > kept { state.outcomes.removeFirst() }
    }

    /// Takes a part's answer; returns that to the whole when it was the last one.
    private func take(
        _ verdict: CommandVerdict, of name: String, for id: CommandID, in state: inout State
    ) -> CommandOutcome? {
        guard var whole = state.wholes[id] else { return nil }
        switch verdict {
        case .accepted: whole.accepted += 1
        case .refused(let denial): whole.refusals.append((name, denial))
        case .partly(let text), .unknown(let text): whole.unclear.append("\(name): \(text)")
        }
        state.wholes[id] = whole
        guard let verdict = whole.verdict else { return nil }
        state.wholes[id] = nil
        return CommandOutcome(
            id: id, verb: whole.request.command.verb, verdict: verdict,
            answeredAt: WallClock().now)
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
