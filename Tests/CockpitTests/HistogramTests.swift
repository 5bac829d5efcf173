import Terminal
import Testing
import Trading

@testable import Cockpit

@Suite("Run-time histogram")
struct HistogramTests {
    @Test("a bar for each doubling, the shortest time of each below, empty ends left out")
    func bars() {
        let histogram = RunHistogram(
            counts: [0, 0, 2, 4, 1, 0, 0], figures: Figures(glyphs: .ascii))
        #expect(
            histogram.lines(width: 40, height: 5).map(\.plain) == [
                "4 |              ######               ",
                "  |              ######               ",
                "  |       ###### ######               ",
                "  |       ###### ###### ######        ",
                "   1us    2us    4us    8us    16us ",
            ])
        #expect(histogram.lines(width: 8, height: 5).isEmpty)
        #expect(
            RunHistogram(counts: [0, 0], figures: Figures(glyphs: .ascii)).lines(
                width: 80, height: 9
            ).isEmpty)
    }

    @Test("the peak shows on the bar from stop to target once the price has left it")
    func peak() {
        func bar(_ mark: Int64) -> String {
            LevelBar(
                stop: Price(paise: 0), entry: Price(paise: 50), mark: Price(paise: mark),
                target: Price(paise: 100), peak: Price(paise: 80)
            ).text(width: 11, glyphs: .unicode).plain
        }
        #expect(bar(60) == "S────┼●─▴─T")
        #expect(bar(80) == "S────┼──●─T")
    }
}
