import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@Suite("Charts and their axes")
struct ChartTests {
    @Test(
        "an axis has round values only, not more than were wanted, and rather more than one alone",
        arguments: [
            (0.0, 15_431.0, 5, [0.0, 5000, 10_000, 15_000]), (-605, 900, 4, [-500, 0, 500]),
            (52.30, 55.40, 4, [53, 54, 55]), (0, 3, 9, [0, 1, 2, 3]), (7, 7, 3, []),
            (20.1, 20.4, 1, []), (-45_000, 20_000, 2, [-40_000, -20_000, 0, 20_000]),
        ])
    func ticks(_ low: Double, _ high: Double, _ count: Int, _ values: [Double]) {
        #expect(RoundTicks.values(in: low...high, atMost: count, least: 1) == values)
    }

    @Test("the times below a chart are round, and each stands at its place")
    func clock() {
        let start = Timestamp(india: DeskSnapshot.fixtureTime.indiaDay, secondsIntoDay: 33_300)
        let axis = TimeAxis(start: start, end: start.advanced(bySeconds: 3 * 3600))
        let line = axis.line(columns: 61, glyphs: .ascii).plain
        #expect(line.count == 61)
        // 09:15 to 12:15: a column is three minutes.
        #expect(line == "-------------10:00---------------11:00---------------12:00---")
        let seconds = TimeAxis(start: start, end: start.advanced(bySeconds: 20))
        #expect(seconds.line(columns: 41, glyphs: .ascii).plain.contains("09:15:10"))
        let still = TimeAxis(start: start, end: start)
        #expect(still.line(columns: 10, glyphs: .ascii).plain == "----------")
    }

    @Test("a queue's times count back from now")
    func ago() {
        let end = DeskSnapshot.fixtureTime
        let axis = TimeAxis(start: end.advanced(bySeconds: -120), end: end, words: .ago)
        #expect(
            axis.line(columns: 61, glyphs: .ascii).plain
                == "--------------90s------------1m-------------30s--------------")
    }

    @Test("the day's curve has round amounts beside it and the market's time below")
    func dayCurve() {
        let open = Timestamp(india: DeskSnapshot.fixtureTime.indiaDay, secondsIntoDay: 33_300)
        let desk = DeskSnapshot.busy.with {
            $0.marketTime = open.advanced(bySeconds: 4 * 3600)
            $0.account.dayHistory = (0...240).map {
                ProfitSample(
                    at: open.advanced(bySeconds: Double($0) * 60), paise: Int64($0) * 7000)
            }
        }
        var driver = Driver(desk)
        driver.press(.character("6"), .character("z"))
        let text = driver.lines().joined(separator: "\n")
        for label in ["+15k", "+10k", "+5k", "10:00", "11:00", "12:00", "13:00"] {
            #expect(text.contains(label), "no \(label)")
        }
        // The latest figure is its end, whatever the last sample was.
        let rising = desk.with { $0.account.dayRealised = Money(paise: 90_000_000) }
        driver.receive(rising.later(bySeconds: 1))
        #expect(driver.shows("+8L"))
    }

    @Test("an amount of an axis takes the unit that people say")
    func shortMoney() {
        let figures = Figures(glyphs: .unicode)
        #expect(
            [0, 500, -1500, 20_000, 250_000, -30_000_000].map(figures.shortMoney)
                == ["0", "+500", "−1.5k", "+20k", "+2.5L", "−3Cr"])
    }

    @Test(
        "the alarm line of a queue lies at one height, whatever else the queue or another one did")
    func alarmLine() {
        func drawn(_ values: [Int], _ alarm: Int = 100) -> String {
            Graphs.depth(values, width: values.count, alarm: alarm, glyphs: .unicode).plain
        }
        #expect(drawn([99, 100, 199, 200, 5000]) == "▆▇▇██")
        #expect(drawn([100, 5000]).first == drawn([100]).first)
        #expect(drawn([1, 25, 64], 100) == "▂▄▅")
        #expect(drawn([9, 10, 20], 10) == "▆▇█")
    }

    @Test(
        "a column of the last minute holds the highest of its seconds, and keeps it while it moves")
    func bins() {
        let minute = (0..<60).map { $0 == 31 ? 99 : 1 }
        // The last sample is the first of its bin; the first bin has lost what is older.
        #expect(
            Graphs.bins(minute[...], of: 5, endingAt: 100) == [
                1, 1, 1, 1, 1, 1, 99, 1, 1, 1, 1, 1, 1,
            ])
        #expect(
            Graphs.bins(minute[1...], of: 5, endingAt: 100).suffix(7) == [99, 1, 1, 1, 1, 1, 1])
        for second in 0..<4 {
            let later = Array(minute.dropFirst(second)) + Array(repeating: 1, count: second)
            let bins = Graphs.bins(later[...], of: 5, endingAt: 100 + second)
            #expect(bins.count == 13 && bins[6] == 99, "\(second)")
        }
        #expect(Graphs.bins([3, 4], of: 1, endingAt: 7) == [3, 4])
        #expect(Graphs.bins([], of: 5, endingAt: 7) == [])
    }

    @Test("the trends of the positions on the screen have one scale, so that a big move looks big")
    func sharedScale() {
        let glyphs = Glyphs.unicode
        func drawn(_ values: [Double], _ scale: ClosedRange<Double>?) -> String {
            Graphs.trend(values, on: scale, width: values.count, glyphs: glyphs, role: .pnlGain)
                .plain
        }
        #expect(drawn([0, 0.01], nil) == drawn([0, 0.5], nil))
        #expect(drawn([0, 0.5], 0...0.5) == drawn([0, 0.5], nil))
        #expect(drawn([0, 0.01], 0...0.5) == String(repeating: drawn([0], 0...0.5), count: 2))

        let entry = DeskSnapshot.busy.positions[0].position.entryPrice.paise
        let rows = DeskSnapshot.busy.with {
            $0.positions[0].markHistory = [entry, entry * 2]
        }.positions
        let pane = PositionsPane()
        #expect(pane.scale(of: Array(rows.prefix(1))) == 0...1)
        #expect(pane.scale(of: rows)?.upperBound == 1)
        #expect(pane.scale(of: []) == nil)
    }

    @Test("where nothing waited nothing is drawn but the last sample")
    func emptyQueue() {
        let empty = Graphs.depth([0, 0, 0, 0], width: 6, alarm: 100, glyphs: .unicode)
        #expect(empty.plain == "     ·")
    }

    @Test("the header draws the deepest queue, for an alarm is of one queue")
    func deepest() {
        #expect(Graphs.deepest([[1, 2, 9][...], [5][...], []]) == [1, 2, 9])
        #expect(Graphs.deepest([[1, 2][...], [7, 0, 0][...]]) == [7, 1, 2])
        #expect(Graphs.deepest([]) == [])
    }
}
