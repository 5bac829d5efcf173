import Testing
import Trading

@Suite("What an account was worth over time")
struct EquityCurveTests {
    private static let opening = Money(rupees: 1_00_000)

    private func instant(_ index: Int) -> Timestamp {
        Fixture.tenOClock.advanced(bySeconds: Double(index))
    }

    private func curve(_ rupees: Int64...) -> EquityCurve {
        var curve = EquityCurve(opening: Self.opening)
        for (index, value) in rupees.enumerated() {
            curve.note(Money(rupees: value), at: instant(index))
        }
        return curve
    }

    @Test func `the deepest fall goes from a peak to the lowest value after it`() throws {
        let curve = curve(1_00_710, 1_00_295, 99_880, 1_00_215, 1_00_900, 1_00_100)
        let fall = try #require(curve.deepestFall)
        #expect(fall.amount == Money(rupees: 830))
        #expect(abs(fall.percent - 830.0 / 1_00_710 * 100) < 1e-12)
        #expect(fall.peakAt == instant(0))
        #expect(fall.bottomAt == instant(2))
        #expect(curve.last == Money(rupees: 1_00_100))
    }

    @Test func `a fall from the very beginning has no peak but the opening`() throws {
        let fall = try #require(curve(99_000, 98_500, 1_00_000).deepestFall)
        #expect(fall.amount == Money(rupees: 1_500))
        #expect(fall.peakAt == nil)
        #expect(curve(1_00_001, 1_00_002).deepestFall == nil)
    }

    @Test func `a value that is the last one again adds nothing`() {
        #expect(curve(1_00_000, 1_00_500, 1_00_500).points.map(\.at) == [instant(1)])
    }

    @Test("however long a run is, the points stay few and nothing of its falls is lost")
    func thinned() throws {
        var random = SeededGenerator(seed: 3)
        var curve = EquityCurve(opening: Self.opening)
        var values: [Int64] = []
        var equity = Self.opening.paise
        for index in 0..<50_000 {
            equity += Int64.random(in: -90_00...91_00, using: &random)
            values.append(equity)
            curve.note(Money(paise: equity), at: instant(index))
        }
        #expect(curve.points.count <= EquityCurve.mostPoints)
        #expect(curve.points.count > EquityCurve.mostPoints / 4)
        #expect(curve.points.map(\.low.paise).min() == values.min())
        #expect(curve.points.map(\.high.paise).max() == values.max())
        #expect(curve.last.paise == values.last)
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.at < $1.at })
        // The same the slow way.
        var (peak, deepest) = (Self.opening.paise, Int64(0))
        for value in values {
            peak = max(peak, value)
            deepest = max(deepest, peak - value)
        }
        #expect(curve.deepestFall?.amount.paise == deepest)
    }

    @Test func `a picture begins at the opening value and ends at the last one`() {
        let samples = curve(1_00_710, 99_880, 1_00_215)
            .samples(5, from: instant(-1), to: instant(3))
        #expect(samples == [1_00_000, 1_00_710, 99_880, 1_00_215, 1_00_215])
    }
}
