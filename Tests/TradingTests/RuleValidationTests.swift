import Testing
import Trading

struct RuleValidationTests {
    @Test func `what ships has no issues`() {
        for mode in RiskMode.builtIn { #expect(mode.issues.isEmpty) }
        #expect(DeskLimits().issues.isEmpty)
    }

    @Test func `a mode's slips are told by field`() {
        var mode = RiskMode.balanced
        mode.stopPercent = 150
        mode.secondTargetPercent = 50
        mode.minimumStrength = .nan
        mode.partialBooking = PartialBooking(atPercent: 50, sizePercent: 100)
        #expect(
            mode.issues.map(\.field) == [
                "stopPercent", "secondTargetPercent", "minimumStrength", "partialBooking",
            ])
        #expect(mode.issues[0].description == "stopPercent: found 150.0, expected 1.0 to 99.0")
    }

    @Test func `the desk's slips are told by field`() {
        var limits = DeskLimits()
        limits.maximumPremium = Price(paise: 5_00)
        limits.maximumPositions = 0
        limits.unknownMarkSeconds = 1
        #expect(
            limits.issues.map(\.field) == [
                "maximumPremium", "maximumPositions", "unknownMarkSeconds",
            ])
    }

    @Test func `days beyond the clock's range do not overflow it`() {
        let far = Timestamp(india: Fixture.day("9999-12-31"), secondsIntoDay: 0)
        let old = Timestamp(india: Fixture.day("0001-01-01"), secondsIntoDay: 0)
        #expect(far > Fixture.tenOClock)
        #expect(old < Fixture.tenOClock)
        #expect(far.seconds(since: old) > 18e9)
        #expect(far.indiaISO8601.hasPrefix("2261-"))
        #expect(!old.indiaISO8601.isEmpty)
        #expect(YearFraction.years(from: Fixture.tenOClock, to: Fixture.day("9999-12-31")) > 200)
    }
}
