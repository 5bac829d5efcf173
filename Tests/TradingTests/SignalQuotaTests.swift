import Testing
import Trading

@Suite("A strategy's quota of signals")
struct SignalQuotaTests {
    private var rules: DeskRules {
        var rules = DeskRules(signalsPerSession: ["ema": 2])
        rules.limits.signalsPerSession = 3
        return rules
    }

    private func signal(_ id: String, _ strategy: String, _ origin: SignalOrigin = .strategy)
        -> Signal
    {
        var signal = Fixture.signal(id: id, strategy: strategy)
        signal.origin = origin
        return signal
    }

    @Test func `each strategy has its own, and everybody's where none is set`() {
        var quota = SignalQuota()
        func take(_ strategy: String) -> DenialCode? {
            quota.take(signal("x", strategy), rules: rules, on: Fixture.monday)?.code
        }
        #expect((0..<3).map { _ in take("ema") } == [nil, nil, .strategyQuota])
        #expect((0..<4).map { _ in take("alert") } == [nil, nil, nil, .strategyQuota])
    }

    @Test func `a new day begins with a full quota`() {
        var quota = SignalQuota()
        let tuesday = Fixture.monday.advanced(byDays: 1)
        for _ in 0..<3 { _ = quota.take(signal("x", "ema"), rules: rules, on: Fixture.monday) }
        #expect(quota.take(signal("y", "ema"), rules: rules, on: tuesday) == nil)
    }

    @Test func `files and persons have none`() {
        var quota = SignalQuota()
        for origin in [SignalOrigin.file, .operator, .simulation] {
            for _ in 0..<5 {
                #expect(
                    quota.take(signal("x", "ema", origin), rules: rules, on: Fixture.monday) == nil)
            }
        }
    }

    @Test func `a restart counts what was taken up today`() {
        func record(_ id: String, _ code: DenialCode?, _ day: CalendarDay) -> SignalRecord {
            let at = Fixture.at("10:00:00", on: day)
            return SignalRecord(
                signal: signal(id, "ema"), status: code == nil ? .active : .rejected,
                denial: code.map { Denial($0, "") }, receivedAt: at, updatedAt: at)
        }
        let yesterday = Fixture.monday.advanced(byDays: -3)
        var quota = SignalQuota(
            records: [
                record("a", nil, yesterday), record("b", .noStrike, Fixture.monday),
                record("c", .strategyQuota, Fixture.monday),
                // Refused before the quota was looked at.
                record("w", .weakSignal, Fixture.monday),
                record("p", .intakePaused, Fixture.monday),
            ], on: Fixture.monday)
        #expect(quota.take(signal("d", "ema"), rules: rules, on: Fixture.monday) == nil)
        let refused = quota.take(signal("e", "ema"), rules: rules, on: Fixture.monday)
        #expect(refused?.reason == "ema has given 2 signals today, its quota is 2")
    }
}
