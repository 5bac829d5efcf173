/// Hands curses what changed from one frame to the next.
@MainActor
struct FrameWriter {
    private var pens: PenBox
    /// What is handed over next; one buffer for all strokes.
    private var glyphs: [Curses.Glyph] = []

    /// Creates a writer for the screen that curses has opened.
    init() {
        pens = PenBox(colours: Curses.colours, pairLimit: Curses.pairLimit)
    }

    /// Takes a theme; returns whether it is another one, so that everything must be drawn again.
    mutating func use(_ theme: Theme, depth: ColourDepth) -> Bool {
        pens.use(theme, depth: depth)
    }

    /// Hands over runs of a canvas, stroke by stroke.
    mutating func write(_ runs: [FrameRun], of canvas: Canvas) {
        for run in runs {
            let cells = canvas.row(run.y)
            for stroke in run.strokes(on: canvas, pen: { pens.pen(for: $0) }) {
                glyphs.removeAll(keepingCapacity: true)
                for x in stroke.columns { cells[cells.startIndex + x].append(to: &glyphs) }
                Curses.put(glyphs, x: stroke.columns.lowerBound, y: run.y, pen: stroke.pen)
            }
        }
    }
}

extension Cell {
    /// Appends what curses is to put for this cell, nothing for the right half of a wide glyph.
    fileprivate func append(to glyphs: inout [Curses.Glyph]) {
        guard !isContinuation else { return }
        // Where the C library disagrees about a width, rows would shift: show that as question marks.
        guard base.isASCII || Curses.width(base) == Int(columns) else {
            glyphs += Array(repeating: Curses.glyph("?"), count: Int(columns))
            return
        }
        glyphs.append(Curses.glyph(base, firstMark, secondMark))
    }
}
