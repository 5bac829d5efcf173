import Foundation
import Ledger
import TestSupport
import Testing
import Trading

extension TheProgram {
    /// Real files, where a machine has them beside the repository.
    @Suite(.enabled(if: RecordedFiles.arePresent, "the recorded files are not here"))
    struct RecordedData {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        @Test("every row of the exchange's list is accounted for")
        func instruments() throws {
            let result = try sandbox.run(
                "run", "--speed", "max", "--minutes", "1", "--ledger", "memory", "--instruments",
                RecordedFiles.instruments)
            let tally = try #require(try result.json(Summary.self).instruments, "\(result)")
            #expect(tally.rowsRead == 33_526)
            #expect(tally.rowsLoaded + tally.skipped.values.reduce(0, +) == tally.rowsRead)
            #expect(tally.rowsLoaded > 33_000)
        }

        @Test("recorded candles played twice give the same trades, and every signal is explained")
        func candles() async throws {
            let infy = try excerpt(of: RecordedFiles.infyCandles, to: "candles_15m_INFY.csv")
            let bank = try excerpt(of: RecordedFiles.bankCandles, to: "candles_15m_NIFTYBANK.csv")
            func play(_ ledger: String) throws -> ProgramResult {
                try sandbox.run(
                    "run", "--market", "replay", "--speed", "max", "--json", "--candles", infy,
                    bank,
                    "--ledger", ledger)
            }
            let first = try play(sandbox.ledger)
            let again = try play("memory")
            let summary = try first.json(Summary.self)
            #expect(first.status == 0, "\(first)")
            #expect(try again.json(Summary.self) == summary)
            #expect(summary.contradictions == [])
            #expect(summary.desk.signalsReceived > 0)
            #expect(summary.trades.closed > 0)
            let reader = try sandbox.reader()
            #expect(try await reader.accountCheck().isBalanced)
            let unexplained = try await reader.signals(limit: .max).filter {
                $0.contract == nil && $0.denial == nil
            }
            #expect(unexplained == [])
        }

        /// The first candles of a file, which are enough to trade on.
        private func excerpt(of path: String, to name: String) throws -> String {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return try sandbox.write(
                text.split(separator: "\n").prefix(150).joined(separator: "\n") + "\n", to: name)
        }
    }
}

private enum RecordedFiles {
    private static let folder: String = {
        let here = URL(filePath: #filePath)
        let root = (0..<3).reduce(here) { url, _ in url.deletingLastPathComponent() }
        return root.deletingLastPathComponent().appending(path: "shared/data").path
    }()

    static let instruments = folder + "/instruments_NFO_2025-10-08.csv"
    static let infyCandles = folder + "/candles_15m_INFY.csv"
    static let bankCandles = folder + "/candles_15m_NIFTYBANK.csv"

    static var arePresent: Bool {
        [instruments, infyCandles, bankCandles].allSatisfy {
            FileManager.default.fileExists(atPath: $0)
        }
    }
}
