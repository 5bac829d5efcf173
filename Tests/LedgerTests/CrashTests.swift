import Foundation
import Ledger
import Testing
import Trading

/// What a process leaves behind when it is killed is what lies in its files at that instant; so a
/// copy of the files of an open ledger is what a restart would find.
struct CrashTests {
    @Test(
        "nothing acknowledged is missing after the process was killed",
        arguments: Durability.allCases)
    func killed(_ durability: Durability) async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger.open(at: folder.file(), durability: durability)
        for count in 1...5 {
            try await SampleTrade("s\(count)").commit(to: ledger)
            let copy = try crash(folder, "crash\(count).db")

            let reopened = try SQLiteLedger.open(at: copy)
            let expected = try await ledger.restore(on: .october8)
            #expect(expected.fills.count == 2 * count)
            #expect(try await reopened.restore(on: .october8) == expected)
            try await reopened.close()
        }
        try await ledger.close()
    }

    @Test("a unit that the crash has cut short is absent as a whole")
    func tornUnit() async throws {
        let folder = try TemporaryFolder()
        let ledger = try SQLiteLedger.open(at: folder.file())
        try await SampleTrade("whole").commit(to: ledger)
        let wholeSize = try size(folder.file() + "-wal")
        let last: [LedgerChange] = [
            .claimSignal(.fresh("torn")), .insertOrder(.entry("torn")),
            .upsertPosition(.fresh("torn")),
        ]
        let before = try await ledger.restore(on: .october8)
        _ = try await ledger.commit(last)
        let tornSize = try size(folder.file() + "-wal")
        try #require(tornSize > wholeSize)

        for cut in stride(from: wholeSize, to: tornSize, by: Int((tornSize - wholeSize) / 7)) {
            let copy = try crash(folder, "torn\(cut).db")
            let log = try FileHandle(forWritingTo: URL(fileURLWithPath: copy + "-wal"))
            try log.truncate(atOffset: cut)
            try log.close()
            let reopened = try SQLiteLedger.open(at: copy)
            #expect(try await reopened.restore(on: .october8) == before)
            #expect(try await reopened.commit(last) == .committed)
            try await reopened.close()
        }
        try await ledger.close()
    }

    @Test("a restart restores everything, live or of the day")
    func restart() async throws {
        let folder = try TemporaryFolder()
        var desk = RandomDesk(seed: 7)
        let first = try SQLiteLedger.open(at: folder.file())
        try await SampleTrade("done").commit(to: first)
        let yesterday = Timestamp.october8(10 - 24)
        let letter = desk.deadLetter()
        _ = try await first.commit([
            .claimSignal(.fresh("old", status: .rejected, at: yesterday)),
            .claimSignal(.fresh("held", status: .active, at: yesterday)),
            .insertOrder(.entry("held", at: yesterday)),
            .upsertPosition(.fresh("held", at: yesterday)),
            .upsertDeadLetter(letter),
            .setState(key: "risk", value: "ACTIVE"), .setState(key: "risk", value: "HALTED"),
        ])
        let before = try await first.restore(on: .october8)
        try await first.close()

        let second = try SQLiteLedger.open(at: folder.file())
        let after = try await second.restore(on: .october8)
        #expect(after == before)
        let done = SampleTrade("done")
        #expect(after.signals.map(\.id) == ["held", "done"])
        #expect(after.openOrders == [.entry("held", at: yesterday)])
        #expect(after.openPositions == [.fresh("held", at: yesterday)])
        #expect(after.closedPositions == [done.position])
        #expect(after.fills == done.fills)
        #expect(after.deadLetters == [letter])
        #expect(after.state == ["risk": "HALTED"])
        #expect(second.run == first.run + 1)
        try await second.close()
    }

    private func crash(_ folder: TemporaryFolder, _ name: String) throws -> String {
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.file() + suffix, toPath: folder.file(name) + suffix)
        }
        return folder.file(name)
    }

    private func size(_ path: String) throws -> UInt64 {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        return try handle.seekToEnd()
    }
}
