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
    /// The finest step of the scale that means anything.
    var finestTick = 1.0
    /// The times that the samples span, written below them where there is room.
    var times: TimeAxis?
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
        let times = height >= 5 ? times : nil
        let height = times == nil ? height : height - 1
        let span = range.upperBound - range.lowerBound
        let middles = (0..<height).map {
            range.upperBound - (Double($0) + 0.5) * span / Double(height)
        }
        func row(of value: Double) -> Int? {
            let fraction = (range.upperBound - value) / span
            guard (0...1).contains(fraction) else { return nil }
            return min(height - 1, Int(fraction * Double(height)))
        }
        var labels: [Int: (text: String, role: Role)] = [:]
        var written: Set<String> = []
        for value in RoundTicks.values(
            in: range, atMost: max(1, (height + 1) / 3), least: finestTick)
        {
            let text = label(value)
            guard let row = row(of: value), written.insert(text).inserted else { continue }
            labels[row] = (text, .graphAxis)
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
        let rows = grid.lines(glyphs).enumerated().map { row, text in
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
        guard let times else { return rows }
        let corner = String(repeating: " ", count: axis + 1) + String(glyphs.border.bottomLeft)
        return rows + [
            StyledText(corner, .graphAxis) + times.line(columns: columns, glyphs: glyphs)
        ]
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
