/// The screen in memory: a grid of cells that panes draw on.
///
/// Whatever lies outside the canvas or the current clip is ignored, and a wide glyph is never cut in
/// half: where only one of its columns fits, a space is drawn. So no pane needs to check sizes.
public struct Canvas: Sendable, Equatable {
    /// The size of the grid.
    public let size: Size
    /// The signs to draw with.
    public var glyphs: Glyphs
    /// Where the text cursor is shown, or `nil` to hide it.
    public var cursor: Point?
    /// The only area that drawing changes; see ``within(_:_:)``.
    public private(set) var clip: Rect

    private var cells: [Cell]

    /// Creates a blank canvas.
    ///
    /// - Parameters:
    ///   - size: The size of the grid.
    ///   - glyphs: The signs to draw with.
    public init(size: Size, glyphs: Glyphs = .unicode) {
        self.size = size
        self.glyphs = glyphs
        clip = Rect(size)
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    /// The whole canvas as a rectangle.
    public var bounds: Rect { Rect(size) }

    /// Returns the cell at a place.
    ///
    /// - Parameters:
    ///   - x: The column.
    ///   - y: The row.
    /// - Returns: The cell, blank outside the canvas.
    public subscript(x: Int, y: Int) -> Cell {
        guard x >= 0, y >= 0, x < size.columns, y < size.rows else { return .blank }
        return cells[y * size.columns + x]
    }

    /// The rows as text, without trailing spaces and without styles.
    public var lines: [String] {
        (0..<size.rows).map { y in
            var line = ""
            for cell in row(y) where !cell.isContinuation { line.append(cell.glyph) }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The cells of one row.
    private func row(_ y: Int) -> ArraySlice<Cell> {
        cells[y * size.columns..<(y + 1) * size.columns]
    }

    /// Calls a function with the cells of all rows, one after another.
    func withCells<Result>(_ body: (UnsafeBufferPointer<Cell>) -> Result) -> Result {
        cells.withUnsafeBufferPointer(body)
    }

    /// Draws with everything outside a rectangle protected; coordinates stay those of the screen.
    ///
    /// - Parameters:
    ///   - area: The rectangle, which the clip already in force cuts further.
    ///   - draw: Draws on the canvas.
    /// - Returns: What `draw` returns.
    /// - Throws: What `draw` throws.
    @discardableResult
    public mutating func within<Result, Failure: Error>(
        _ area: Rect, _ draw: (inout Canvas) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let outer = clip
        clip = outer.intersection(area)
        defer { clip = outer }
        return try draw(&self)
    }

    /// Writes a text on one row.
    ///
    /// - Parameters:
    ///   - text: The text; control characters, line breaks among them, are drawn as spaces.
    ///   - x: The column of its first character, which may lie left of the clip.
    ///   - y: The row.
    ///   - style: How it looks.
    ///   - maxWidth: The most columns to use.
    /// - Returns: The columns used, clipped ones included, so that the next text can follow.
    @discardableResult
    public mutating func put(
        _ text: String, x: Int, y: Int, style: Style = .plain, maxWidth: Int = .max
    ) -> Int {
        put(scalars: text.unicodeScalars, x: x, y: y, style: style, maxWidth: maxWidth)
    }

    /// Writes a part of a text on one row.
    ///
    /// - Parameters:
    ///   - text: The part; control characters, line breaks among them, are drawn as spaces.
    ///   - x: The column of its first character, which may lie left of the clip.
    ///   - y: The row.
    ///   - style: How it looks.
    ///   - maxWidth: The most columns to use.
    /// - Returns: The columns used, clipped ones included, so that the next text can follow.
    @discardableResult
    public mutating func put(
        _ text: Substring, x: Int, y: Int, style: Style = .plain, maxWidth: Int = .max
    ) -> Int {
        put(scalars: text.unicodeScalars, x: x, y: y, style: style, maxWidth: maxWidth)
    }

    /// Writes code points; specialised for both kinds of text, since every figure of every frame comes here.
    private mutating func put(
        scalars: some Sequence<Unicode.Scalar>, x: Int, y: Int, style: Style, maxWidth: Int
    ) -> Int {
        guard maxWidth > 0 else { return 0 }
        let end = x.addingReportingOverflow(maxWidth)
        let limit = end.overflow ? Int.max : end.partialValue
        let visible = y >= clip.y && y < clip.maxY
        var column = x
        for given in scalars {
            let scalar = shown(given)
            let width = DisplayWidth.of(scalar)
            if width == 0 {
                if visible, column > x { combine(scalar, before: column, y: y) }
                continue
            }
            guard column < limit else { break }
            let fits = column + width <= limit
            if visible, column < clip.maxX {
                let cell =
                    width == 1
                    ? Cell(narrow: scalar, style: style)
                    : Cell(fits ? scalar : " ", style: style)
                set(cell, x: column, y: y)
            }
            column += fits ? width : 1
        }
        return column - x
    }

    /// Changes the style of every cell in a rectangle and keeps the glyphs.
    ///
    /// - Parameters:
    ///   - area: The rectangle.
    ///   - change: Changes one style, for example to grey stale figures out.
    public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
        let visible = clip.intersection(area)
        for y in visible.y..<visible.maxY {
            let start = y * size.columns
            for index in start + visible.x..<start + visible.maxX { change(&cells[index].style) }
        }
    }

    /// Takes all cells over from another canvas, without copying them now.
    ///
    /// - Parameter other: The canvas.
    /// - Returns: `false` when there is none or it has another size; then nothing is taken.
    public mutating func copy(from other: Canvas?) -> Bool {
        guard let other, other.size == size else { return false }
        cells = other.cells
        return true
    }

    /// Takes the cells of a rectangle over from another canvas of the same size.
    ///
    /// - Parameters:
    ///   - area: The rectangle.
    ///   - other: The canvas; of another size, nothing is taken.
    public mutating func copy(_ area: Rect, from other: Canvas) {
        guard other.size == size else { return }
        let visible = clip.intersection(area)
        for y in visible.y..<visible.maxY {
            let row = y * size.columns + visible.x..<y * size.columns + visible.maxX
            cells.replaceSubrange(row, with: other.cells[row])
        }
    }

    /// Fills a rectangle with one glyph.
    ///
    /// - Parameters:
    ///   - area: The rectangle.
    ///   - style: How the cells look.
    ///   - glyph: The glyph; of a wide one or a joined sequence a space is drawn instead.
    public mutating func fill(_ area: Rect, style: Style, glyph: Character = " ") {
        let visible = clip.intersection(area)
        guard !visible.isEmpty else { return }
        var cell = Cell(shown(glyph.unicodeScalars.first ?? " "), style: style)
        if cell.columns != 1 { cell = Cell(" ", style: style) }
        for y in visible.y..<visible.maxY {
            mend(x: visible.x, y: y)
            mend(x: visible.maxX - 1, y: y)
            let start = y * size.columns
            for index in start + visible.x..<start + visible.maxX { cells[index] = cell }
        }
    }

    /// Returns a text in ASCII alone, as an ASCII canvas would show it.
    ///
    /// - Parameter text: The text.
    /// - Returns: The text with every other sign replaced by the nearest one there is.
    public static func plain(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar.isASCII || DisplayWidth.of(scalar) > 0 {
            shown.append(scalar.isASCII ? scalar : PlainSigns.sign(for: scalar))
        }
        return String(shown)
    }

    // MARK: - Cells

    /// The code point that stands for another on this canvas: an ASCII one holds nothing else, whatever a
    /// name or an error from outside brings along.
    private func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard glyphs.isASCII, !scalar.isASCII, DisplayWidth.of(scalar) > 0 else { return scalar }
        return PlainSigns.sign(for: scalar)
    }

    /// Stores a cell where the clip allows, and blanks the other half of any wide glyph it cuts.
    private mutating func set(_ cell: Cell, x: Int, y: Int) {
        let rightmost = x + Int(cell.columns) - 1
        guard x >= clip.x, rightmost < clip.maxX else {
            // One column of a wide glyph may still be inside: show that something is there.
            if cell.columns == 2 {
                for half in [x, rightmost] where half >= clip.x && half < clip.maxX {
                    set(Cell(" ", style: cell.style), x: half, y: y)
                }
            }
            return
        }
        let index = y * size.columns + x
        if cells[index].columns != 1 { mend(x: x, y: y) }
        cells[index] = cell
        if cell.columns == 2 {
            mend(x: rightmost, y: y)
            cells[index + 1] = .continuation(style: cell.style)
        }
    }

    /// Blanks the wide glyph that a cell is part of, since the cell is about to be overwritten.
    private mutating func mend(x: Int, y: Int) {
        let index = y * size.columns + x
        if cells[index].isContinuation, x > 0 {
            cells[index - 1] = Cell(" ", style: cells[index - 1].style)
            cells[index] = Cell(" ", style: cells[index].style)
        } else if cells[index].columns == 2, x + 1 < size.columns {
            cells[index + 1] = Cell(" ", style: cells[index + 1].style)
            cells[index] = Cell(" ", style: cells[index].style)
        }
    }

    private mutating func combine(_ mark: Unicode.Scalar, before column: Int, y: Int) {
        var x = column - 1
        guard !glyphs.isASCII, x >= clip.x, x < clip.maxX else { return }
        if self[x, y].isContinuation { x -= 1 }
        guard x >= clip.x else { return }
        cells[y * size.columns + x].combine(mark)
    }
}
