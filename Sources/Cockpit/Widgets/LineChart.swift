import Terminal

/// A chart of several rows with an axis: a curve or bars of braille dots, with level lines.
struct LineChart: Sendable {
    /// A level line across the chart.
    struct Level: Sendable {
        var value: Double
        var label: String
        var role: Role
        /// Whether the scale reaches to it; otherwise it shows only where the samples come near.
        var isInRange = false
    }

    /// How the samples are drawn.
    enum Kind: Sendable {
        case curve
        case bars
    }

    var values: [Double]
    var kind: Kind = .curve
    var levels: [Level] = []
    /// Whether the scale reaches down to zero even when no sample does.
    var includesZero = false
    /// Writes a value of the axis.
    var label: @Sendable (Double) -> String
    /// The style of the curve in one row, given the value at the row's middle.
    var style: @Sendable (Double) -> Style

    /// Returns the rows of the chart.
    ///
    /// - Parameters:
    ///   - width: The columns, axis labels included.
    ///   - height: The rows.
    ///   - glyphs: The signs to draw with.
    /// - Returns: The rows; none without samples or room.
    func lines(width: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
        guard height > 0, let range = range() else { return [] }
        let step = (range.upperBound - range.lowerBound) / Double(max(1, height))
        let middles = (0..<height).map { range.upperBound - (Double($0) + 0.5) * step }
        var labels = [Int: (text: String, role: Role)]()
        for row in stride(from: 0, to: height, by: max(1, height / 4)) {
            labels[row] = (label(row == 0 ? range.upperBound : middles[row]), .graphAxis)
        }
        func row(of value: Double) -> Int? {
            let fraction = (range.upperBound - value) / (range.upperBound - range.lowerBound)
            guard (0...1).contains(fraction) else { return nil }
            return min(height - 1, Int(fraction * Double(height)))
        }
        var levelRows: [Int: Level] = [:]
        for level in levels {
            guard let row = row(of: level.value) else { continue }
            levelRows[row] = level
            labels[row] = (level.label, level.role)
        }
        let axis = labels.values.map { DisplayWidth.of($0.text) }.max() ?? 0
        let columns = width - axis - 2
        guard columns >= 4 else { return [] }

        var grid = BrailleGrid(columns: columns, rows: height)
        let samples = stretched(to: grid.dotColumns)
        switch kind {
        case .curve: grid.curve(samples, in: range)
        case .bars: grid.bars(samples, in: range)
        }
        return grid.lines(glyphs).enumerated().map { row, text in
            let (name, role) = labels[row] ?? ("", .graphAxis)
            let indent = String(repeating: " ", count: axis - DisplayWidth.of(name))
            var line = StyledText(indent + name, role)
            line.append(" \(glyphs.vertical)", .graphAxis)
            let level = levelRows[row]
            for sign in text {
                if sign == " ", let level {
                    line.append(String(glyphs.dotted), level.role)
                } else {
                    line.append(StyledText(String(sign), style(middles[row])))
                }
            }
            return line
        }
    }

    /// The lowest and highest value of the picture; `nil` without samples.
    private func range() -> ClosedRange<Double>? {
        let finite = values.filter(\.isFinite)
        guard var low = finite.min(), var high = finite.max() else { return nil }
        for level in levels where level.isInRange {
            low = min(low, level.value)
            high = max(high, level.value)
        }
        if includesZero {
            low = min(low, 0)
            high = max(high, 0)
        }
        if high - low < 1e-9 { high = low + 1 }
        return low...high
    }

    /// The samples spread over the dots there are: thinned where there are more of them, repeated
    /// where there are fewer.
    private func stretched(to dots: Int) -> [Double] {
        guard dots > 0, !values.isEmpty else { return [] }
        return (0..<dots).map { values[min(values.count - 1, $0 * values.count / dots)] }
    }
}
