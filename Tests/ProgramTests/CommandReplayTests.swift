import Configuration
import Engine
import Foundation
import Ledger
import Synchronization
import Testing
import Trading

@testable import alphastocks

extension TheProgram {
    @Suite("Replaying what an operator did") struct CommandReplayTests {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        /// A person who acts on what the desk holds, the same way in every run of it.
        private final class Operator: Sendable {
            let acts = Mutex<[String]>([])

            func act(on assembly: DeskAssembly, after step: Int, at time: Timestamp) async throws {
                let desk = assembly.desk
                func perform(_ command: Command) async {
                    let verdict = await desk.perform(command)
                    let words =
                        switch verdict {
                        case .accepted?: "accepted"
                        case .partly(let text)?: text
                        case .refused(let denial)?: denial.code.rawValue
                        case .unknown(let reason)?: reason
                        case nil: "unanswered"
                        }
                    acts.withLock { $0.append("\(command.verb) \(words)") }
                }
                func open() async throws -> Position? {
                    try await assembly.ledger.reader.positions(statuses: [.open], limit: 1).first
                }
                switch step {
                case 150:
                    if let position = try await open() {
                        let target = PositionTarget(id: position.id, version: position.version)
                        let (stop, goal) = (position.stop, position.target)
                        await perform(
                            .setLevels(
                                target, stop: stop + Price(paise: 5),
                                target: goal + Price(paise: 500)))
                    }
                case 200:
                    // The handler does not look at it before it is let go on.
                    await perform(.pauseHandler("positions"))
                    if let position = try await open() {
                        let target = PositionTarget(id: position.id, version: position.version)
                        await perform(.closePositions([target]))
                    }
                    await perform(.resumeHandler("positions"))
                case 300:
                    // The signal comes between the two, and is refused for the first.
                    await perform(.halt(reason: "lunch"))
                    try await desk.take(.signal(Self.signal("while-halted", at: time)))
                    await desk.settle()
                    await perform(.resume())
                    await perform(.injectSignal(Self.signal("by-hand", at: time)))
                case 400:
                    let waiting = try await assembly.ledger.reader.waitingDeadLetters()
                    if let letter = waiting.last {
                        await perform(.retryDeadLetters([letter.id]))
                        await perform(.discardDeadLetters(waiting.dropLast().map(\.id)))
                    }
                case 500: await perform(.flatten)
                default: break
                }
            }

            static func signal(_ id: String, at time: Timestamp) -> Signal {
                Signal(
                    id: id, symbol: "NIFTY", strategy: id, action: .buy, entryPrice: 25_000,
                    stopLoss: 24_750, target: 25_500, strength: 0.9, emittedAt: time,
                    origin: .file)
            }
        }

        /// Plays a desk with somebody in front of it, one event at a time.
        private func trade() async throws -> [String] {
            let arguments = ["run", "--speed", "max", "--seed", "7", "--ledger", sandbox.ledger]
            let (market, options) = try RunRecipe(
                arguments: arguments, folder: FileManager.default.currentDirectoryPath
            ).options()
            let assembly = try await DeskAssembly.make(
                market: market, options: options, configuration: ProgramConfiguration(),
                defaultPace: .unpaced, arguments: arguments)
            try await assembly.start()
            let person = Operator()
            // Before the market's first step.
            _ = await assembly.desk.perform(.pauseIntake)
            _ = await assembly.desk.perform(.resumeIntake)
            let steps = Mutex<(count: Int, feed: any MarketFeed)>((0, assembly.feed))
            try await assembly.driver.play(
                LimitedFeed(assembly.feed, minutes: 12), into: assembly.desk
            ) { feed, _ in
                steps.withLock { $0.feed = feed }
            } afterStep: { time in
                let step = steps.withLock { steps in
                    steps.count += 1
                    return steps.count
                }
                try await person.act(on: assembly, after: step, at: time)
            }
            let feed = steps.withLock { $0.feed }
            _ = await assembly.settle((feed as? any WrappingFeed)?.innermost ?? feed)
            _ = await assembly.desk.stop(withinSeconds: 60)
            try await assembly.ledger.close()
            return person.acts.withLock { $0 }
        }

        private func replay() async throws -> ReplaySummary {
            try await JournalReplay(
                reader: try sandbox.reader(), lastRun: nil, pace: .unpaced, end: nil,
                selection: EventSelection()
            ).run()
        }

        @Test(
            "levels, closes, halts, signals by hand, retries and a flatten act again at their time")
        func commands() async throws {
            let acts = try await trade()
            #expect(
                acts == [
                    "levels accepted", "pause-handler accepted", "close unanswered",
                    "resume-handler accepted", "halt accepted", "resume accepted",
                    "inject MAX_POSITIONS", "retry accepted", "discard accepted",
                    "flatten accepted",
                ])
            let reader = try sandbox.reader()
            #expect(try await reader.signal("while-halted")?.denial?.code == .halted)
            let closed = try await reader.positions(limit: .max)
            #expect(closed.contains { $0.exitReason == .operatorClose })
            let first = try await replay()
            #expect(first.firstDifference == nil)
            #expect(first.digest == first.originalDigest)
            #expect(first.commandsGiven == acts.count + 2)
            #expect(first.signalsGiven == 1)
            let second = try await replay()
            #expect(second.digest == first.digest)
            #expect(second.eventDigest == first.eventDigest)
        }

        @Test("a letter is known again in the replay, where it died at another instant")
        func letters() async throws {
            func letter(_ id: String, _ signal: String, at second: Int64) -> DeadLetterRecord {
                let time = Timestamp(nanoseconds: second * 1_000_000_000)
                let sent = Timestamp(nanoseconds: 1_000_000_000)
                return DeadLetterRecord(
                    id: DeadLetterID(id), handler: "executor",
                    event: EventRecord(
                        id: id, sequence: 1, source: "test", correlationID: signal,
                        causationID: nil, schemaVersion: 1, occurredAt: sent,
                        payload: .signalGenerated(Operator.signal(signal, at: sent))),
                    attempts: [DeliveryAttempt(failedAt: time, error: "no answer")], diedAt: time)
            }
            let original = try SQLiteLedger.inMemory()
            let replayed = try SQLiteLedger.inMemory()
            for (number, id) in ["a1", "a2", "b", "gone"].enumerated() {
                _ = try await original.commit([
                    .upsertDeadLetter(letter(id, String(id.prefix(1)), at: Int64(number + 1)))
                ])
            }
            // One that was resolved is found all the same, as every one that a journal names was.
            _ = try await original.commit([
                .resolveDeadLetter(DeadLetterID("b"), .retried, at: Timestamp(nanoseconds: 1))
            ])
            for (number, id) in ["b'", "a1'", "a2'"].enumerated() {
                _ = try await replayed.commit([
                    .upsertDeadLetter(letter(id, String(id.prefix(1)), at: Int64(number + 1)))
                ])
            }
            let names = LetterNames(original: original.reader, replayed: replayed.reader)
            let ids = ["a2", "b", "a1", "gone"].map { DeadLetterID($0) }
            let expected = ["a2'", "b'", "a1'", "gone"].map { DeadLetterID($0) }
            #expect(
                try await names.translated(.retryDeadLetters(ids)) == .retryDeadLetters(expected))
            #expect(
                try await names.translated(.retryEditedDeadLetter(ids[1], payloadJSON: "{}"))
                    == .retryEditedDeadLetter(expected[1], payloadJSON: "{}"))
        }
    }
}
