import Ledger
import Testing
import Trading

struct MigrationTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file()
        let tool = try ForeignTool(path: path)
        try tool.execute(Version1Ledger.script)
        try tool.close()
    }

    @Test("a ledger of version 1 opens, and everything in it is read")
    func version1() async throws {
        let ledger = try SQLiteLedger.open(at: path)
        #expect(ledger.run == 8)

        let time = Timestamp.october8(10)
        let signal = SignalRecord.fresh("one", status: .active, at: time)
        var order = Order.entry("one", at: time)
        order.id = OrderID("E-one")
        order.positionID = PositionID("P-one")
        let filled = order.filled(at: Price(paise: 100_00), id: "T-1")
        var position = Position.fresh("one", at: time).applying(filled.fill)
        position.id = PositionID("P-one")
        position.exitOrdinals = [.target: 1]
        let event = EventRecord(
            id: "e1", sequence: 1, source: "desk", correlationID: nil, causationID: nil,
            schemaVersion: 1, occurredAt: Timestamp(nanoseconds: 1_759_900_000_000_000_000),
            payload: .systemReady(Notice(subject: "desk", text: "ready")))
        let letter = DeadLetterRecord(
            id: DeadLetterID("d-1"), handler: "executor", event: event,
            attempts: [DeliveryAttempt(failedAt: event.occurredAt, error: "no quote")],
            diedAt: event.occurredAt)

        let memory = try await ledger.restore(on: .october8)
        #expect(memory.signals == [signal])
        #expect(try await ledger.reader.orders() == [filled.order])
        #expect(memory.fills == [filled.fill])
        #expect(memory.openPositions == [position])
        #expect(memory.deadLetters == [letter])
        #expect(memory.state == ["risk": "HALTED"])
        #expect(try await ledger.reader.journal(ofRun: 7) == [event])
        #expect(try await ledger.reader.accountCheck().isBalanced)
        #expect(try await ledger.commit([.claimSignal(signal)]) == .duplicate(signalID: "one"))
        try await ledger.close()
    }

    @Test("an old ledger gets the same shape as a new one")
    func sameShape() async throws {
        try await SQLiteLedger.open(at: path).close()
        let newPath = folder.file("new.db")
        try await SQLiteLedger.open(at: newPath).close()
        #expect(try shape(of: path) == shape(of: newPath))
    }

    @Test("opening again changes neither shape nor version")
    func twice() async throws {
        try await SQLiteLedger.open(at: path).close()
        let once = try shape(of: path)
        try await SQLiteLedger.open(at: path).close()
        #expect(try shape(of: path) == once)
    }

    private func shape(of path: String) throws -> [String] {
        let tool = try ForeignTool(path: path)
        let objects = try tool.texts(
            "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'grdb_%' ORDER BY name")
        let version = try tool.texts("SELECT CAST(user_version AS TEXT) FROM pragma_user_version")
        try tool.close()
        return objects + version
    }
}
