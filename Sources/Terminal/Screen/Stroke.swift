/// A part of a run that is drawn without a change of pens.
struct Stroke: Equatable {
    let pen: Pen
    let columns: Range<Int>
}

extension FrameRun {
    /// Cuts the run into strokes.
    ///
    /// - Parameters:
    ///   - canvas: What is to be shown.
    ///   - pen: Returns what draws a style.
    /// - Returns: The strokes from the left; together they cover the run once.
    @MainActor
    func strokes(on canvas: Canvas, pen: @MainActor (Style) -> Pen) -> [Stroke] {
        let cells = canvas.row(y)
        var strokes: [Stroke] = []
        var x = columns.lowerBound
        while x < columns.upperBound {
            let start = x
            var style = cells[cells.startIndex + x].style
            let inHand = pen(style)
            while x < columns.upperBound {
                let cell = cells[cells.startIndex + x]
                if cell.style != style {
                    let wanted = pen(cell.style)
                    let isSame = wanted == inHand
                    guard isSame || cell.isSpace && inHand.drawsSpaces(of: wanted) else { break }
                    if isSame { style = cell.style }
                }
                x += 1
            }
            strokes.append(Stroke(pen: inHand, columns: start..<x))
        }
        return strokes
    }
}

extension Cell {
    /// Whether nothing but the background is seen.
    fileprivate var isSpace: Bool { base == " " && firstMark == nil && columns == 1 }
}
