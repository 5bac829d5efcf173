import Ledger
import Trading

/// Finds the dead letters of a run among those of its replay.
///
/// A letter's id holds the wall clock's time of its dying, which is another one in the replay. It is known again by
/// its handler, its signal and what its event carries.
struct LetterNames: Sendable {
    /// The ledger that is replayed.
    let original: LedgerReader
    /// The ledger of the replay.
    let replayed: LedgerReader

    /// A command as it is to be given in the replay.
    ///
    /// - Parameter command: The command of the journal.
    /// - Returns: The command, its dead letters by the names they have in the replay; those that did not die again
    ///   keep theirs, and the desk says that they do not wait.
    /// - Throws: What keeps a ledger from being read.
    func translated(_ command: Command) async throws -> Command {
        switch command {
        case .retryDeadLetters(let ids): .retryDeadLetters(try await translated(ids))
        case .discardDeadLetters(let ids): .discardDeadLetters(try await translated(ids))
        case .retryEditedDeadLetter(let id, let json):
            .retryEditedDeadLetter(try await translated([id]).first ?? id, payloadJSON: json)
        case .injectSignal, .injectBurst, .tryOutSignal, .closePositions, .closePart, .flatten,
            .pauseIntake, .resumeIntake, .halt, .resume, .pauseHandler, .resumeHandler, .setLevels:
            command
        }
    }

    private func translated(_ ids: [DeadLetterID]) async throws -> [DeadLetterID] {
        let letters = try await original.filedDeadLetters(ids).map(\.letter)
        // The oldest first, so that of several that are alike each finds its own.
        var waiting = Array(try await replayed.waitingDeadLetters().reversed())
        var names: [DeadLetterID: DeadLetterID] = [:]
        for letter in letters {
            let twin = waiting.firstIndex {
                $0.handler == letter.handler && $0.event.payload == letter.event.payload
                    && $0.event.correlationID == letter.event.correlationID
            }
            guard let twin else { continue }
            names[letter.id] = waiting.remove(at: twin).id
        }
        return ids.map { names[$0] ?? $0 }
    }
}
