import Terminal

/// A chart of several rows with an axis: a curve or bars of braille dots, with level lines.
struct LineChart: Sendable {
    /// A level line across the chart.
    struct Level: Sendable {
        var value: Double
        var label: String
        var role: Role
        /// Whether the scale reaches to it; otherwise the samples alone make the scale, and while
        /// the line is beyond it an arrow at that end says so.
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
    /// The least that the scale spans, so that a flicker does not look like a flood.
    var minimumSpan = 1.0
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
        let span = range.upperBound - range.lowerBound
        let middles = (0..<height).map {
            range.upperBound - (Double($0) + 0.5) * span / Double(height)
        }
        var labels = axisLabels(range, height: height)
        func row(of value: Double) -> Int? {
            let fraction = (range.upperBound - value) / (range.upperBound - range.lowerBound)
            guard (0...1).contains(fraction) else { return nil }
            return min(height - 1, Int(fraction * Double(height)))
        }
        var levelRows: [Int: Level] = [:]
        for level in levels {
            if let row = row(of: level.value) {
                levelRows[row] = level
                labels[row] = (level.label, level.role)
            } else if height > 2 {
                let isAbove = level.value > range.upperBound
                let arrow = isAbove ? glyphs.up : glyphs.down
                labels[isAbove ? 0 : height - 1] = ("\(level.label) \(arrow)", level.role)
            }
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

    /// The text beside the top row, the bottom row and some between, none of them twice.
    private func axisLabels(
        _ range: ClosedRange<Double>, height: Int
    ) -> [Int: (text: String, role: Role)] {
        let last = height - 1
        let step = max(1, (height + 2) / 3)
        var rows = Array(stride(from: 0, to: last, by: step))
        if rows.count > 1, let nearest = rows.last, last - nearest < 2 { rows.removeLast() }
        rows.append(last)
        var labels: [Int: (text: String, role: Role)] = [:]
        var seen: Set<String> = []
        for row in rows {
            let share = last > 0 ? Double(row) / Double(last) : 0
            let value = range.upperBound - share * (range.upperBound - range.lowerBound)
            let text = label(value)
            if seen.insert(text).inserted { labels[row] = (text, .graphAxis) }
        }
        return labels
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
        let missing = max(1e-9, minimumSpan) - (high - low)
        if missing > 0 {
            // What stands on zero stays there; a curve stays in the middle.
            low -= includesZero ? 0 : missing / 2
            high += includesZero ? missing : missing / 2
        }
        return low...high
    }

    /// The samples spread over the dots there are: thinned where there are more of them; where there
    /// are fewer, a curve runs straight from one to the next and a bar grows wider.
    private func stretched(to dots: Int) -> [Double] {
        guard dots > 1, let newest = values.last else { return values.suffix(max(0, dots)) }
        guard kind == .curve, values.count < dots else {
            return (0..<dots).map { values[$0 * values.count / dots] }
        }
        return (0..<dots).map { dot in
            let place = Double(dot) * Double(values.count - 1) / Double(dots - 1)
            let index = Int(place)
            guard index + 1 < values.count else { return newest }
            return values[index] + (values[index + 1] - values[index]) * (place - Double(index))
        }
    }
}
