import Foundation
import Ledger
import Market
import Testing
import Trading

@testable import Engine

/// Whatever a venue does to its reports, the desk ends with the venue's own truth.
@Suite("Orders in a storm")
struct OrderStormTests {
    /// How many sessions are tried: a few each time, as many as STORM_SEEDS says when it says so.
    static let seeds =
        ProcessInfo.processInfo.environment["STORM_SEEDS"].flatMap { UInt64($0) } ?? 100

    @Test(
        "every position is the sum of the venue's fills, nothing is oversold, no intent is sent twice",
        arguments: 0..<20)
    func storm(_ block: UInt64) async throws {
        for seed in stride(from: block, to: Self.seeds, by: 20) {
            try await Storm(seed: seed).run()
        }
    }
}

/// One stormy session of a desk.
private final class Storm {
    private let seed: UInt64
    private var random: SeededGenerator
    private let path: String
    private var ledger: SQLiteLedger
    private let clock: MarketClock
    private let market: StillMarket
    private let venue: HostileVenue
    private var desk: Desk
    private var signals = 0
    /// Positions of which all was to be sold at some time.
    private var left: Set<PositionID> = []

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed &* 0x9e37_79b9)
        path = NSTemporaryDirectory() + "storm-\(UUID().uuidString)/ledger.sqlite"
        ledger = try SQLiteLedger.open(at: path, durability: .off)
        clock = MarketClock(start: TestDesk.start)
        market = StillMarket(clock: clock)
        venue = HostileVenue(seed: seed, clock: clock)
        desk = Self.desk(market, clock, venue, ledger)
        try await desk.start()
    }

    private static func desk(
        _ market: StillMarket, _ clock: MarketClock, _ venue: HostileVenue, _ ledger: SQLiteLedger
    ) -> Desk {
        var rules = DeskRules()
        rules.limits.dailyLossPercent = 100
        rules.limits.lossStreak = 1000
        return Desk(
            setup: DeskSetup(market: "storm", isStepped: true), rules: rules, clock: clock,
            view: market, broker: venue, ledger: ledger)
    }

    func run() async throws {
        for _ in 0..<25 { try await act() }
        venue.heal()
        try await calmDown()
        try await check()
        try await ledger.close()
    }

    deinit {
        try? FileManager.default.removeItem(
            at: URL(filePath: path).deletingLastPathComponent())
    }

    private func act() async throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4:
            signals += 1
            try await desk.take(.signal(signal()))
        case 4..<9:
            guard let position = desk.parts.positions.live.randomElement(using: &random) else {
                break
            }
            let premium = Price(paise: Int64.random(in: 600...3000, using: &random) * 10)
            market.set(position.contract, premium: premium)
            if let quote = market.quote(of: position.contract) {
                try await desk.take(.tick(quote))
            }
        case 9..<12:
            guard let position = desk.parts.positions.live.randomElement(using: &random) else {
                break
            }
            _ = desk.send(
                .closePositions([PositionTarget(id: position.id, version: position.version)]))
            await Task.yield()
        case 12:
            _ = desk.send(Bool.random(using: &random) ? .flatten : .resume())
            await Task.yield()
        case 13:
            // Killed and started again: what was not durable is gone.
            try await ledger.close()
            ledger = try SQLiteLedger.open(at: path, durability: .off)
            desk = Self.desk(market, clock, venue, ledger)
            try await desk.start()
        default:
            try await pass(seconds: Double.random(in: 0.5...8, using: &random))
        }
        await desk.settle()
        venue.work()
        await desk.settle()
        checkLeft()
    }

    /// Nothing that was left is held again as if nothing had been decided.
    private func checkLeft() {
        for position in desk.parts.positions.live + desk.parts.positions.closed {
            switch position.status {
            case .closing, .closed: left.insert(position.id)
            case .open, .partial:
                #expect(!left.contains(position.id), "seed \(seed), \(position.id)")
            case .opening, .unknown: break
            }
        }
    }

    private func signal() -> Signal {
        Signal(
            id: "s\(signals)", symbol: StillMarket.symbol, strategy: "storm\(signals)",
            action: Bool.random(using: &random) ? .buy : .sell, entryPrice: 25_000,
            stopLoss: 0, target: 0, strength: 0.9, emittedAt: clock.now, origin: .strategy
        ).withLevels
    }

    private func pass(seconds: Double) async throws {
        clock.set(to: clock.now.advanced(bySeconds: seconds))
        desk.advanceBusClock(to: clock.now)
        try await desk.tick()
        await desk.settle()
    }

    /// The venue works again and everything is to be left.
    private func calmDown() async throws {
        _ = desk.send(.flatten)
        await desk.closeCommands()
        for _ in 0..<60 {
            try await pass(seconds: 12)
            venue.work()
            await desk.settle()
            if desk.parts.positions.live.isEmpty, !desk.hasWorkingOrders { break }
        }
    }

    private func check() async throws {
        let seed = seed
        #expect(venue.violations.isEmpty, "seed \(seed)")
        #expect(desk.parts.positions.live.isEmpty, "seed \(seed)")
        #expect(desk.parts.orders.working.isEmpty, "seed \(seed)")
        var held: [PositionID: (bought: Int, sold: Int, value: Int64)] = [:]
        var tradeIDs: Set<String> = []
        for record in venue.records {
            for case .filled(let id, let quantity, let price, _) in record.history.map(\.kind) {
                tradeIDs.insert(id)
                let value = (price * quantity).paise
                if record.order.side == .buy {
                    held[record.order.positionID, default: (0, 0, 0)].bought += quantity.units
                    held[record.order.positionID]?.value -= value
                } else {
                    held[record.order.positionID, default: (0, 0, 0)].sold += quantity.units
                    held[record.order.positionID]?.value += value
                }
            }
        }
        for position in try await ledger.reader.positions(limit: .max) {
            let truth = held[position.id] ?? (0, 0, 0)
            #expect(position.status == .closed, "seed \(seed)")
            #expect(position.boughtQuantity.units == truth.bought, "seed \(seed)")
            #expect(position.soldQuantity.units == truth.sold, "seed \(seed)")
            #expect(position.realised.paise == truth.value, "seed \(seed)")
        }
        let fills = try await ledger.reader.fills(limit: .max)
        #expect(Set(fills.map(\.id)) == tradeIDs, "seed \(seed)")
        #expect(fills.count == tradeIDs.count, "seed \(seed)")
        #expect(try await ledger.reader.accountCheck().isBalanced, "seed \(seed)")
        #expect(desk.parts.account.current.isBalanced(fills: fills), "seed \(seed)")
        #expect(desk.parts.account.current.reserved == .zero, "seed \(seed)")
        for signal in try await ledger.reader.signals(limit: .max) {
            #expect(signal.status.isFinal, "seed \(seed), \(signal.id) is \(signal.status)")
        }
    }
}

extension Signal {
    /// The signal with levels that fit its direction.
    fileprivate var withLevels: Signal {
        var signal = self
        let sign = action == .buy ? 1.0 : -1.0
        signal.stopLoss = entryPrice * (1 - sign * 0.01)
        signal.target = entryPrice * (1 + sign * 0.02)
        return signal
    }
}
