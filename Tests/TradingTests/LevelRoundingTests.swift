import Testing
import Trading

/// Levels against the exact value of their rule, in ten-thousandths of a paisa.
struct LevelRoundingTests {
    @Test(
        "a level that lies beside a tick goes to the next one, not to the one after",
        arguments: [
            (RiskMode.balanced, 100_85, 65_60, 161_35),  // 65.5525 up, 161.36 down
            (.conservative, 100_55, 70_40, 145_75),  // 70.385 up, 145.7975 down
            (.balanced, 100_00, 65_00, 160_00),
        ] as [(RiskMode, Int64, Int64, Int64)])
    func examples(_ mode: RiskMode, _ entry: Int64, _ stop: Int64, _ target: Int64) {
        let levels = PremiumLevels(
            entry: Price(paise: entry), mode: mode, tick: Price(paise: 5), limits: DeskLimits())
        #expect(levels.stop == Price(paise: stop))
        #expect(levels.target == Price(paise: target))
    }

    @Test("stop ≥ exact > stop − tick, and target ≤ exact < target + tick", arguments: 0..<20)
    func rounding(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let entry = Int64.random(in: 20_00...3_000_00, using: &random)
            let tick = [1, 5, 10, 25].randomElement(using: &random) ?? 5 as Int64
            // Percentages as people write them, with up to two decimals.
            let (down, up) = (
                Int64.random(in: 1...90_00, using: &random),
                Int64.random(in: 30_00...300_00, using: &random)
            )
            var mode = RiskMode.balanced
            mode.stopPercent = Double(down) / 100
            mode.targetPercent = Double(up) / 100
            let levels = PremiumLevels(
                entry: Price(paise: entry), mode: mode, tick: Price(paise: tick),
                limits: DeskLimits())
            let exactStop = entry * (100_00 - down)
            let exactTarget = entry * (100_00 + up)
            let comment: Comment = "\(entry) −\(down) +\(up) tick \(tick)"
            if exactStop >= 1_00 * 100_00 {
                #expect(levels.stop.paise * 100_00 >= exactStop, comment)
                #expect((levels.stop.paise - tick) * 100_00 < exactStop, comment)
            }
            #expect(levels.target.paise * 100_00 <= exactTarget, comment)
            #expect((levels.target.paise + tick) * 100_00 > exactTarget, comment)
            #expect(levels.stop.paise % tick == 0 && levels.target.paise % tick == 0, comment)
        }
    }

    @Test("the trailing stop is rounded once too", arguments: 0..<20)
    func trailing(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let entry = Int64.random(in: 20_00...290_00, using: &random)
            let peak = entry + entry * Int64.random(in: 30...49, using: &random) / 100
            let giveBack = Int64.random(in: 1...99_99, using: &random)
            var rules = Fixture.rules
            rules.mode.partialBooking = nil
            rules.mode.trailing = TrailingRule(
                afterPercent: 20, giveBackPercent: Double(giveBack) / 100)
            rules.modes = [rules.mode]
            let position = Fixture.position(entry: entry)
            let now = Fixture.at("10:05:00")
            let verdict = ExitRules.evaluate(
                position, quote: Fixture.quote(peak, at: now), underlying: nil, rules: rules,
                now: now)
            let top = verdict.position.peak.paise
            let exact = entry * 100_00 + (top - entry) * (100_00 - giveBack)
            let stop = verdict.position.stop.paise
            #expect(stop * 100_00 >= exact, "\(entry) \(top) \(giveBack)")
            #expect((stop - 5) * 100_00 < exact, "\(entry) \(top) \(giveBack)")
        }
    }

    @Test("a tick of zero, as an index has it, leaves a price on its paisa")
    func noTick() {
        #expect(Price(paise: 25_000_03).rounded(toTick: .zero, .down) == Price(paise: 25_000_03))
        let levels = PremiumLevels(
            entry: Price(paise: 100_03), mode: .balanced, tick: .zero, limits: DeskLimits())
        #expect(levels.stop == Price(paise: 65_02))  // 65.0195 up
        #expect(levels.target == Price(paise: 160_04))  // 160.048 down
    }

    @Test("averages and shares are exact where a Double is not", arguments: 0..<20)
    func averages(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            // Beyond 2^53 paise, so that a Double could not even hold the sum.
            let amount = Int64.random(in: 1 << 54...1 << 56, using: &random)
            let count = Int.random(in: 1...10_000, using: &random)
            let share = Money(paise: amount).divided(by: count).paise
            let rest = amount - share * Int64(count)
            #expect(abs(rest) * 2 <= Int64(count))
            #expect(abs(rest) * 2 < Int64(count) || share % 2 == 0)
            #expect(Money(paise: amount).scaled(by: 1).paise == amount)
            #expect(
                Money(paise: -amount).scaled(by: 0.5).paise == -Money(paise: amount).scaled(by: 0.5)
                    .paise)
        }
        var position = Fixture.position()
        position.boughtQuantity = Quantity(3)
        position.boughtValue = Money(paise: (1 << 60) + 1)
        #expect(
            position.entryPrice.paise == ((1 << 60) + 1) / 3 + 1
                || position.entryPrice.paise == ((1 << 60) + 1) / 3)
        position.soldQuantity = Quantity(1)
        position.soldValue = .zero
        let cost = -position.realised.paise
        #expect(abs(cost * 3 - ((1 << 60) + 1)) <= 1)
    }
}
