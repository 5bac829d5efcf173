import Ledger
import Market
import Testing
import Trading

@testable import Engine

/// What an entry sets aside (cash, risk, a place) is given back however the entry ends.
@Suite("What entries set aside", .balancedBooks)
struct ReservationLeakTests {
    @Test("is given back by every denied, refused, cancelled, expired and failed entry")
    func nothingLeaks() async throws {
        var ends: [String: Int] = [:]
        for seed in UInt64(0)..<60 {
            var session = try await Session(seed: seed)
            for _ in 0..<30 { try await session.act() }
            for (end, count) in try await session.finish() { ends[end, default: 0] += count }
        }
        // The test says nothing unless all of these have happened.
        for end in [
            "LEDGER_UNAVAILABLE", "HALTED", "MAX_POSITIONS", "REJECTED", "CANCELLED", "FILLED",
        ] {
            #expect(ends[end, default: 0] > 0, "no entry ended by \(end): \(ends)")
        }
    }
}

/// A session in which venue, ledger and operator get in the way of entries.
private struct Session {
    private let seed: UInt64
    private var random: SeededGenerator
    private let test: TestDesk
    private var signals = 0

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        test = try await TestDesk { rules in
            rules.limits.lossStreak = 1000
            rules.limits.dailyLossPercent = 100
        }
    }

    mutating func act() async throws {
        switch Int.random(in: 0..<16, using: &random) {
        case 0..<6: try await enter()
        case 6: test.broker.refuse(Bool.random(using: &random))
        case 7: test.broker.goDown(Bool.random(using: &random))
        case 8: test.broker.loseAnswers(Bool.random(using: &random))
        case 9: test.market.show(lots: Int.random(in: 0...3, using: &random))
        case 10:
            let fails = Bool.random(using: &random)
            test.ledger.fail(with: fails ? .unavailable(path: "ledger", reason: "gone") : nil)
        case 11: _ = await test.command(.halt(reason: "test"))
        case 12, 13: _ = await test.command(.resume())
        case 14:
            guard let position = test.desk.parts.positions.live.randomElement(using: &random)
            else { break }
            try await test.move(
                position.contract,
                to: Price(paise: Int64.random(in: 50...250, using: &random) * 100))
        default: try await test.pass(seconds: Double.random(in: 1...40, using: &random))
        }
        check()
    }

    /// A new signal, or at times one that was there before.
    private mutating func enter() async throws {
        if Int.random(in: 0..<8, using: &random) > 0 { signals += 1 }
        try await test.send(
            test.signal(
                "s\(signals)", strategy: "s\(signals)",
                action: Bool.random(using: &random) ? .buy : .sell))
    }

    /// Nothing is set aside but for entries that still work.
    private func check() {
        let working = test.desk.parts.orders.working.filter { $0.purpose == .entry }
        let account = test.desk.parts.account.current
        #expect(
            Set(account.reservations.keys).isSubset(of: working.map(\.positionID)), "seed \(seed)")
        #expect(
            account.positionCount
                == test.desk.parts.positions.live.filter {
                    $0.boughtQuantity > .zero || account.reservations[$0.id] != nil
                }.count, "seed \(seed)")
    }

    /// Lets everything come to its end.
    ///
    /// - Returns: How the entries ended, by code or status.
    mutating func finish() async throws -> [String: Int] {
        test.broker.refuse(false)
        test.broker.goDown(false)
        test.broker.loseAnswers(false)
        test.ledger.fail(with: nil)
        test.market.show(lots: 100)
        _ = await test.command(.flatten)
        for _ in 0..<20 { try await test.pass(seconds: 10) }
        let account = test.desk.parts.account.current
        #expect(account.reservations.isEmpty, "seed \(seed)")
        #expect(account.reserved == .zero, "seed \(seed)")
        #expect(account.capitalAtRisk == .zero, "seed \(seed)")
        #expect(account.positionCount == 0, "seed \(seed)")
        #expect(account.available == account.cash, "seed \(seed)")
        var ends = test.desk.summary.denials
        for order in try await test.orders() where order.purpose == .entry {
            ends[order.status.rawValue, default: 0] += 1
        }
        return ends
    }
}
