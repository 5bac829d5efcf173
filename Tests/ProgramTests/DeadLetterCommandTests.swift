import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    @Suite("Dead letters from the command line") struct DeadLetterCommandTests {
        private let sandbox: Sandbox
        private let letter = DeadLetterID("d-one")

        init() throws {
            sandbox = try Sandbox()
        }

        /// A signal that the executor has given up on, in the ledger of a desk that does not run yet.
        private func keepLetter() async throws {
            let time = Timestamp(nanoseconds: 1_759_894_200_000_000_000)
            let signal = Signal(
                id: "dead", symbol: "NIFTY", strategy: "test", action: .buy, entryPrice: 25_000,
                stopLoss: 24_750, target: 25_500, strength: 0.5, emittedAt: time, origin: .file)
            let event = EventRecord(
                id: "00000000-0000-7000-8000-000000000001", sequence: 1, source: "test",
                correlationID: "dead", causationID: nil, schemaVersion: 1, occurredAt: time,
                payload: .signalGenerated(signal))
            let record = DeadLetterRecord(
                id: letter, handler: "executor", event: event,
                attempts: [DeliveryAttempt(failedAt: time, error: "the venue did not answer")],
                diedAt: time)
            let ledger = try SQLiteLedger.open(at: sandbox.ledger)
            _ = try await ledger.commit([.upsertDeadLetter(record)])
            try await ledger.close()
        }

        /// Runs a desk on that ledger while something is done, and stops it.
        private func whileRunning(_ body: () async throws -> Void) async throws {
            let running = try sandbox.start([
                "run", "--ledger", sandbox.ledger, "--speed", "60", "--signals-per-minute", "0",
                "--no-chaos",
            ])
            while running.isRunning,
                !FileManager.default.fileExists(atPath: sandbox.ledger + ".socket")
            {}
            try await body()
            running.signal(SIGINT)
            _ = try running.waitForEnd()
        }

        private func dlq(
            _ arguments: String..., input: String? = nil, changes: [String: String?] = [:]
        ) throws -> ProgramResult {
            try sandbox.run(
                ["dlq"] + arguments + ["--ledger", sandbox.ledger],
                input: input.map { Data($0.utf8) }, changes: changes)
        }

        private func waiting() async throws -> [DeadLetterID] {
            try await sandbox.reader().waitingDeadLetters().map(\.id)
        }

        /// The signal as the desk took it in the end, and the operator's act in the journal.
        private func retried() async throws -> (strength: Double?, acts: [Command]) {
            let reader = try sandbox.reader()
            let acts = try await reader.journal(
                ofRun: reader.runs().map(\.number).max() ?? 0, topics: [.operatorCommanded],
                limit: .max
            ).compactMap { record -> Command? in
                guard case .operatorCommanded(let request) = record.payload else { return nil }
                return request.command
            }
            return (try await reader.signal("dead")?.signal.strength, acts)
        }

        @Test("a letter is retried with a value changed by name, and the journal tells who asked")
        func set() async throws {
            try await keepLetter()
            try await whileRunning {
                let result = try dlq("retry", letter.text, "--set", "strength=0.75")
                #expect(result.status == 0, "\(result)")
                #expect(result.output.contains("edited payload"), "\(result)")
            }
            #expect(try await waiting().isEmpty)
            let (strength, acts) = try await retried()
            #expect(strength == 0.75)
            guard case .retryEditedDeadLetter(letter, let json)? = acts.first else {
                Issue.record("no act of the operator in the journal: \(acts)")
                return
            }
            #expect(json.contains("0.75"))
        }

        @Test(
            "the editor that the environment names changes a letter; left as it was, nothing is done"
        )
        func editor() async throws {
            try await keepLetter()
            try await whileRunning {
                let untouched = try dlq(
                    "retry", letter.text, "--edit", changes: ["EDITOR": "true"])
                #expect(untouched.refuses("nothing was changed"), "\(untouched)")
                let failed = try dlq("retry", letter.text, "--edit", changes: ["EDITOR": "false"])
                #expect(failed.refuses("false ended with an error"), "\(failed)")
                #expect(try await waiting() == [letter])
                let edited = try dlq(
                    "retry", letter.text, "--edit",
                    changes: ["VISUAL": "sed -i 's/\"strength\" : 0.5/\"strength\" : 0.625/'"])
                #expect(edited.status == 0, "\(edited)")
            }
            #expect(try await waiting().isEmpty)
            #expect(try await retried().strength == 0.625)
        }

        @Test("a payload that is in no order is refused with its place, and the letter waits on")
        func refused() async throws {
            try await keepLetter()
            try await whileRunning {
                let field = try dlq(
                    "retry", letter.text, "--payload", "-",
                    input: #"{"signalGenerated":{"_0":{"id":"dead","symbol":7}}}"#)
                #expect(field.refuses("BAD_PAYLOAD", "symbol"), "\(field)")
                let text = try dlq("retry", letter.text, "--payload", "-", input: "{")
                #expect(text.refuses("BAD_PAYLOAD", "no JSON"), "\(text)")
                let name = try dlq("retry", letter.text, "--set", "strenght=1")
                #expect(name.refuses("strenght", "strength"), "\(name)")
                let kind = try dlq("retry", letter.text, "--set", "strength=much")
                #expect(kind.refuses("strength = much", "a number"), "\(kind)")
                let id = try dlq("retry", "d-two")
                #expect(id.refuses("no dead letter d-two waits"), "\(id)")
                #expect(try dlq("retry", letter.text, "d-two", "--edit").status == 64)
            }
            #expect(try await waiting() == [letter])
            #expect(try await retried().acts.isEmpty)
        }

        @Test("letters are retried as they are and discarded; without a desk neither is done")
        func plainActs() async throws {
            try await keepLetter()
            for act in ["retry", "discard"] {
                let alone = try dlq(act, letter.text)
                #expect(alone.refuses("no desk runs with \(sandbox.ledger)"), "\(alone)")
            }
            #expect(try await waiting() == [letter])
            try await whileRunning {
                let result = try dlq("retry", letter.text)
                #expect(result.output.contains("retried 1 of 1"), "\(result)")
                let again = try dlq("discard", letter.text)
                #expect(again.refuses("no dead letter \(letter.text) waits"), "\(again)")
            }
            #expect(try await retried().strength == 0.5)
        }

        @Test("a discarded letter is gone, and its signal was never taken")
        func discard() async throws {
            try await keepLetter()
            try await whileRunning {
                let result = try dlq("discard", letter.text)
                #expect(result.output.contains("discarded 1 of 1"), "\(result)")
            }
            #expect(try await waiting().isEmpty)
            let (strength, acts) = try await retried()
            #expect(strength == nil)
            #expect(acts == [.discardDeadLetters([letter])])
        }
    }
}
