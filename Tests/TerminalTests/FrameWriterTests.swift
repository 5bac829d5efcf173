import Testing

@testable import Terminal

@MainActor @Suite struct FrameWriterTests {
    private let nord: Theme

    init() throws { nord = try shippedCatalog.theme(named: "nord").theme }

    /// A writer with its terminal, and what that is believed to show.
    @MainActor private struct Desk {
        var writer: FrameWriter
        var toy: ToyTerminal
        var shown: Canvas?
        let theme: Theme

        init(_ theme: Theme, _ toy: ToyTerminal, colourless: Attributes = []) {
            self.theme = theme
            self.toy = toy
            var language = toy.language
            language.colourless = colourless
            writer = FrameWriter(language: language)
            _ = writer.use(theme, depth: .trueColour)
        }

        @discardableResult
        mutating func show(_ canvas: Canvas) -> [UInt8] {
            let frame = writer.frame(from: shown, to: canvas)
            shown = canvas
            if !frame.isEmpty { toy.feed(frame) }
            return frame
        }

        /// Where the terminal does not look as the canvas says.
        mutating func differences() -> [String] {
            guard let canvas = shown else { return [] }
            var pens = PenBox(colours: ColourDepth.trueColour.rawValue, colourless: [])
            _ = pens.use(theme, depth: .trueColour)
            var differences = toy.faults
            for y in 0..<canvas.size.rows {
                for x in 0..<canvas.size.columns {
                    let (cell, look) = (canvas[x, y], toy.cells[y][x])
                    // A terminal that moves up after its last cell is left without the glyph there.
                    let last =
                        canvas.size.columns
                        - (canvas[canvas.size.columns - 1, y].isContinuation ? 2 : 1)
                    if toy.scrolls, y == canvas.size.rows - 1, x >= last { continue }
                    if cell.isContinuation {
                        if look.glyph != ToyTerminal.rightHalf {
                            differences.append("\(x),\(y): half a glyph")
                        }
                        continue
                    }
                    let pen = pens.pen(for: cell.style)
                    // Of a space nothing is seen but its ground.
                    let isSame =
                        cell.isSpace
                        ? look.glyph == " " && (look.pen == pen || look.pen.drawsSpaces(of: pen))
                        : look.glyph == cell.glyph && look.pen == pen
                    if !isSame { differences.append("\(x),\(y): \(cell) is shown as \(look)") }
                }
            }
            return differences
        }
    }

    private static let styles: [Style] = [
        .plain, Style(.uiKey), Style(.uiKey, attributes: .bold), Style.plain.on(.uiModal),
        Style(.uiMuted, attributes: .reverse), Style(.uiMuted, attributes: [.underline, .dim]),
        Style(.pnlLoss).on(.uiSelection), GraphRamp.depth.style(at: 0.7),
    ]

    /// A canvas that shares much with another: a few words on it, and here and there a ground without any.
    private func stirred(_ canvas: Canvas, _ random: inout SeededGenerator) -> Canvas {
        var canvas = canvas
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let style = Self.styles.randomElement(using: &random) ?? .plain
            let x = Int.random(in: -3..<canvas.size.columns, using: &random)
            let y = Int.random(in: 0..<canvas.size.rows, using: &random)
            let words = ["a", "word", "漢字", "e\u{301}é", "━━━━━", "   ", " ends", "⣿⡇"]
            canvas.put(words.randomElement(using: &random) ?? "", x: x, y: y, style: style)
            guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
            let width = Int.random(in: 1...40, using: &random)
            canvas.fill(Rect(x: x, y: y, width: width, height: 2), style: style)
        }
        canvas.cursor = Bool.random(using: &random) ? Point(x: 3, y: 1) : nil
        return canvas
    }

    @Test(
        "whatever changes, the terminal shows each cell of the canvas by its own pen, and its cursor",
        arguments: [true, false], [true, false])
    func property(erasesInBackground: Bool, scrolls: Bool) throws {
        var random = SeededGenerator(seed: 11)
        for theme in [Theme.terminal, nord] {
            let size = Size(columns: 43, rows: 6)
            var desk = Desk(
                theme,
                ToyTerminal(size: size, scrolls: scrolls, erasesInBackground: erasesInBackground))
            var canvas = Canvas(size: size)
            for step in 0..<400 {
                if step % 50 == 49 { desk.shown = nil }
                canvas = stirred(step % 9 == 0 ? Canvas(size: size) : canvas, &random)
                desk.show(canvas)
                let differences = desk.differences()
                try #require(differences.isEmpty, "step \(step): \(differences.prefix(3))")
                #expect(desk.toy.cursor == canvas.cursor && desk.toy.pen == .normal)
            }
        }
    }

    @Test func `nothing is written while nothing changes`() {
        var desk = Desk(.terminal, ToyTerminal(size: Size(columns: 9, rows: 1)))
        var canvas = Canvas(size: Size(columns: 9, rows: 1))
        #expect(!desk.show(canvas).isEmpty)
        #expect(desk.show(canvas).isEmpty)
        canvas.cursor = Point(x: 2, y: 0)
        #expect(!desk.show(canvas).isEmpty)
        #expect(desk.show(canvas).isEmpty)
        #expect(desk.toy.cursor == canvas.cursor)
        canvas.cursor = Point(x: 99, y: 0)
        desk.show(canvas)
        #expect(desk.toy.cursor == nil, "it is not on the screen")
        canvas.cursor = Point(x: 1, y: 0)
        desk.show(canvas)
        #expect(desk.toy.cursor == canvas.cursor)
    }

    @Test func `a screen of which nothing is known is cleared first, and no other`() {
        let size = Size(columns: 9, rows: 2)
        var desk = Desk(.terminal, ToyTerminal(size: size))
        var canvas = Canvas(size: size)
        desk.show(canvas)
        #expect(desk.toy.commands["C"] == 1)
        canvas.put("x", x: 0, y: 0)
        desk.show(canvas)
        #expect(desk.toy.commands["C"] == nil)
        desk.shown = nil
        desk.show(canvas)
        #expect(desk.toy.commands["C"] == 1)
    }

    @Test func `a terminal that moves up after its last cell is left without that cell`() {
        let size = Size(columns: 5, rows: 2)
        var canvas = Canvas(size: size)
        canvas.put("abcde", x: 0, y: 0)
        canvas.put("fghij", x: 0, y: 1)
        for (scrolls, last) in [(true, " "), (false, "j")] {
            var desk = Desk(.terminal, ToyTerminal(size: size, scrolls: scrolls))
            desk.show(canvas)
            #expect(desk.toy.faults.isEmpty)
            #expect(desk.toy.cells[0][4].glyph == "e")
            #expect(String(desk.toy.cells[1][4].glyph) == last)
        }
    }

    @Test func `a sign that the terminal gives another width is shown as question marks`() {
        let size = Size(columns: 6, rows: 1)
        let toy = ToyTerminal(size: size)
        var language = toy.language
        language.width = { $0.value == 0x6F22 ? 1 : DisplayWidth.of($0) }
        var desk = Desk(.terminal, toy)
        desk.writer = FrameWriter(language: language)
        var canvas = Canvas(size: size)
        canvas.put("漢字.", x: 0, y: 0)
        desk.show(canvas)
        #expect(desk.toy.cells[0].map(\.glyph) == ["?", "?", "字", "»", ".", " "])
    }

    /// How often a command is given for words side by side on an empty screen.
    private func count(
        _ letter: Character, _ parts: (String, Style)..., theme: Theme, colourless: Attributes = []
    ) -> Int {
        let size = Size(columns: 60, rows: 1)
        var desk = Desk(theme, ToyTerminal(size: size), colourless: colourless)
        var canvas = Canvas(size: size)
        desk.show(canvas)
        var x = 0
        for (text, style) in parts { x += canvas.put(text, x: x, y: 0, style: style) }
        desk.show(canvas)
        return desk.toy.commands[letter] ?? 0
    }

    @Test func `a colour that stays is not sent again, and spaces take the pen in hand`() {
        let key = Style(.uiKey)
        #expect(count("B", ("ab", .plain), ("cd", key), ("ef", .plain), theme: nord) == 1)
        #expect(count("F", ("ab", .plain), ("cd", key), ("ef", .plain), theme: nord) == 3)
        #expect(count("F", ("ab", .plain), ("    ", key), ("ef", .plain), theme: nord) == 1)
        #expect(count("M", ("ab", .plain), ("cd", key), ("ef", .plain), theme: nord) == 1)
        let seen = Style(.uiForeground, attributes: .underline)
        #expect(count("A", ("ab", .plain), ("  ", seen), ("ef", .plain), theme: nord) == 1)
    }

    @Test func `many spaces are erased by one command where that leaves the right ground`() {
        let gap = String(repeating: " ", count: 20)
        let ground = Style.plain.on(.uiModal)
        #expect(count("E", ("a", ground), (gap, ground), ("b", ground), theme: nord) == 1)
        let seen = Style(.uiForeground, attributes: .reverse)
        #expect(count("E", ("a", seen), (gap, seen), ("b", seen), theme: nord) == 0)
    }

    @Test func `what a terminal cannot show together with a colour is left out with colours only`()
    {
        let dim = Style(.uiKey, attributes: .dim)
        #expect(count("A", ("ab", dim), theme: nord, colourless: .dim) == 0)
        #expect(count("A", ("ab", dim), theme: .terminal, colourless: .dim) == 0)
        let own = Style(.uiForeground, attributes: .dim)
        #expect(count("A", ("ab", own), theme: .terminal, colourless: .dim) == 1)
    }
}
