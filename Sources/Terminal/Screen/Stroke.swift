/// A part of a row that is drawn without a change of pens.
struct Stroke {
    let pen: Pen
    let columns: Range<Int>
}

extension PenBox {
    /// Returns the stroke that begins at a cell.
    ///
    /// - Parameters:
    ///   - row: The cells of a row.
    ///   - start: The first cell to draw.
    ///   - end: The end of those to draw, behind `start`.
    /// - Returns: The pen of the first cell, with all cells after it that it draws too.
    mutating func stroke(on row: UnsafeBufferPointer<Cell>, from start: Int, to end: Int) -> Stroke
    {
        var style = row[start].style
        let inHand = pen(for: style)
        var x = start + 1
        while x < end {
            let cell = row[x]
            if cell.style != style {
                let wanted = pen(for: cell.style)
                let isSame = wanted == inHand
                guard isSame || cell.isSpace && inHand.drawsSpaces(of: wanted) else { break }
                if isSame { style = cell.style }
            }
            x += 1
        }
        return Stroke(pen: inHand, columns: start..<x)
    }
}

extension Cell {
    /// Whether nothing but the background is seen.
    var isSpace: Bool { base == " " && !hasMarks && columns == 1 }
}
