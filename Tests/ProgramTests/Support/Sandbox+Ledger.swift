import Foundation
import Ledger
import Trading

extension Sandbox {
    /// The program ended before the ledger held what was waited for.
    struct EndedEarly: Error, CustomStringConvertible {
        let description: String
    }

    /// Waits until the ledger of a running program holds something.
    ///
    /// Reading is what takes the time here; nothing sleeps.
    func waitForLedger(
        while program: RunningProgram, _ condition: (LedgerReader) async throws -> Bool
    ) async throws {
        var opened: LedgerReader?
        while program.isRunning {
            // Until the program has made the file, there is nothing to read.
            guard let reader = opened ?? (try? self.reader()) else {
                await Task.yield()
                continue
            }
            opened = reader
            if try await condition(reader) { return }
        }
        throw EndedEarly(description: "ended early: \(try program.waitForEnd())")
    }

    /// Orders that have no outcome.
    func openOrders() async throws -> [Order] {
        try await reader().orders(
            statuses: Set(OrderStatus.allCases.filter(\.isWorking)), limit: .max)
    }
}
