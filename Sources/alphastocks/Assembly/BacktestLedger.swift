import Foundation
import Ledger

/// The ledger of the last backtest, which the next one replaces.
///
/// A backtest that went on in an old ledger would find every signal processed already. One that is to be kept gets
/// a ledger of its own by name.
enum BacktestLedger {
    /// Where it is.
    static var path: String { StateDirectory.state + "/backtest.sqlite" }

    /// Takes it away, with what belongs to it.
    ///
    /// - Throws: `LedgerError.locked` while another backtest writes it, or what keeps the files from being removed.
    static func clear() async throws {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return }
        // Who can open it is the only one who writes it.
        try await SQLiteLedger.open(at: path, durability: .off).close()
        for suffix in ["", "-wal", "-shm", ".venue"] where files.fileExists(atPath: path + suffix) {
            try files.removeItem(atPath: path + suffix)
        }
    }
}
