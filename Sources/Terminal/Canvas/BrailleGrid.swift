/// A small picture of dots, two across and four down in every cell, for charts.
///
/// With an ASCII set a cell shows how high its highest dot lies instead.
public struct BrailleGrid: Sendable {
    /// The width in cells.
    public let columns: Int
    /// The height in cells.
    public let rows: Int
    private var masks: [UInt8]

    /// The dots of a cell, by column and row, as bits of the braille block U+2800.
    private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

    /// Creates an empty picture.
    ///
    /// - Parameters:
    ///   - columns: The width in cells.
    ///   - rows: The height in cells.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        masks = Array(repeating: 0, count: self.columns * self.rows)
    }

    /// The width in dots.
    public var dotColumns: Int { columns * 2 }
    /// The height in dots.
    public var dotRows: Int { rows * 4 }

    /// Sets a dot; one outside the picture is ignored.
    ///
    /// - Parameters:
    ///   - x: The dot's column, from 0 at the left.
    ///   - y: The dot's row, from 0 at the top.
    public mutating func set(x: Int, y: Int) {
        guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
        masks[(y / 4) * columns + x / 2] |= Self.bits[x % 2][y % 4]
    }

    /// Draws a curve through values, one a column of dots, joined without gaps.
    ///
    /// - Parameters:
    ///   - values: The values, oldest first; those past the right edge are ignored, and a value
    ///     that is not finite leaves a gap.
    ///   - range: The values of the bottom and the top of the picture.
    public mutating func curve(_ values: [Double], in range: ClosedRange<Double>) {
        var previous: Int?
        for (x, value) in values.prefix(dotColumns).enumerated() {
            guard let y = row(of: value, in: range) else {
                previous = nil
                continue
            }
            // Up to the neighbour's dot, not beside it: the line stays one dot thick.
            var from = previous ?? y
            if from != y { from += from < y ? 1 : -1 }
            for dot in min(from, y)...max(from, y) { set(x: x, y: dot) }
            previous = y
        }
    }

    /// Draws upright bars, one a column of dots, that stand on the bottom.
    ///
    /// - Parameters:
    ///   - values: The values, oldest first; those past the right edge are ignored.
    ///   - range: The values of the bottom and the top of the picture.
    public mutating func bars(_ values: [Double], in range: ClosedRange<Double>) {
        for (x, value) in values.prefix(dotColumns).enumerated() {
            guard let top = row(of: value, in: range) else { continue }
            for dot in top..<dotRows { set(x: x, y: dot) }
        }
    }

    /// Returns the rows of the picture as text.
    ///
    /// - Parameter glyphs: The set to draw with.
    /// - Returns: One text a row, each as long as the picture is wide.
    public func lines(_ glyphs: Glyphs) -> [String] {
        (0..<rows).map { row in
            String((0..<columns).map { sign(masks[row * columns + $0], glyphs) })
        }
    }

    private func row(of value: Double, in range: ClosedRange<Double>) -> Int? {
        let span = range.upperBound - range.lowerBound
        guard value.isFinite, span > 0, span.isFinite, dotRows > 0 else { return nil }
        let fraction = min(1, max(0, (value - range.lowerBound) / span))
        return Int(((1 - fraction) * Double(dotRows - 1)).rounded())
    }

    private func sign(_ mask: UInt8, _ glyphs: Glyphs) -> Character {
        guard mask != 0 else { return " " }
        guard glyphs.isASCII else {
            return Unicode.Scalar(0x2800 + UInt32(mask)).map { Character($0) } ?? " "
        }
        let highest: Int = (0..<4).first { mask & (Self.bits[0][$0] | Self.bits[1][$0]) != 0 } ?? 3
        return glyphs.level(Double(3 - highest) / 3)
    }
}
