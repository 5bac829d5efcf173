import Testing
import Trading

@Suite("The report of a backtest")
struct BacktestReportTests {
    /// A closed trade of 75 units bought at 100.00.
    private func trade(
        _ id: String, sellsAt paise: Int64, charges: Int64 = 20_00, on day: CalendarDay,
        strategy: String = "ema_crossover", mode: RiskMode = .balanced,
        exit: ExitReason = .target, at clock: String = "11:00:00"
    ) -> Position {
        let opened = Fixture.at("10:00:00", on: day)
        let empty = Position(
            id: .of(signalID: id), signalID: id, strategy: strategy, action: .buy,
            contract: Fixture.contract(), stop: Price(paise: 65_00), target: Price(paise: 160_00),
            secondTarget: nil, mode: mode.name, thesisStop: .zero, thesisTarget: .zero,
            openedAt: opened)
        var position = empty.applying(
            Fixture.fill(.buy, 75, at: 100_00, of: empty, opened, charges: charges, id: "b-\(id)"))
        position = position.applying(
            Fixture.fill(
                .sell, 75, at: paise, of: position, Fixture.at(clock, on: day),
                charges: charges, id: "s-\(id)"))
        position.exitReason = exit
        return position
    }

    /// Four trades on three days of two months; net results 710, −415, −415 and +335 rupees.
    private var trades: [Position] {
        [
            trade("a", sellsAt: 110_00, on: Fixture.day("2025-09-29")),
            trade(
                "b", sellsAt: 95_00, on: Fixture.day("2025-09-29"), exit: .stopLoss,
                at: "12:00:00"),
            trade(
                "c", sellsAt: 95_00, on: Fixture.day("2025-10-01"), strategy: "alert_candle",
                exit: .stopLoss),
            trade(
                "d", sellsAt: 105_00, on: Fixture.day("2025-10-06"), strategy: "alert_candle",
                mode: .aggressive),
        ]
    }

    private func report(_ positions: [Position]) -> BacktestReport {
        BacktestReport(
            capital: Money(rupees: 1_00_000), signals: 9, positions: positions,
            refusals: [.weakSignal: 2, .noStrike: 3, .smallMove: 0],
            equity: EquityCurve(opening: Money(rupees: 1_00_000)))
    }

    @Test func `the figures are those that a hand computes`() {
        // The order in which positions come does not matter.
        let report = report(trades.reversed())
        let total = report.total
        #expect((total.trades, total.wins, total.losses) == (4, 2, 2))
        #expect(total.winRate == 0.5)
        #expect(total.averageWin == Money(paise: 522_50))
        #expect(total.averageLoss == Money(paise: 415_00))
        #expect(total.profitFactor == 1045.0 / 830.0)
        #expect(total.expectancy == Money(paise: 53_75))
        #expect(total.net == Money(rupees: 215))
        #expect(total.charges == Money(rupees: 160))
        #expect(total.beforeCharges == Money(rupees: 375))
        #expect(total.bookedDrawdown == Money(rupees: 830))
        #expect(report.cash == Money(rupees: 1_00_215))
        #expect(report.trades.map(\.signalID) == ["a", "b", "c", "d"])
    }

    @Test func `each grouping holds every trade once`() {
        let report = report(trades)
        func nets(_ grouping: BacktestGrouping) -> [String: Int64] {
            Dictionary(
                uniqueKeysWithValues: report.groups(by: grouping).map {
                    ($0.name, $0.statistics.net.paise / 100)
                })
        }
        #expect(nets(.strategy) == ["ema_crossover": 295, "alert_candle": -80])
        #expect(nets(.mode) == ["BALANCED": -120, "AGGRESSIVE": 335])
        #expect(nets(.exit) == ["TARGET": 1045, "STOP_LOSS": -830])
        #expect(nets(.month) == ["2025-09": 295, "2025-10": -80])
        #expect(nets(.day) == ["2025-09-29": 295, "2025-10-01": -415, "2025-10-06": 335])
        #expect(nets(.underlying) == ["NIFTY": 215])
    }

    @Test func `refusals come the most frequent first, and none that never happened`() {
        let refusals = report([]).refusals
        #expect(refusals.map(\.code) == [.noStrike, .weakSignal])
        #expect(refusals.map(\.count) == [3, 2])
    }

    @Test func `without a trade there is nothing to divide by`() {
        let report = report([])
        #expect(report.total.winRate == nil)
        #expect(report.total.profitFactor == nil)
        #expect(report.total.expectancy == nil)
        #expect(BacktestGrouping.allCases.allSatisfy { report.groups(by: $0).isEmpty })
    }

    @Test func `what is still held is no trade, but its money is gone from the cash`() {
        var held = Fixture.position(lots: 2)
        held.mark = Price(paise: 120_00)
        let report = report(trades + [held, Fixture.position(lots: 0, signalID: "unfilled")])
        #expect(report.total.trades == 4)
        #expect(report.held.positions == 1)
        #expect(report.held.cashEffect == Money(rupees: -15_000))
        #expect(report.held.profit == Money(rupees: 3_000))
        #expect(report.cash == Money(rupees: 1_00_215 - 15_000))
    }

    @Test("whatever is traded, the sums agree with the account to the paisa", arguments: 0..<200)
    func sums(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var account = Account(capital: Money(rupees: 10_00_000), day: Fixture.monday)
        var positions: [PositionID: Position] = [:]
        func book(_ side: OrderSide, _ units: Int, of position: Position, _ id: String) {
            let fill = Fixture.fill(
                side, units, at: Int64.random(in: 1_05...400_00, using: &random), of: position,
                Fixture.tenOClock.advanced(bySeconds: Double.random(in: 0...4e6, using: &random)),
                charges: Int64.random(in: 0...90_00, using: &random), id: id)
            let next = position.applying(fill)
            positions[next.id] = next
            account.apply(fill, to: next)
        }
        for index in 0..<Int.random(in: 0...40, using: &random) {
            let id = "s-\(index)"
            var empty = Position(
                id: .of(signalID: id), signalID: id,
                strategy: ["a", "b", "c"][Int.random(in: 0...2, using: &random)], action: .buy,
                contract: Fixture.contract(), stop: .zero, target: .zero, secondTarget: nil,
                mode: RiskMode.builtIn[Int.random(in: 0...3, using: &random)].name,
                thesisStop: .zero, thesisTarget: .zero, openedAt: Fixture.tenOClock)
            empty.exitReason = ExitReason.allCases.randomElement(using: &random)
            var position = empty
            for part in 0..<Int.random(in: 1...3, using: &random) {
                book(.buy, 75, of: position, "b\(index)-\(part)")
                position = positions[empty.id] ?? position
            }
            // Some are sold out, some in part, some not at all.
            for part in 0..<Int.random(in: 0...4, using: &random)
            where position.remainingQuantity > .zero {
                let units = min(position.remainingQuantity.units, part < 2 ? 40 : 300)
                book(.sell, units, of: position, "s\(index)-\(part)")
                position = positions[empty.id] ?? position
            }
        }
        let report = BacktestReport(
            capital: account.capital, signals: 0,
            positions: positions.values.shuffled(using: &random),
            refusals: [:], equity: EquityCurve(opening: account.capital))
        #expect(report.cash == account.cash)
        #expect(report.total.net == report.total.beforeCharges - report.total.charges)
        for grouping in BacktestGrouping.allCases {
            let groups = report.groups(by: grouping).map(\.statistics)
            #expect(groups.reduce(0) { $0 + $1.trades } == report.total.trades)
            #expect(groups.reduce(0) { $0 + $1.wins } == report.total.wins)
            #expect(groups.reduce(.zero) { $0 + $1.net } == report.total.net)
            #expect(groups.reduce(.zero) { $0 + $1.charges } == report.total.charges)
            #expect(
                groups.allSatisfy {
                    $0.bookedDrawdown <= report.total.bookedDrawdown + $0.grossLoss
                })
        }
    }
}
