/// Writes what changed from one frame to the next, in one piece, as the terminal's own commands.
///
/// Each frame begins and ends with the pen that a terminal has when nothing was asked of it, so that whoever writes in
/// between, or puts the terminal back, need not know of frames.
@MainActor
struct FrameWriter {
    private let language: TerminalLanguage
    private var pens: PenBox
    /// The frame so far; one buffer for all frames.
    private var bytes: [UInt8] = []
    private var inHand = Pen.normal
    /// Where the terminal writes next, or `nil` when that is not certain.
    private var place: Point?
    /// What begins each colour that was needed so far.
    private var foregrounds: [Int: [UInt8]] = [:]
    private var backgrounds: [Int: [UInt8]] = [:]

    /// Creates a writer.
    ///
    /// - Parameter language: What the terminal understands.
    init(language: TerminalLanguage) {
        self.language = language
        pens = PenBox(colours: language.colours, colourless: language.colourless)
    }

    /// Takes a theme; returns whether it is another one, so that everything must be drawn again.
    mutating func use(_ theme: Theme, depth: ColourDepth) -> Bool {
        pens.use(theme, depth: depth)
    }

    /// Returns what makes the terminal show a canvas; empty when it does.
    ///
    /// - Parameters:
    ///   - shown: What it shows, or `nil` when that is unknown.
    ///   - canvas: What it is to show.
    /// - Returns: The bytes to write, all of them or none.
    mutating func frame(from shown: Canvas?, to canvas: Canvas) -> [UInt8] {
        let shown = shown?.size == canvas.size ? shown : nil
        let cursorBefore = shown.flatMap(\.visibleCursor)
        let cursor = canvas.visibleCursor
        let runs = FrameDiff.runs(from: shown, to: canvas)
        guard shown == nil || !runs.isEmpty || cursor != cursorBefore else { return [] }
        bytes.removeAll(keepingCapacity: true)
        bytes += TerminalLanguage.begin
        place = nil
        if shown == nil {
            bytes += language.cursor.hidden
            bytes += language.clear
        }
        // One closure for all: each call of one asks whether this is the main thread.
        canvas.withCells { cells in
            for run in runs { write(run, of: cells, size: canvas.size) }
        }
        take(.normal)
        if let cursor {
            move(to: cursor)
            if cursorBefore == nil { bytes += language.cursor.shown }
        } else if cursorBefore != nil {
            bytes += language.cursor.hidden
        }
        bytes += TerminalLanguage.end
        return bytes
    }

    private mutating func write(
        _ run: FrameRun, of cells: UnsafeBufferPointer<Cell>, size: Size
    ) {
        let row = UnsafeBufferPointer(
            rebasing: cells[run.y * size.columns..<(run.y + 1) * size.columns])
        // A terminal that moves the screen up after its last cell is left without it.
        let isCut = !language.keepsLastCell && run.y == size.rows - 1
        let last = row.count - (row.last?.isContinuation == true ? 2 : 1)
        let end = isCut ? min(run.columns.upperBound, last) : run.columns.upperBound
        var x = run.columns.lowerBound
        while x < end {
            let stroke = pens.stroke(on: row, from: x, to: end)
            take(stroke.pen)
            write(row, stroke.columns, y: run.y)
            x = stroke.columns.upperBound
        }
    }

    /// Writes cells by the pen in hand.
    private mutating func write(_ row: UnsafeBufferPointer<Cell>, _ columns: Range<Int>, y: Int) {
        var x = columns.lowerBound
        while x < columns.upperBound {
            // The right half of a wide glyph is written with it.
            guard !row[x].isContinuation else {
                x += 1
                continue
            }
            if place != Point(x: x, y: y) { move(to: Point(x: x, y: y)) }
            if row[x].isSpace, let count = erase(row, x..<columns.upperBound) {
                x += count
                continue
            }
            repeat {
                write(row[x])
                x += Int(row[x].columns)
            } while x < columns.upperBound && !row[x].isSpace && !row[x].isContinuation
            // Behind the last column, where terminals differ about the cursor, nothing is ever written.
            place = Point(x: x, y: y)
        }
    }

    private mutating func write(_ cell: Cell) {
        if cell.base.isASCII {
            bytes.append(UInt8(truncatingIfNeeded: cell.base.value))
        } else if DisplayWidth.isPlain(cell.base.value)
            || language.width(cell.base) == Int(cell.columns)
        {
            bytes += cell.base.utf8
        } else {
            // Of another width than it has on the canvas, it would shift the row.
            bytes += repeatElement(UInt8(ascii: "?"), count: Int(cell.columns))
            return
        }
        guard cell.hasMarks else { return }
        for mark in cell.marks where language.width(mark) == 0 { bytes += mark.utf8 }
    }

    /// Empties the spaces at the beginning of some cells at once, where that takes fewer bytes; returns how many.
    ///
    /// The cursor stays before them.
    private mutating func erase(_ row: UnsafeBufferPointer<Cell>, _ columns: Range<Int>) -> Int? {
        guard let erase = language.erase, inHand.showsBackgroundOnly,
            language.erasesInBackground || inHand.background < 0
        else { return nil }
        var count = 0
        while count < columns.count, row[columns.lowerBound + count].isSpace { count += 1 }
        guard count >= Self.fewestErased else { return nil }
        bytes += erase(count)
        return count
    }

    /// From so many spaces on, a command for all and a move behind them are shorter.
    private static let fewestErased = 16

    private mutating func move(to target: Point) {
        bytes += language.move(target)
        place = target
    }

    /// Takes another pen, from the commands of the terminal the least that leads there.
    private mutating func take(_ pen: Pen) {
        guard pen != inHand else { return }
        // There is no command that ends one attribute alone on every terminal.
        if !inHand.attributes.isSubset(of: pen.attributes) || pen == .normal {
            bytes += language.normal
            inHand = .normal
        }
        for (attribute, begin) in language.attributes
        where pen.attributes.contains(attribute) && !inHand.attributes.contains(attribute) {
            bytes += begin
        }
        if pen.foreground < 0 && inHand.foreground >= 0
            || pen.background < 0 && inHand.background >= 0
        {
            bytes += language.ownColours
            inHand.foreground = -1
            inHand.background = -1
        }
        if pen.foreground != inHand.foreground {
            bytes += Self.command(pen.foreground, in: &foregrounds, language.foreground)
        }
        if pen.background != inHand.background {
            bytes += Self.command(pen.background, in: &backgrounds, language.background)
        }
        inHand = pen
    }

    private static func command(
        _ colour: Int, in known: inout [Int: [UInt8]], _ spell: @MainActor (Int) -> [UInt8]
    ) -> [UInt8] {
        if let command = known[colour] { return command }
        let command = spell(colour)
        known[colour] = command
        return command
    }
}

extension Canvas {
    /// Where the cursor is seen.
    fileprivate var visibleCursor: Point? { cursor.flatMap { bounds.contains($0) ? $0 : nil } }
}
