import Engine
import Ledger
import Trading

/// The desk that runs with a ledger, as one who acts on its dead letters needs it.
struct RunningDesk {
    private static let answerSeconds = 10.0
    private static let lookSeconds = 0.1

    private let reader: LedgerReader
    private let desk: AttachedDesk

    /// Finds the desk.
    ///
    /// - Throws: Why there is none.
    init(_ query: LedgerQuery) throws {
        reader = try query.open()
        guard let desk = try AttachedDesk.find(ledger: query.path, periodSeconds: Self.lookSeconds)
        else {
            throw ProgramFailure(
                "no desk runs with \(query.path); start it, its handlers are what a letter goes to")
        }
        self.desk = desk
    }

    /// The letters of these ids.
    ///
    /// - Returns: As many letters as ids, in their order.
    /// - Throws: Which of them does not wait.
    func letters(_ ids: [String]) throws -> [DeadLetterRecord] {
        let names = ids.map { DeadLetterID($0) }
        let waiting = try runBlocking { [reader] in try await reader.waitingDeadLetters(names) }
        return try names.map { name in
            guard let letter = waiting.first(where: { $0.id == name }) else {
                throw ProgramFailure(
                    "no dead letter \(name.text) waits; `alphastocks dlq` lists those that do")
            }
            return letter
        }
    }

    /// Has the desk carry out a command.
    ///
    /// - Returns: What it says.
    /// - Throws: Why it refuses, or that it does not answer.
    func perform(_ command: Command) throws -> String {
        let waiter = try DeskWaiter(desk, readsInput: false)
        let sentAt = WallClock().now
        let id = desk.send(command)
        while WallClock().now.seconds(since: sentAt) < Self.answerSeconds {
            let arrivals = waiter.wait(seconds: 1)
            if arrivals.isInterrupted { break }
            guard let outcome = arrivals.snapshot?.outcomes.first(where: { $0.id == id }) else {
                continue
            }
            switch outcome.verdict {
            case .accepted(let text): return text
            case .refused(let denial):
                throw ProgramFailure("refused, \(denial.code.rawValue): \(denial.reason)")
            case .partly(let text): throw ProgramFailure("done in part: \(text)")
            case .unknown(let reason): throw ProgramFailure("perhaps done: \(reason)")
            }
        }
        throw ProgramFailure("the desk has not answered; `alphastocks dlq` tells what still waits")
    }
}
