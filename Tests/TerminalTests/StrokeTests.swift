import Testing

@testable import Terminal

@MainActor @Suite struct StrokeTests {
    /// Letters differ by role, bold and background; spaces by the background alone.
    private func pen(_ style: Style) -> Pen {
        let background = style.background == nil ? -1 : 7
        return Pen(
            attributes: style.attributes, pair: style.role == .uiKey ? 2 : 1,
            background: background)
    }

    private func strokes(_ parts: (String, Style)...) -> [String] {
        var canvas = Canvas(size: Size(columns: 20, rows: 1))
        var x = 0
        for (text, style) in parts { x += canvas.put(text, x: x, y: 0, style: style) }
        let row = canvas.lines[0].padded(to: x)
        return FrameRun(y: 0, columns: 0..<x).strokes(on: canvas, pen: pen).map { stroke in
            String(row.dropFirst(stroke.columns.lowerBound).prefix(stroke.columns.count))
        }
    }

    @Test func `each pen draws a stroke of its own`() {
        #expect(
            strokes(("ab", .plain), ("cd", Style(.uiKey)), ("ef", .plain)) == ["ab", "cd", "ef"])
    }

    @Test func `styles that the theme draws alike are one stroke`() {
        #expect(strokes(("ab", .plain), ("cd", Style(.uiMuted))) == ["abcd"])
    }

    @Test func `spaces on the same background are drawn by the pen in hand`() {
        let key = Style(.uiKey, attributes: .bold)
        #expect(strokes(("q", key), ("   ", .plain), ("quit", .plain)) == ["q   ", "quit"])
        #expect(strokes(("a", .plain), ("  ", key), ("b", .plain)) == ["a  b"])
    }

    @Test func `spaces on another background have a stroke of their own`() {
        #expect(strokes(("a", .plain), ("  ", Style.plain.on(.uiModal))) == ["a", "  "])
    }

    @Test func `spaces that are seen have a stroke of their own`() {
        for seen in [Attributes.reverse, .underline] {
            let style = Style(.uiForeground, attributes: seen)
            #expect(strokes(("a", .plain), (" ", style), ("b", .plain)) == ["a", " ", "b"])
            #expect(strokes(("a", style), (" ", .plain), ("b", style)) == ["a", " ", "b"])
        }
    }

    @Test("the strokes cover the run once, each letter by its own pen")
    func cover() {
        var random = SeededGenerator(seed: 5)
        let styles = [
            Style.plain, Style(.uiKey), Style.plain.on(.uiModal), Style(.uiKey).on(.uiModal),
            Style(.uiMuted, attributes: .reverse), Style(.uiMuted, attributes: .bold),
        ]
        for _ in 0..<500 {
            var canvas = Canvas(size: Size(columns: 16, rows: 1))
            for x in 0..<16 {
                let letter = ["a", "b", " ", " "][Int.random(in: 0..<4, using: &random)]
                let style = styles[Int.random(in: 0..<styles.count, using: &random)]
                canvas.put(letter, x: x, y: 0, style: style)
            }
            var next = 2
            for stroke in FrameRun(y: 0, columns: 2..<15).strokes(on: canvas, pen: pen) {
                #expect(stroke.columns.lowerBound == next && !stroke.columns.isEmpty)
                next = stroke.columns.upperBound
                for x in stroke.columns {
                    let wanted = pen(canvas[x, 0].style)
                    let isSpace = canvas[x, 0].glyph == " "
                    #expect(stroke.pen == wanted || isSpace && stroke.pen.drawsSpaces(of: wanted))
                }
            }
            #expect(next == 15)
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
