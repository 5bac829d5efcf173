import Testing
import Trading

struct RiskModeTests {
    @Test func `the built-in modes are the columns of the table`() {
        #expect(
            RiskMode.builtIn.map(\.name.text) == [
                "ULTRA_SAFE", "CONSERVATIVE", "BALANCED", "AGGRESSIVE",
            ])
        #expect(RiskMode.builtIn.map(\.minimumDelta) == [0.60, 0.45, 0.35, 0.25])
        #expect(RiskMode.builtIn.map(\.stopPercent) == [20, 30, 35, 50])
        #expect(RiskMode.builtIn.map(\.targetPercent) == [30, 45, 60, 100])
        #expect(RiskMode.builtIn.map(\.secondTargetPercent) == [nil, 70, 100, 150])
        #expect(RiskMode.builtIn.map(\.riskPerTradePercent) == [1.5, 2, 3, 4])
        #expect(RiskMode.builtIn.map(\.maximumThetaPercent) == [8, 10, 12, 15])
        #expect(RiskMode.builtIn.map(\.minimumMovePercent) == [1, 1.5, 1, 2])
        #expect(RiskMode.builtIn.map(\.minimumStrength) == [0.8, 0.7, 0.6, 0.7])
        #expect(RiskMode.builtIn.map(\.maximumHoldHours) == [3, 4, 6, 12])
        #expect(RiskMode.builtIn.map(\.holdsOvernight) == [false, false, false, true])
        #expect(RiskMode.builtIn.map(\.partialBooking?.atPercent) == [nil, 45, 50, 60])
        #expect(RiskMode.builtIn.map(\.partialBooking?.sizePercent) == [nil, 60, 50, 30])
        #expect(RiskMode.builtIn.map(\.trailing?.afterPercent) == [nil, 25, 30, 50])
        #expect(RiskMode.builtIn.map(\.trailing?.giveBackPercent) == [nil, 50, 50, 40])
    }

    @Test(
        "the offset follows the expected move",
        arguments: [
            (RiskMode.ultraSafe, 5.0, StrikePreference.inTheMoney, 0.5),
            (.conservative, 5, .atTheMoney, 0),
            (.balanced, 2, .outOfTheMoney, 1), (.balanced, 1.99, .slightlyOutOfTheMoney, 0.75),
            (.balanced, 1, .slightlyOutOfTheMoney, 0.75), (.balanced, 0.99, .atTheMoney, 0),
            (.aggressive, 3, .outOfTheMoney, 2), (.aggressive, 2.5, .outOfTheMoney, 1.5),
            (.aggressive, 1.99, .outOfTheMoney, 1),
        ])
    func offsets(
        _ mode: RiskMode, _ move: Double, _ preference: StrikePreference, _ percent: Double
    ) {
        #expect(mode.offset(forMovePercent: move) == StrikeOffset(preference, percent: percent))
    }

    @Test(
        "a call in the money lies below the spot, a put above it",
        arguments: [
            (StrikePreference.inTheMoney, OptionRight.call, 24_875_00),
            (.inTheMoney, .put, 25_125_00),
            (.outOfTheMoney, .call, 25_125_00), (.outOfTheMoney, .put, 24_875_00),
            (.slightlyOutOfTheMoney, .call, 25_125_00), (.atTheMoney, .put, 25_000_00),
        ] as [(StrikePreference, OptionRight, Int64)])
    func targets(_ preference: StrikePreference, _ right: OptionRight, _ paise: Int64) {
        let strike = StrikeOffset(preference, percent: 0.5)
            .targetStrike(for: right, spot: Price(paise: 25_000_00))
        #expect(strike == Price(paise: paise))
    }

    @Test(
        "levels are rounded to the tick and kept apart from the entry",
        arguments: [
            (RiskMode.balanced, 100_00, 65_00, 160_00, 200_00),
            (.balanced, 103_15, 67_05, 165_00, 206_30),  // 67.0475 up, 165.04 down
            (.conservative, 10_00, 7_00, 15_00, 17_00),  // + 45 % is less than ₹5
            (.aggressive, 1_50, 1_00, 6_50, 6_50),  // a stop of at least ₹1
        ] as [(RiskMode, Int64, Int64, Int64, Int64)])
    func levels(
        _ mode: RiskMode, _ entry: Int64, _ stop: Int64, _ target: Int64, _ second: Int64
    ) {
        let levels = PremiumLevels(
            entry: Price(paise: entry), mode: mode, tick: Price(paise: 5), limits: DeskLimits())
        #expect(levels.stop == Price(paise: stop))
        #expect(levels.target == Price(paise: target))
        #expect(levels.secondTarget == Price(paise: second))
    }

    @Test func `a mode without a second target has no such level`() {
        let levels = PremiumLevels(
            entry: Price(paise: 100_00), mode: .ultraSafe, tick: Price(paise: 5),
            limits: DeskLimits())
        #expect(levels.secondTarget == nil)
        #expect(levels.stop == Price(paise: 80_00))
    }

    @Test func `a position whose mode is gone goes on under the desk's own`() {
        let rules = DeskRules(mode: .conservative)
        #expect(rules.mode(named: .aggressive) == .aggressive)
        #expect(rules.mode(named: RiskModeName("MINE")) == .conservative)
    }

    @Test func `entries end a quarter of an hour before the close, unless held overnight`() {
        let rules = DeskRules()
        #expect(rules.takesEntries(at: Fixture.at("15:14:59")))
        #expect(!rules.takesEntries(at: Fixture.at("15:15:00")))
        #expect(DeskRules(mode: .aggressive).takesEntries(at: Fixture.at("15:15:00")))
        #expect(!DeskRules(mode: .aggressive).takesEntries(at: Fixture.at("15:30:00")))
        #expect(!rules.takesEntries(at: Fixture.at("09:14:59")))
    }
}
