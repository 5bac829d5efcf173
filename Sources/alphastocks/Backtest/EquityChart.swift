import Terminal
import Trading

/// An account's equity over time as a picture of braille dots, for a terminal.
struct EquityChart {
    private static let rows = 10

    private let curve: EquityCurve
    private let from: Timestamp
    private let to: Timestamp

    /// Makes a picture; `nil` when nothing was traded.
    init?(_ report: BacktestReport) {
        curve = report.equity
        guard let first = curve.points.first?.at, let last = curve.points.last?.at, last > first
        else { return nil }
        (from, to) = (first, last)
    }

    /// The picture's lines: the curve with an axis in rupees, the capital as a dotted line, the days below.
    ///
    /// - Parameters:
    ///   - width: The columns, the axis included.
    ///   - glyphs: The signs to draw with.
    /// - Returns: The lines, the top one first.
    func lines(width: Int, glyphs: Glyphs) -> [String] {
        let capital = curve.opening.rupees
        let values = curve.points.flatMap { [$0.low.rupees, $0.high.rupees] } + [capital]
        guard var low = values.min(), var high = values.max() else { return [] }
        // A flat line still needs a scale.
        let margin = max((high - low) * 0.02, 1)
        (low, high) = (low - margin, high + margin)
        func level(ofRow row: Int) -> Double {
            high - (Double(row) + 0.5) * (high - low) / Double(Self.rows)
        }
        let capitalRow = min(
            Self.rows - 1, Int((high - capital) / (high - low) * Double(Self.rows)))
        let labels = (0..<Self.rows).map { row in
            row == capitalRow
                ? label(capital) : row.isMultiple(of: 3) ? label(level(ofRow: row)) : ""
        }
        let gutter = (labels.map(\.count).max() ?? 0) + 2
        let columns = max(10, width - gutter)
        var grid = BrailleGrid(columns: columns, rows: Self.rows)
        grid.curve(curve.samples(grid.dotColumns, from: from, to: to), in: low...high)
        let axis: Character = glyphs.isASCII ? "|" : "│"
        let dot: Character = glyphs.isASCII ? "." : "·"
        var lines = zip(labels, grid.lines(glyphs)).enumerated().map { row, line in
            let picture = row == capitalRow ? String(line.1.map { $0 == " " ? dot : $0 }) : line.1
            return pad(line.0, to: gutter - 2) + " \(axis)" + picture
        }
        let (first, last) = ("\(from.indiaDay)", "\(to.indiaDay)")
        let gap = max(1, columns - first.count - last.count)
        lines.append(
            String(repeating: " ", count: gutter) + first + String(repeating: " ", count: gap)
                + last)
        return lines
    }

    private func label(_ rupees: Double) -> String {
        IndianFormat.whole(Int64(rupees.rounded()))
    }

    private func pad(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
