import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    @Suite("Replaying the journal") struct ReplayTests {
        private struct Replayed: Decodable {
            let runs: Int
            let signalsGiven: Int
            let fills: Int
            let positions: Int
            let cashEffectPaise: Int64
            let events: [String: Int]
            let eventDigest: String
            let digest: String
            let originalDigest: String?
            let equalsOriginal: Bool?
        }

        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        /// Two runs on one ledger: one with piped signals, one that goes on where the first has stopped.
        private func trade() throws {
            let lines = (1...4).map { SignalText.line(id: "piped-\($0)") }.joined(separator: "\n")
            for input in [lines, nil] {
                let result = try sandbox.run(
                    ["run", "--speed", "max", "--minutes", "30", "--ledger", sandbox.ledger],
                    input: input.map { Data($0.utf8) })
                #expect(result.status != nil && result.status != 1, "\(result)")
            }
        }

        private func replay(_ arguments: String...) throws -> Replayed {
            try sandbox.run(
                ["replay", "--ledger", sandbox.ledger, "--json"] + arguments, input: nil
            ).json()
        }

        @Test("what was traded comes out again, bit for bit, and so does a second replay")
        func same() async throws {
            try trade()
            let before = try Data(contentsOf: URL(filePath: sandbox.ledger))
            let first = try replay()
            #expect(first.runs == 2)
            #expect(first.signalsGiven == 4)
            #expect(first.equalsOriginal == true)
            #expect(first.digest == first.originalDigest)
            #expect(first.fills > 0)
            let reader = try sandbox.reader()
            #expect(try await reader.accountCheck().fills.cashEffect.paise == first.cashEffectPaise)
            #expect(try await reader.positions(limit: .max).count == first.positions)
            // The ledger that was replayed is as it was.
            #expect(try Data(contentsOf: URL(filePath: sandbox.ledger)) == before)

            let second = try replay()
            #expect(second.digest == first.digest)
            #expect(second.eventDigest == first.eventDigest)
            let paced = try replay("--speed", "1000", "--run", "1", "--to", "2025-10-08T09:25")
            #expect(paced.equalsOriginal == nil)
            #expect(paced.runs == 1)
        }

        @Test(
            "topics and times choose what is told; an unknown topic is refused with the known ones")
        func selection() throws {
            try trade()
            let all = try replay()
            let some = try replay("--topic", "position.*", "--from", "2025-10-08T09:30")
            #expect(!some.events.isEmpty)
            #expect(some.events.keys.allSatisfy { $0.hasPrefix("position.") })
            #expect(some.events["position.opened"] ?? 0 < all.events["position.opened"] ?? 0)
            #expect(some.digest == all.digest)
            let wrong = try sandbox.run(
                "replay", "--ledger", sandbox.ledger, "--topic", "nonsense.*")
            #expect(wrong.refuses("nonsense", "position.opened"))
        }

        @Test("a journal that was changed afterwards is found out")
        func changed() async throws {
            try trade()
            let ledger = try SQLiteLedger.open(at: sandbox.ledger)
            var position = try #require(try await ledger.reader.positions(limit: 1).first)
            position.stop = Price(paise: position.stop.paise + 5)
            position.version += 1
            try await ledger.commit([.upsertPosition(position)])
            try await ledger.close()
            let result = try sandbox.run("replay", "--ledger", sandbox.ledger)
            #expect(result.status == 2)
            #expect(result.output.contains("NOT the same as the original: position \(position.id)"))
        }

        @Test(
            "an empty ledger has nothing to replay, and an unknown run is named with the known ones"
        )
        func nothing() throws {
            try trade()
            let result = try sandbox.run("replay", "--ledger", sandbox.ledger, "--run", "9")
            #expect(result.refuses("no run 9", "1 to 2"))
        }
    }
}
