import Terminal
import Testing
import Trading

@testable import Cockpit

@Suite("Figures and drawings")
struct FiguresTests {
    private let figures = Figures(glyphs: .unicode)

    @Test("counts and rupees are grouped by lakhs and crores")
    func grouping() {
        #expect(figures.count(1_210_334) == "12,10,334")
        #expect(figures.count(-12) == "−12")
        #expect(figures.money(Money(paise: 123_456_750)) == "12,34,567.50")
        #expect(figures.signedMoney(Money(paise: -41_210)) == "−412.10")
        #expect(figures.signedMoney(Money(paise: 1_248_050), decimals: false) == "+12,481")
    }

    @Test("a profit has arrow, sign and role")
    func profit() {
        #expect(figures.profit(Money(paise: 150)).plain == "▲ +1.50")
        #expect(figures.profit(Money(paise: -150)).plain == "▼ −1.50")
        #expect(figures.profit(.zero).plain == "· 0.00")
        #expect(Figures(glyphs: .ascii).profit(Money(paise: -150)).plain == "v -1.50")
    }

    @Test(
        "latencies and spans take their largest unit",
        arguments: [
            (UInt64(0), "—"), (900, "1 µs"), (340_000, "340 µs"), (4_200_000, "4.2 ms"),
            (18_400_000, "18 ms"), (2_100_000_000, "2.1 s"), (180_000_000_000, "3m"),
        ])
    func latency(_ nanoseconds: UInt64, _ text: String) {
        #expect(figures.latency(nanoseconds) == text)
    }

    @Test("whatever the number, it is written")
    func extremes() {
        #expect(figures.count(Int.min).hasPrefix("−92,"))
        #expect(figures.money(Money(paise: .min)).hasPrefix("−"))
        #expect(Figures.fixed(.nan, 2) == "?")
        #expect(Figures.fixed(.infinity, 2) == "?")
        #expect(Figures.fixed(-0.001, 2) == "0.00")
        #expect(figures.rate(.infinity) == "0")
        #expect(figures.span(.infinity) == "∞")
        #expect(figures.signed(-0.04, decimals: 1) == "0.0")
    }

    @Test("a position stands between its stop and its target")
    func levelBar() {
        func bar(_ mark: Int64?) -> String {
            LevelBar(
                stop: Price(paise: 8000), entry: Price(paise: 10_000),
                mark: mark.map { Price(paise: $0) }, target: Price(paise: 16_000)
            ).text(width: 9, glyphs: .unicode).plain
        }
        #expect(bar(10_000) == "S─●─────T")
        #expect(bar(13_000) == "S─┼──●──T")
        #expect(bar(7000) == "●─┼─────T")
        #expect(bar(20_000) == "S─┼─────●")
        #expect(bar(nil) == "S─┼─────T")
    }

    @Test("JSON is laid out, and text that is not JSON comes out as it is")
    func json() {
        func lines(_ text: String) -> [String] {
            JSONText.lines(text, width: 40).map(\.plain)
        }
        let text = "{\"a\":1,\"b\":[true,\"x,y\"],\"c\":{}}"
        #expect(lines(text) == ["{\"a\": 1, \"b\": [true, \"x,y\"], \"c\": {}}"])
        #expect(
            JSONText.lines(text, width: 20).map(\.plain) == [
                "{", "  \"a\": 1,", "  \"b\": [", "    true,", "    \"x,y\"", "  ],", "  \"c\": {}",
                "}",
            ])
        let wrapped = "{\"signal\":{\"_0\":\(text.replacing("1", with: "123456"))}}"
        #expect(
            lines(wrapped) == [
                "{\"signal\": {\"_0\": {", "  \"a\": 123456,", "  \"b\": [true, \"x,y\"],",
                "  \"c\": {}", "}}}",
            ])
        #expect(lines("not json") == ["not json"])
        #expect(lines("") == [])
        for broken in [
            "{\"a", "}}}", "[[[[", "\"\\", ",,,", "{\"k\":\"" + String(repeating: "x", count: 200),
        ] {
            for line in lines(broken) { #expect(DisplayWidth.of(line) <= 40) }
        }
    }

    @Test("a text field edits, limits and keeps control characters out")
    func textField() {
        var field = TextField("abc", limit: 6)
        for key: Key in [
            .left, .backspace, .paste("x\n\u{1B}yz"), .end, .character("!"), .character("?"),
        ] {
            _ = field.handle(key)
        }
        #expect(field.text == "axyzc!")
        _ = field.handle(.control("w"))
        #expect(field.text.isEmpty)
        let isTaken = field.handle(.function(3))
        #expect(!isTaken)
    }

    @Test("a text field with the focus shows its cursor, one without it its beginning")
    func textFieldPart() {
        var canvas = Canvas(size: Size(columns: 8, rows: 2), glyphs: .unicode)
        let field = TextField("abcdefghijkl", limit: 20)
        field.draw(x: 0, y: 0, width: 6, on: &canvas, isFocused: true)
        field.draw(x: 0, y: 1, width: 6, on: &canvas, isFocused: false)
        #expect(canvas.lines.map { $0.prefix(6) } == ["hijkl", "abcde…"])
    }

    @Test("rows of a histogram can be compared: a bucket has one place whatever the others hold")
    func histogram() {
        let fast = Graphs.histogram([9, 1, 0, 0, 0, 0], width: 3, glyphs: .unicode).plain
        let slow = Graphs.histogram([0, 0, 0, 0, 0, 4], width: 3, glyphs: .unicode).plain
        #expect(fast == "▇  ")
        #expect(slow == "  ▇")
    }

    @Test("an axis never says the same twice")
    func axis() {
        let chart = LineChart(
            values: [0, 1, 0], kind: .bars, includesZero: true, minimumSpan: 8,
            label: { Figures.fixed($0, 0) }, style: { _ in .plain })
        let labels = chart.lines(width: 20, height: 5, glyphs: .unicode)
            .map { $0.plain.prefix { $0 != "│" }.filter(\.isNumber) }.filter { !$0.isEmpty }
        #expect(labels.first == "5")
        #expect(labels.last == "0")
        #expect(Set(labels).count == labels.count)
    }

    @Test("a level beyond the scale is named at the end where it lies, with an arrow")
    func levels() {
        let chart = LineChart(
            values: [50, 52, 51],
            levels: [
                .init(value: 90, label: "target", role: .pnlTarget),
                .init(value: 51, label: "entry", role: .pnlEntry),
                .init(value: 10, label: "stop", role: .pnlStop),
            ],
            label: { Figures.fixed($0, 0) }, style: { _ in .plain })
        let lines = chart.lines(width: 30, height: 5, glyphs: .unicode).map(\.plain)
        #expect(lines.first?.hasPrefix("target ▲") == true)
        #expect(lines.last?.hasPrefix("  stop ▼") == true)
        #expect(lines.contains { $0.hasPrefix("   entry") })
    }

    @Test("a styled text is wrapped at spaces and keeps its styles")
    func styledWrapping() {
        let text = StyledText("refused ", .stateError) + StyledText("no strike near")
        let lines = text.wrapped(to: 12)
        #expect(lines.map(\.plain) == ["refused no", "strike near"])
        #expect(lines[0].spans.first?.style.role == .stateError)
        #expect(text.wrapped(to: 40) == [text])
    }

    @Test("a line of facts is broken between them, not between a figure and its name")
    func wrappingFacts() {
        let line =
            StyledText("  bid ") + StyledText("185.00", .pnlMark) + StyledText("  P&L ▲ +3,718.75")
        #expect(line.wrapped(to: 20).map(\.plain) == ["  bid 185.00", "P&L ▲ +3,718.75"])
        let long = StyledText("a  one fact of many words  b   c")
        #expect(long.wrapped(to: 12).map(\.plain) == ["a", "one fact of", "many words", "b  c"])
        #expect(long.wrapped(to: 8).map(\.plain) == ["a", "one fact", "of many", "words  b", "c"])
    }

    @Test("words are wrapped, longer ones broken")
    func wrapping() {
        #expect(Wrapping.lines("one two three", width: 7) == ["one two", "three"])
        #expect(Wrapping.lines("abcdefgh", width: 3) == ["abc", "def", "gh"])
        #expect(Wrapping.lines("", width: 3) == [])
    }

    @Test("when room is short the least important facts go first")
    func segments() {
        let bar = SegmentBar(
            left: [.init("first", priority: 1), .init("second", priority: 3)],
            right: [.init("third", priority: 2)])
        func line(_ width: Int) -> String {
            var canvas = Canvas(size: Size(columns: width, rows: 1))
            bar.draw(in: canvas.bounds, on: &canvas)
            return canvas.lines[0]
        }
        #expect(line(24) == " first  second    third")
        #expect(line(20) == " first        third")
        #expect(line(10) == " first")
    }
}
