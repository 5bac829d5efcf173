import EventBus
import Foundation
import Ledger
import Testing
import Trading

@testable import Engine

/// Flushes of the disk are counted, not timed: a group that is handed to the ledger is one transaction, and one
/// transaction is one `fdatasync` of its log.
@Suite("How often the disk is flushed", .balancedBooks)
struct FlushTests {
    @Test("100 signals at once make 100 positions, their claims in at most two flushes")
    func hundredSignals() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-flush-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let disk = try SQLiteLedger.open(at: folder.appending(path: "ledger.sqlite").path)
        // So long that only what the handlers do ends a group, never the clock.
        let test = try await TestDesk(
            ledger: disk, isStepped: false, gatheringLimit: .seconds(600)
        ) { rules in
            rules.limits.maximumPositions = 100
            rules.limits.capitalAtRiskPercent = 100
            rules.limits.maximumLots = 1
            rules.capital = Money(rupees: 100_000_000)
        }
        let flushesBefore = disk.flushCount
        test.desk.bus.pause("executor")
        for number in 0..<100 {
            let signal = test.signal("s\(number)", strategy: "strategy\(number)")
            try await test.desk.take(.signal(signal))
        }
        test.desk.bus.resume("executor")
        while try await disk.reader.signals(statuses: [.active], limit: 1000).count < 100 {
            await Task.yield()
        }
        let flushes = disk.flushCount - flushesBefore
        let claims = test.ledger.groups.filter { $0.joined().contains(where: \.isClaim) }
        let fills = test.ledger.groups.filter { $0.joined().contains(where: \.isFill) }
        // The executor's 64 workers claim together; the fills of the first 64 ride with the claims of the rest.
        #expect(claims.count <= 2)
        #expect(Set(claims + fills).count <= 3)
        // The last of them holds nothing but stages of signals and the journal.
        #expect(flushes <= 4)
        #expect(test.desk.parts.writer.statistics.largestGroup >= 64)

        #expect(test.broker.orders.count == 100)
        #expect(Set(test.broker.orders).count == 100)
        let positions = try await test.positions()
        #expect(positions.count == 100)
        #expect(Set(positions.map(\.signalID)).count == 100)
        #expect(positions.allSatisfy { $0.status == .open })
        _ = await test.desk.stop(withinSeconds: 600)
        try await test.expectBalanced()
        BalancedBooks.desks?.forget(disk)
        try await disk.close()
    }
}

extension LedgerChange {
    fileprivate var isClaim: Bool {
        if case .claimSignal = self { true } else { false }
    }

    fileprivate var isFill: Bool {
        if case .insertFill = self { true } else { false }
    }
}
