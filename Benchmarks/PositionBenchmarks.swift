import Engine
import Foundation
import Ledger
import Market
import Synchronization
import Trading

/// What a desk does while it holds few or many positions: nothing that runs with an event may cost more with them.
///
/// The desk is stepped and its ledger in memory, so these are costs of the processor, without wake-ups and disks.
enum PositionBenchmarks {
    static let all = [10, 1_000, 10_000].flatMap { held in
        [
            entry(holding: held), exit(holding: held, percentile: 0.5),
            exit(holding: held, percentile: 0.99), snapshot(holding: held),
        ]
    }

    private static let trades = 100

    /// From the signal on the bus to the filled position.
    private static func entry(holding held: Int) -> Benchmark {
        Benchmark(name: "positions: signal to position, \(held) held", unit: "µs") {
            let desk = try await HoldingDesks.shared.desk(holding: held)
            var total = 0.0
            for _ in 0..<trades {
                total += try await seconds { try await desk.open() }
                _ = try await desk.close()
            }
            return total / Double(trades) * 1e6
        }
    }

    /// From the tick that reaches a target to the exit order at the broker.
    private static func exit(holding held: Int, percentile: Double) -> Benchmark {
        Benchmark(
            name: "positions: tick to exit order, \(held) held, p\(Int(percentile * 100))",
            unit: "µs"
        ) {
            let desk = try await HoldingDesks.shared.desk(holding: held)
            var waits: [Double] = []
            for _ in 0..<trades {
                try await desk.open()
                waits.append(try await desk.close() * 1e6)
            }
            waits.sort()
            return waits[Int(Double(waits.count - 1) * percentile)]
        }
    }

    /// One snapshot of everything, as it is taken ten times a second.
    private static func snapshot(holding held: Int) -> Benchmark {
        Benchmark(name: "positions: a snapshot, \(held) held", unit: "µs") {
            let desk = try await HoldingDesks.shared.desk(holding: held)
            let count = 10
            let elapsed = await seconds {
                for _ in 0..<count { await desk.bench.desk.snapshotNow() }
            }
            return elapsed / Double(count) * 1e6
        }
    }
}

/// Desks that hold many positions, each made once.
private actor HoldingDesks {
    static let shared = HoldingDesks()

    private var desks: [Int: HoldingDesk] = [:]

    func desk(holding held: Int) async throws -> HoldingDesk {
        if let desk = desks[held] { return desk }
        let desk = try await HoldingDesk(holding: held)
        desks[held] = desk
        return desk
    }
}

/// A desk that holds positions on nine underlyings, and opens and closes one on the tenth.
private final class HoldingDesk: Sendable {
    let bench: DeskBench
    private let probe = "NIFTY"
    private let next: Mutex<Int>

    init(holding held: Int) async throws {
        bench = try await DeskBench(
            ledger: SQLiteLedger.inMemory(), maximumPositions: held + 100, isStepped: true)
        let others = bench.board.underlyings.filter { $0 != "NIFTY" }
        var number = 0
        // Some underlyings have no contract that fits the rules.
        while bench.desk.summary.positionsOpen < held, number < 20 * held {
            let symbol = others[number % others.count]
            try await bench.desk.take(.signal(bench.signal(number, symbol: symbol)))
            await bench.desk.settle()
            number += 1
        }
        next = Mutex(number)
        precondition(
            bench.desk.summary.positionsOpen == held,
            "\(bench.desk.summary.positionsOpen) positions of \(held): \(bench.desk.summary.denials)"
        )
    }

    func open() async throws {
        let number = next.withLock { next in
            next += 1
            return next
        }
        try await bench.desk.take(.signal(bench.signal(number, symbol: probe)))
        await bench.desk.settle()
    }

    /// Lets the premium of what was bought last rise through its targets, and fall again: a loss would halve the size
    /// of the next entry.
    ///
    /// - Returns: Seconds from the tick to the exit order.
    func close() async throws -> Double {
        bench.deepenMarket()
        guard let contract = bench.broker.lastBought, let fair = bench.board.quote(of: contract)
        else { preconditionFailure("nothing was bought: \(bench.desk.summary.denials)") }
        var risen = fair
        risen.last = Price(paise: fair.last.paise * 4)
        risen.bid = risen.last
        risen.ask = risen.last
        let start = ContinuousClock.now
        for quote in [risen, fair] {
            for happening in bench.board.apply(.tick(quote)) {
                try await bench.desk.take(happening)
                await bench.desk.settle()
            }
        }
        guard let sold = bench.broker.lastSoldAt, sold > start else {
            preconditionFailure(
                "no exit of \(contract.tradingSymbol): \(bench.desk.summary)")
        }
        return Double((sold - start).components.attoseconds) / 1e18
    }
}
