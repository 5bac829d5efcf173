import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// What was acknowledged survives the end of the process at any moment.
    @Suite struct KillStress {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
            // Many small trades at once, so that a kill falls into the middle of some.
            try sandbox.write(
                """
                [limits]
                positions = 500
                lots = 1
                capital_at_risk_percent = 100
                daily_loss_percent = 100
                loss_streak = 1000
                """, to: "config/alphastocks/config.toml")
        }

        private var command: [String] {
            [
                "run", "--speed", "200", "--signals-per-minute", "60", "--capital", "100000000",
                "--ledger", sandbox.ledger,
            ]
        }

        @Test("ten kills in the middle of the work lose nothing and double nothing")
        func kills() async throws {
            var random = SeededGenerator(seed: 20_251_008)
            var acknowledged = Books()
            for round in 1...10 {
                let wanted = try await events() + Int.random(in: 20...600, using: &random)
                let running = try sandbox.start(command)
                try await sandbox.waitForLedger(while: running) { reader in
                    try await Self.events(in: reader) >= wanted
                }
                acknowledged = try await Books(sandbox.reader())
                running.signal(SIGKILL)
                #expect(try running.waitForEnd().signal == SIGKILL)
                try await check(against: acknowledged, "kill \(round)")
            }
            #expect(acknowledged.fills.count > 20)

            let last = try sandbox.start(command)
            let before = try await events()
            // What the last kill has left in flight is filled or ends, each in its time.
            try await sandbox.waitForLedger(while: last) { _ in
                guard try await events() >= before + 100 else { return false }
                return try await sandbox.openOrders().isEmpty
            }
            last.signal(SIGINT)
            let result = try last.waitForEnd()
            #expect(result.status == 0, "\(result)")
            #expect(try result.json(Summary.self).contradictions == [])
            try await check(against: acknowledged, "the last run")
            #expect(try await sandbox.openOrders() == [])
        }

        private func check(against earlier: Books, _ moment: String) async throws {
            let books = try await Books(sandbox.reader())
            #expect(books.missing(from: earlier) == [], "\(moment)")
            #expect(books.doubled == [], "\(moment)")
            let status = try sandbox.run("status", "--ledger", sandbox.ledger)
            #expect(status.status == 0, "\(moment): \(status)")
            #expect(
                status.output.contains("books equal the fills      yes"), "\(moment): \(status)")
        }

        private func events() async throws -> Int {
            guard FileManager.default.fileExists(atPath: sandbox.ledger) else { return 0 }
            return try await Self.events(in: sandbox.reader())
        }

        /// How many events the journal holds: the measure of a run's progress.
        private static func events(in reader: LedgerReader) async throws -> Int {
            try await reader.runs().reduce(0) { $0 + $1.eventCount }
        }
    }
}
