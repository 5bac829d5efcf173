import Testing

@testable import Terminal

@Suite struct CanvasTests {
    private func canvas(_ columns: Int, _ rows: Int) -> Canvas {
        Canvas(size: Size(columns: columns, rows: rows))
    }

    /// Whether every wide glyph has its right half, and every right half its glyph.
    private static func hasWholeGlyphs(_ canvas: Canvas) -> Bool {
        for y in 0..<canvas.size.rows {
            for x in 0..<canvas.size.columns {
                let cell = canvas[x, y]
                if cell.columns == 2, !canvas[x + 1, y].isContinuation { return false }
                if cell.isContinuation, canvas[x - 1, y].columns != 2 { return false }
            }
        }
        return true
    }

    @Test func `text begins where it is put and tells its columns`() {
        var canvas = canvas(10, 2)
        #expect(canvas.put("ab", x: 1, y: 1) == 2)
        #expect(canvas.lines == ["", " ab"])
    }

    @Test func `text is cut at every edge, and counts what was cut`() {
        var canvas = canvas(5, 1)
        #expect(canvas.put("abcdefgh", x: -2, y: 0) == 8)
        #expect(canvas.lines == ["cdefg"])
        #expect(canvas.put("xyz", x: 0, y: 1) == 3)
        #expect(canvas.put("xyz", x: 0, y: -1) == 3)
        #expect(canvas.put("xyz", x: 99, y: 0) == 3)
        #expect(canvas.put("xyz", x: 0, y: 0, maxWidth: 0) == 0)
        #expect(canvas.lines == ["cdefg"])
    }

    @Test func `a width limit is kept`() {
        var canvas = canvas(8, 1)
        #expect(canvas.put("abcdef", x: 1, y: 0, maxWidth: 3) == 3)
        #expect(canvas.lines == [" abc"])
    }

    @Test func `a wide glyph takes two columns`() {
        var canvas = canvas(8, 1)
        #expect(canvas.put("漢字x", x: 0, y: 0) == 5)
        #expect(canvas.lines == ["漢字x"])
        #expect(canvas[0, 0].columns == 2)
        #expect(canvas[1, 0].isContinuation)
        #expect(canvas[4, 0].glyph == "x")
    }

    @Test func `half a wide glyph is never drawn`() {
        var right = canvas(3, 1)
        #expect(right.put("a漢字", x: 0, y: 0) == 5)
        #expect(right.lines == ["a漢"])
        var edge = canvas(2, 1)
        edge.put("ab", x: 0, y: 0)
        edge.put("漢", x: 1, y: 0)
        #expect(edge.lines == ["a"])
        var left = canvas(3, 1)
        left.put("xyz", x: 0, y: 0)
        left.put("漢", x: -1, y: 0)
        #expect(left.lines == [" yz"])
        var limited = canvas(4, 1)
        #expect(limited.put("a漢", x: 0, y: 0, maxWidth: 2) == 2)
        #expect(limited.lines == ["a"])
    }

    @Test("overwriting one half of a wide glyph blanks the other")
    func mending() {
        for (x, text, expected) in [
            (0, "x", "x 字"), (1, "x", " x字"), (1, "国", " 国"), (2, "x", "漢x"),
        ] {
            var canvas = canvas(5, 1)
            canvas.put("漢字", x: 0, y: 0)
            canvas.put(text, x: x, y: 0)
            #expect(canvas.lines == [expected], "\(text) at \(x)")
            #expect(Self.hasWholeGlyphs(canvas), "\(text) at \(x)")
        }
        var filled = canvas(5, 1)
        filled.put("漢字", x: 0, y: 0)
        filled.fill(Rect(x: 1, y: 0, width: 2, height: 1), style: .plain, glyph: "#")
        #expect(filled.lines == [" ##"])
    }

    @Test func `combining marks join the glyph before them`() {
        var canvas = canvas(8, 1)
        #expect(canvas.put("e\u{301}n\u{303}", x: 0, y: 0) == 2)
        #expect(canvas.lines == ["e\u{301}n\u{303}"])
        #expect(canvas.put("\u{301}x", x: 4, y: 0) == 1)
        #expect(canvas[3, 0].glyph == " ")
        #expect(canvas[4, 0].glyph == "x")
    }

    @Test func `no text can send commands to the terminal`() {
        var canvas = canvas(20, 1)
        #expect(canvas.put("a\u{1B}[31m\u{7}\n\tb\u{9B}c\u{202E}d", x: 0, y: 0) == 13)
        #expect(canvas.lines == ["a [31m   b cd"])
        for x in 0..<20 {
            let scalar = canvas[x, 0].base.value
            #expect(scalar >= 0x20 && scalar < 0x7F)
        }
    }

    @Test func `a clip protects what is outside, and ends`() {
        var canvas = canvas(6, 3)
        canvas.fill(canvas.bounds, style: .plain, glyph: ".")
        let result = canvas.within(Rect(x: 1, y: 1, width: 3, height: 9)) { canvas in
            canvas.put("abcdef", x: 0, y: 1)
            canvas.put("no", x: 1, y: 0)
            canvas.within(Rect(x: 3, y: 0, width: 9, height: 9)) { inner in
                inner.fill(inner.bounds, style: .plain, glyph: "#")
            }
            return 7
        }
        #expect(result == 7)
        #expect(canvas.clip == canvas.bounds)
        #expect(canvas.lines == ["......", ".bc#..", "...#.."])
    }

    @Test func `text is aligned in its room and cut with an ellipsis`() {
        var canvas = canvas(8, 4)
        let rows = canvas.bounds.rows
        canvas.put("12.5", in: rows[0], alignment: .right)
        canvas.put("mid", in: rows[1], alignment: .centre)
        canvas.put("NIFTY 24500", in: rows[2])
        canvas.put("漢字漢字漢字", in: rows[3])
        #expect(canvas.lines == ["    12.5", "  mid", "NIFTY 2…", "漢字漢…"])
    }

    @Test func `a frame has a title, a note and room inside`() {
        var canvas = canvas(24, 4)
        let inside = canvas.box(canvas.bounds, title: "1 Queues", note: "5/9")
        #expect(inside == Rect(x: 1, y: 1, width: 22, height: 2))
        #expect(
            canvas.lines == [
                "╭─ 1 Queues ───── 5/9 ─╮", "│                      │",
                "│                      │", "╰──────────────────────╯",
            ])
        canvas.box(canvas.bounds, title: "1 Queues", note: "5/9", focused: true)
        #expect(canvas.lines.first == "┏━ 1 Queues ━━━━━ 5/9 ━┓")
        #expect(canvas[0, 0].style.role == .uiBorderFocus)
    }

    @Test func `a narrow frame gives up the note first, then the title`() {
        for (width, top) in [(14, "+- Queues ---+"), (9, "+- Qu~ -+"), (5, "+---+"), (2, "++")] {
            var canvas = Canvas(size: Size(columns: width, rows: 2), glyphs: .ascii)
            canvas.box(canvas.bounds, title: "Queues", note: "5/9")
            #expect(canvas.lines.first == top)
        }
        var canvas = canvas(4, 1)
        #expect(canvas.box(canvas.bounds) == .empty)
        #expect(canvas.lines == [""])
    }

    @Test func `styles change without touching glyphs`() {
        var canvas = canvas(4, 1)
        canvas.put("1234", x: 0, y: 0, style: Style(.pnlGain))
        canvas.restyle(Rect(x: 1, y: 0, width: 2, height: 5)) { $0 = Style(.stateStale) }
        #expect(canvas.lines == ["1234"])
        #expect(
            (0..<4).map { canvas[$0, 0].style.role } == [
                .pnlGain, .stateStale, .stateStale, .pnlGain,
            ])
    }

    @Test("nothing that is drawn anywhere crashes or leaves half a glyph")
    func anywhere() {
        var random = SeededGenerator(seed: 3)
        let texts = ["", "a", "漢", "a漢b字", "e\u{301}", "\u{301}", "▁▂▃", "👩‍👩‍👧", "नमस्ते", "\n"]
        for _ in 0..<2000 {
            var canvas = canvas(
                Int.random(in: 0...7, using: &random), Int.random(in: 0...2, using: &random))
            for _ in 0..<20 {
                let x = Int.random(in: -5...9, using: &random)
                let y = Int.random(in: -1...2, using: &random)
                let area = Rect(
                    x: Int.random(in: -5...9, using: &random), y: y,
                    width: Int.random(in: -1...9, using: &random),
                    height: Int.random(in: -1...4, using: &random))
                switch Int.random(in: 0...7, using: &random) {
                case 0: canvas.fill(area, style: .plain, glyph: "#")
                case 1...4: canvas.put(texts.randomElement(using: &random) ?? "", x: x, y: y)
                case 5: canvas.box(area, title: "漢字 title", note: "n", focused: x > 0)
                default:
                    canvas.within(area) { canvas in
                        canvas.put(texts.randomElement(using: &random) ?? "", x: x, y: y)
                    }
                }
            }
            #expect(Self.hasWholeGlyphs(canvas))
        }
    }
}

@Suite("An ASCII canvas")
struct ASCIICanvasTests {
    @Test("nothing that is not ASCII gets on it, whatever is drawn")
    func byConstruction() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            var canvas = Canvas(size: Size(columns: 12, rows: 2), glyphs: .ascii)
            var text = ""
            for _ in 0..<Int.random(in: 1...10, using: &generator) {
                let value = UInt32.random(in: 0x20...0x2FFFF, using: &generator)
                if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            }
            canvas.put(text, x: Int.random(in: -3...12, using: &generator), y: 0)
            canvas.fill(
                Rect(x: 0, y: 1, width: 12, height: 1), style: .plain, glyph: text.first ?? " ")
            #expect(canvas.lines.joined().filter { !$0.isASCII } == "", "\(text)")
        }
    }

    @Test("signs that mean something keep their meaning")
    func meaning() {
        var canvas = Canvas(size: Size(columns: 30, rows: 1), glyphs: .ascii)
        canvas.put("▲ +1 −2 … ₹5 日 é", x: 0, y: 0)
        #expect(canvas.lines == ["^ +1 -2 . R5 ? ?"])
    }
}
