import Foundation
import TestSupport
import Testing

extension TheProgram {
    /// Recorded files, named by `--replay`.
    @Suite("A recorded market")
    struct RecordedMarket {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
        }

        private static let candles = """
            timestamp,open,high,low,close,volume
            2025-10-08 09:15:00,25000,25020,24990,25010,0
            2025-10-08 09:30:00,25010,25040,25000,25030,0

            """
        private static let ticks = """
            timestamp,symbol,last_price
            2025-10-08 09:15:00,NSE:INFY,1500
            2025-10-08 09:15:05,NSE:INFY,1501

            """

        @Test(
            "a recorded file is played, whichever kind it is of",
            arguments: [("candles_15m_NIFTY.csv", candles), ("day.csv", ticks)])
        func replay(_ name: String, _ text: String) throws {
            let path = try sandbox.write(text, to: name)
            let result = try sandbox.run(
                ["--replay", path, "--plain", "--ledger", "memory"], input: Data("status\n".utf8))
            #expect(result.status == 0, "\(result)")
            #expect(result.output.contains("REPLAY: a replayed market"), "\(result)")
        }

        @Test("on the screen the badge says that the market is a recorded one")
        func badge() throws {
            let path = try sandbox.write(Self.candles, to: "candles_15m_NIFTY.csv")
            let terminal = try sandbox.open(["--replay", path, "--ledger", "memory"])
            try terminal.wait(for: "REPLAY")
            terminal.type("q")
            #expect(try terminal.waitForEnd(ifAsked: "y quit") == .exited(0))
        }

        @Test(
            "what contradicts it, or is no recording, is refused",
            arguments: [
                (["--market", "sim"], "not sim"), ([], "the header lacks"),
            ])
        func refused(_ more: [String], _ words: String) throws {
            let path = try sandbox.write("hello\n1\n", to: "notes.csv")
            let result = try sandbox.run(
                ["--replay", path, "--plain", "--ledger", "memory"] + more)
            #expect(result.refuses(words), "\(result)")
        }
    }
}
