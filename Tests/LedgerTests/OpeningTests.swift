import Foundation
import Ledger
import Testing
import Trading

struct OpeningTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file()
    }

    @Test(
        "a commit waits for what was asked for",
        arguments: [(Durability.full, 2), (.normal, 1), (.off, 0)])
    func durability(_ durability: Durability, _ synchronous: Int) async throws {
        let ledger = try SQLiteLedger.open(at: path, durability: durability)
        #expect(try ledger.pragma("synchronous") == synchronous)
        #expect(try ledger.pragma("foreign_keys") == 1)
        try await ledger.close()
    }

    @Test("a missing folder is made")
    func missingFolder() async throws {
        let ledger = try SQLiteLedger.open(at: folder.file("a/b/ledger.db"))
        #expect(try await ledger.restore(on: .october8) == DeskMemory())
        try await ledger.close()
    }

    @Test("a folder in the file's place is refused")
    func folderInPlace() throws {
        let refusal = LedgerError.unavailable(
            path: folder.path, reason: "it is a folder; name a file")
        #expect(throws: refusal) { try SQLiteLedger.open(at: folder.path) }
        #expect(throws: refusal) { try LedgerReader.open(at: folder.path) }
    }

    @Test("a folder that cannot be made is refused")
    func impossibleFolder() {
        #expect(
            throws: LedgerError.unavailable(
                path: "/dev/null/desk/ledger.db",
                reason: "cannot make its folder /dev/null/desk; choose another one")
        ) { try SQLiteLedger.open(at: "/dev/null/desk/ledger.db") }
    }

    @Test(
        "a folder that cannot be written is refused",
        .disabled(if: getuid() == 0, "root may write anywhere"))
    func readOnlyFolder() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer {
            try? FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: folder.path)
        }
        #expect {
            try SQLiteLedger.open(at: path)
        } throws: { error in
            guard case LedgerError.unavailable(path, let reason) = error else { return false }
            return reason.contains("choose a folder that can be written")
        }
    }

    @Test("a file that is no database is refused and left as it is")
    func garbage() throws {
        let garbage = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try garbage.write(to: URL(fileURLWithPath: path))
        #expect(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
        #expect { try LedgerReader.open(at: path) } throws: { isCorrupt($0, "is not a database") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == garbage)
    }

    @Test("a database of another program is refused and left as it is")
    func foreignDatabase() throws {
        let tool = try ForeignTool(path: path)
        try tool.execute("CREATE TABLE photos (name TEXT)")
        try tool.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect { try SQLiteLedger.open(at: path) } throws: { isCorrupt($0, "another program") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("a ledger cut short is refused, wherever it is cut")
    func truncated() async throws {
        try await makeLedger()
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let sizes = [2, 50, 100, 4096, 4097, whole.count / 2, whole.count - 4096]
        let undetected = try sizes.filter { size in
            try whole.prefix(size).write(to: URL(fileURLWithPath: path))
            do throws(LedgerError) {
                _ = try SQLiteLedger.open(at: path)
                return true
            } catch {
                return !isCorrupt(error, "")
            }
        }
        #expect(undetected.isEmpty, "of \(whole.count) bytes")
    }

    @Test("a ledger with a page overwritten is refused")
    func damagedPage() async throws {
        try await makeLedger()
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(8192..<12_288, with: Data(repeating: 0xAA, count: 4096))
        try data.write(to: URL(fileURLWithPath: path))
        #expect { try SQLiteLedger.open(at: path) } throws: { isCorrupt($0, "backup") }
    }

    @Test("a log without its file is not thrown away")
    func logWithoutFile() async throws {
        let ledger = try SQLiteLedger.open(at: path)
        try await SampleTrade("one").commit(to: ledger)
        let orphan = folder.file("orphan.db")
        try FileManager.default.copyItem(atPath: path + "-wal", toPath: orphan + "-wal")
        #expect { try SQLiteLedger.open(at: orphan) } throws: { isCorrupt($0, "put the file back") }
        try await ledger.close()
    }

    @Test("a ledger of a newer program is refused")
    func newerVersion() async throws {
        try await makeLedger()
        let tool = try ForeignTool(path: path)
        try tool.execute("PRAGMA user_version = 99")
        try tool.close()
        let refusal = LedgerError.newerVersion(
            path: path, found: "version 99, this program knows versions up to 6")
        #expect(throws: refusal) { try SQLiteLedger.open(at: path) }
        #expect(throws: refusal) { try LedgerReader.open(at: path) }
    }

    @Test("a second writer is refused until the first one closes")
    func secondWriter() async throws {
        let first = try SQLiteLedger.open(at: path)
        #expect(throws: LedgerError.locked(path: path)) { try SQLiteLedger.open(at: path) }
        try await first.close()
        let second = try SQLiteLedger.open(at: path)
        try await second.close()
    }

    @Test("a refused opening keeps no lock")
    func refusalKeepsNoLock() async throws {
        try Data("no ledger".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: LedgerError.self) { try SQLiteLedger.open(at: path) }
        try FileManager.default.removeItem(atPath: path)
        try await SQLiteLedger.open(at: path).close()
    }

    @Test("a foreign tool in the way fails the commit, and only while it is there")
    func foreignLock() async throws {
        let ledger = try SQLiteLedger.open(at: path)
        let tool = try ForeignTool(path: path)
        try tool.execute("BEGIN IMMEDIATE")
        await #expect(throws: LedgerError.locked(path: path)) {
            try await ledger.commit([.setState(key: "a", value: "1")])
        }
        try tool.execute("COMMIT")
        try tool.close()
        #expect(try await ledger.commit([.setState(key: "a", value: "2")]) == .committed)
        #expect(try await ledger.restore(on: .october8).state == ["a": "2"])
        try await ledger.close()
    }

    @Test("a value that was never written is reported with its place")
    func unreadableValue() async throws {
        try await makeLedger()
        let tool = try ForeignTool(path: path)
        try tool.execute("UPDATE orders SET venue = 'MARS' WHERE row = 1")
        try tool.close()
        let ledger = try SQLiteLedger.open(at: path)
        let id = OrderID.entry(signalID: "one")
        await #expect(
            throws: LedgerError.corrupt(
                path: path,
                reason: "table orders, row \"\(id)\", column venue: expected one of "
                    + "SIM, REPLAY, PAPER, LOGGING, LIVE, found \"MARS\"")
        ) { try await ledger.reader.orders() }
        #expect(try await ledger.reader.fills().count == 2)
        try await ledger.close()
    }

    @Test("a reader needs a ledger")
    func readerWithoutLedger() {
        #expect(
            throws: LedgerError.unavailable(
                path: path, reason: "there is no ledger yet; start the desk once")
        ) { try LedgerReader.open(at: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    private func makeLedger() async throws {
        let ledger = try SQLiteLedger.open(at: path)
        try await SampleTrade("one").commit(to: ledger)
        try await ledger.close()
    }

    private func isCorrupt(_ error: any Error, _ part: String) -> Bool {
        guard case LedgerError.corrupt(path: _, let reason) = error else { return false }
        return part.isEmpty || reason.contains(part)
    }
}
