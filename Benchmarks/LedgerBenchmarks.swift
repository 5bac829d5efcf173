import Engine
import Foundation
import Ledger
import Market
import Trading

/// The ledger on disk, fully synchronised, against SQLite's own C interface in the same run.
enum LedgerBenchmarks {
    static let all = [
        claims, entries, rawEntries, entriesAgainstRaw, positions, positionsAgainstRaw,
        duplicates(known: 1_000), duplicates(known: 1_000_000),
    ]

    private static let trades = 8_000
    /// Trades that the raw peer puts into one transaction.
    private static let group = 250

    // MARK: Claims

    /// Signals claimed one by one, 64 at a time.
    private static let claims = Benchmark(
        name: "ledger: durable claims, 64 clients", unit: "claims/s"
    ) {
        try await withLedger { ledger, _ in
            try await rate(of: 6_400, clients: 64) { number in
                _ = try await ledger.commit([.claimSignal(record("bench-\(number)"))])
            }
        }
    }

    /// Claims of ids that the ledger holds, handed in by hundreds.
    private static func duplicates(known: Int) -> Benchmark {
        Benchmark(name: "ledger: refused duplicates, \(known) known ids", unit: "refusals/s") {
            let ledger = try await FilledLedgers.shared.ledger(holding: known)
            var random = SeededGenerator(seed: 1)
            let count = 50_000
            let units = (0..<count).map { _ -> [LedgerChange] in
                [.claimSignal(record(FilledLedgers.id(Int.random(in: 0..<known, using: &random))))]
            }
            let elapsed = await seconds {
                for start in stride(from: 0, to: count, by: 500) {
                    _ = await ledger.commit(together: Array(units[start..<start + 500]))
                }
            }
            return Double(count) / elapsed
        }
    }

    // MARK: Entries

    /// A signal's claim, its order's intent and its position: one unit, as the executor commits it.
    private static let entries = Benchmark(
        name: "ledger: signal, order and position durable", unit: "trades/s", run: entryRate)

    private static let rawEntries = Benchmark(
        name: "raw SQLite: the same rows by \(group)", unit: "trades/s", run: rawEntryRate)

    private static let entriesAgainstRaw = Benchmark(
        name: "ledger against raw SQLite, the same run", unit: "%"
    ) { try await entryRate() / rawEntryRate() * 100 }

    /// From the signal on the bus to the open position, through every handler of the desk.
    private static let positions = Benchmark(
        name: "desk: signal to open position, durable", unit: "trades/s", run: deskRate)

    private static let positionsAgainstRaw = Benchmark(
        name: "desk against raw SQLite, the same run", unit: "%"
    ) { try await deskRate() / rawEntryRate() * 100 }

    @Sendable static func entryRate() async throws -> Double {
        let contract = try await sampleContract()
        return try await withLedger { ledger, _ in
            try await rate(of: trades, clients: 512) { number in
                _ = try await ledger.commit(entry("bench-\(number)", contract))
            }
        }
    }

    @Sendable static func rawEntryRate() async throws -> Double {
        try await withLedger { ledger, path in
            // The ledger has made the file; now it is let go of.
            try await ledger.close()
            let raw = RawSQLite(path: path, statements: RawTrade.statements)
            let elapsed = await seconds {
                for start in stride(from: 0, to: trades, by: group) {
                    raw.execute("BEGIN IMMEDIATE")
                    for number in start..<min(start + group, trades) {
                        RawTrade.insert("bench-\(number)", number, into: raw)
                    }
                    raw.execute("COMMIT")
                }
            }
            return Double(trades) / elapsed
        }
    }

    /// As many bytes a trade as its three rows have, appended and flushed by as many as the raw peer commits at once.
    @Sendable static func rawFileRate() async throws -> Double {
        try await withLedger { _, path in
            let file = try RawFile(path: path + ".raw")
            let elapsed = try await seconds {
                for start in stride(from: 0, to: trades, by: group) {
                    let count = min(group, trades - start)
                    try file.append(Array(repeating: 0x20, count: count * RawFile.bytesOfTrade))
                }
            }
            return Double(trades) / elapsed
        }
    }

    @Sendable static func deskRate() async throws -> Double {
        try await withLedger { ledger, _ in
            let count = 500
            let bench = try await DeskBench(ledger: ledger, maximumPositions: count + 1)
            try await bench.desk.take(.signal(bench.signal(count)))
            try await bench.waitForPositions(1)
            bench.deepenMarket()
            let elapsed = try await seconds {
                for number in 0..<count {
                    try await bench.desk.take(.signal(bench.signal(number)))
                }
                try await bench.waitForPositions(count + 1)
            }
            _ = await bench.desk.stop(withinSeconds: 30)
            return Double(count) / elapsed
        }
    }

    // MARK: Rows

    static func record(_ id: String, contract: OptionContract? = nil) -> SignalRecord {
        let now = SimulatedMarket.defaultStart
        let signal = Signal(
            id: id, symbol: "NIFTY", strategy: "bench", action: .buy, entryPrice: 25_000,
            stopLoss: 24_750, target: 25_500, strength: 0.9, emittedAt: now, origin: .file)
        return SignalRecord(
            signal: signal, status: .new, contract: contract, receivedAt: now, updatedAt: now)
    }

    private static func entry(_ id: String, _ contract: OptionContract) -> [LedgerChange] {
        let now = SimulatedMarket.defaultStart
        let order = Order(
            id: .entry(signalID: id), signalID: id, positionID: .of(signalID: id), purpose: .entry,
            contract: contract, side: .buy, quantity: Quantity(75), type: .market, venue: .paper,
            createdAt: now)
        let position = Position(
            id: .of(signalID: id), signalID: id, strategy: "bench", action: .buy,
            contract: contract, stop: Price(paise: 70_00), target: Price(paise: 150_00),
            secondTarget: nil, mode: .balanced, thesisStop: Price(paise: 24_750_00),
            thesisTarget: Price(paise: 25_500_00), openedAt: now)
        return [
            .claimSignal(record(id, contract: contract)), .insertOrder(order),
            .upsertPosition(position),
        ]
    }

    private static func sampleContract() async throws -> OptionContract {
        let bench = try await DeskBench(ledger: SQLiteLedger.inMemory(), maximumPositions: 1)
        let valid = try bench.desk.planner.validate(bench.signal(0)).get()
        return try bench.desk.planner.plan(valid).get().contract
    }

    // MARK: Measuring

    private static func rate(
        of count: Int, clients: Int, _ commit: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Double {
        let elapsed = try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<clients {
                    group.addTask {
                        for number in stride(from: client, to: count, by: clients) {
                            try await commit(number)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Double(count) / elapsed
    }

    private static func withLedger(
        _ body: (SQLiteLedger, String) async throws -> Double
    ) async throws -> Double {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path
        let ledger = try SQLiteLedger.open(at: path)
        let figure = try await body(ledger, path)
        try await ledger.close()
        return figure
    }
}

/// Ledgers that hold many signals, each made once.
private actor FilledLedgers {
    static let shared = FilledLedgers()

    private var ledgers: [Int: SQLiteLedger] = [:]

    static func id(_ number: Int) -> String { "known-\(number)" }

    func ledger(holding count: Int) async throws -> SQLiteLedger {
        if let ledger = ledgers[count] { return ledger }
        let file = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-bench-\(UUID().uuidString)-\(count)")
        let ledger = try SQLiteLedger.open(at: file.path, durability: .off)
        for start in stride(from: 0, to: count, by: 1_000) {
            _ = await ledger.commit(
                together: (start..<min(start + 1_000, count)).map {
                    [.claimSignal(LedgerBenchmarks.record(Self.id($0)))]
                })
        }
        for suffix in ["", "-wal", "-shm", ".lock"] {
            // Open files outlive their names, so nothing is left behind.
            try? FileManager.default.removeItem(atPath: file.path + suffix)
        }
        ledgers[count] = ledger
        return ledger
    }
}

/// The rows of an entry with the ledger's own statements, all values at hand.
private enum RawTrade {
    static let statements = [
        """
        INSERT INTO signals (id, symbol, strategy, action, entry_price, stop_loss, target, strength,
            expected_move_percent, timeframe, emitted_at, origin, metadata, received_at, status,
            denial_code, denial_reason, contract, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        """
        INSERT INTO orders (id, signal_id, position_id, exit_reason, contract, side, quantity,
            limit_price, venue, status, filled_quantity, filled_value, reason, created_at,
            updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO positions (id, signal_id, strategy, action, contract, status, bought_quantity,
            sold_quantity, bought_value, sold_value, charges, stop, is_stop_raised, target,
            second_target, peak, mark, marked_at, has_booked_partial, mode, thesis_stop,
            thesis_target, exit_ordinals, working_exit, exit_reason, opened_at, closed_at, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
    ]

    private static let contract: StaticString = """
        {"expiry":20376,"id":4123456789,"isGenerated":true,"lotUnits":75,"right":"CE",\
        "strike":2500000,"tick":5,"tradingSymbol":"NIFTY25O1425000CE","underlying":"NIFTY"}
        """

    static func insert(_ id: String, _ number: Int, into raw: RawSQLite) {
        let now = RawSQLite.Value.integer(
            SimulatedMarket.defaultStart.nanoseconds)
        // Twenty characters that follow from the signal, as the desk's ids are.
        let hash = StableHash.hexadecimal(id)
        let (order, position) = ("E" + hash, "P" + hash)
        raw.run(
            0,
            [
                .key(id), .text("NIFTY"), .text("bench"), .text("BUY"), .real(25_000),
                .real(24_750), .real(25_500), .real(0.9), .null, .null, now, .text("file"),
                .text("{}"), now, .text("NEW"), .null, .null, .text(contract), now,
            ])
        raw.run(
            1,
            [
                .key(order), .key(id), .key(position), .null, .text(contract), .text("BUY"),
                .integer(75), .null, .text("PAPER"), .text("NEW"), .integer(0), .integer(0), .null,
                now, now,
            ])
        raw.run(
            2,
            [
                .key(position), .key(id), .text("bench"), .text("BUY"), .text(contract),
                .text("OPENING"), .integer(0), .integer(0), .integer(0), .integer(0), .integer(0),
                .integer(7_000), .integer(0), .integer(15_000), .null, .integer(0), .null, .null,
                .integer(0), .text("BALANCED"), .integer(2_475_000), .integer(2_550_000),
                .text("{}"), .null, .null, now, .null, .integer(0),
            ])
    }
}
