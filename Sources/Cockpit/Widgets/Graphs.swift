import Terminal

/// Small drawings that fit into a row.
enum Graphs {
    /// A trend of eighth blocks, as wide as asked.
    ///
    /// - Parameters:
    ///   - values: The values, oldest first.
    ///   - scale: The lowest and the highest value of all trends that are to be compared; `nil` for its own.
    ///   - width: The columns.
    ///   - glyphs: The signs to draw with.
    ///   - role: Its colour.
    /// - Returns: The drawing; blank without values.
    static func trend(
        _ values: [Double], on scale: ClosedRange<Double>? = nil, width: Int, glyphs: Glyphs,
        role: Role
    ) -> StyledText {
        let shown = resampled(values, to: width)
        guard let lowest = shown.min(), let highest = shown.max() else {
            return StyledText(String(repeating: " ", count: max(0, width)))
        }
        let low = scale?.lowerBound ?? lowest
        let span = (scale?.upperBound ?? highest) - low
        let text = String(shown.map { level(span > 0 ? ($0 - low) / span : 0.3, glyphs) })
        return padded(StyledText(text, role), to: width)
    }

    /// A depth over time against its alarm line, one sample a column, the newest at the right.
    ///
    /// The line lies at the same height wherever a depth is drawn: what reaches it takes the two highest
    /// signs, the full one from twice the alarm up. Below it the height grows with the root of the depth,
    /// so that a handful of waiting events shows. Where nothing waited nothing is drawn but the last sample.
    ///
    /// - Parameters:
    ///   - values: The samples, oldest first.
    ///   - width: The columns.
    ///   - alarm: The depth from which a queue warns.
    ///   - glyphs: The signs to draw with.
    /// - Returns: The drawing, as wide as asked.
    static func depth(_ values: [Int], width: Int, alarm: Int, glyphs: Glyphs) -> StyledText {
        let samples = values.suffix(max(0, width))
        let alarm = max(1, alarm)
        let top = Double(glyphs.levels.count - 1)
        var result = StyledText()
        for (index, value) in samples.enumerated() {
            let sign: Character =
                if value >= 2 * alarm {
                    glyphs.level(1)
                } else if value >= alarm {
                    glyphs.level((top - 1) / top)
                } else if value > 0 {
                    glyphs.level((Double(value) / Double(alarm)).squareRoot() * (top - 2) / top)
                } else {
                    index == samples.count - 1 ? glyphs.meterEmpty : " "
                }
            result.append(StyledText(String(sign), style(Double(value), alarm: alarm)))
        }
        return padded(result, to: width)
    }

    /// Returns the highest value of each so many samples, bins of a fixed time: as samples come in, only the last one
    /// changes until it is full.
    ///
    /// - Parameters:
    ///   - values: The samples, oldest first, one for each number up to the last one's.
    ///   - size: Samples in a bin, at least 1.
    ///   - number: The number of the last sample.
    /// - Returns: The bins, oldest first; the first and the last may hold less.
    static func bins(_ values: ArraySlice<Int>, of size: Int, endingAt number: Int) -> [Int] {
        guard size > 1 else { return Array(values) }
        var bins: [Int] = []
        var end = values.endIndex
        var count = (number % size + size) % size + 1
        while end > values.startIndex {
            let start = max(values.startIndex, end - count)
            bins.append(values[start..<end].max() ?? 0)
            end = start
            count = size
        }
        return bins.reversed()
    }

    /// Returns the deepest of several queues at each sample; the newest samples are those of one time.
    static func deepest(_ histories: [ArraySlice<Int>]) -> [Int] {
        let count = histories.map(\.count).max() ?? 0
        var deepest = Array(repeating: 0, count: count)
        for history in histories {
            for (place, value) in zip((count - history.count)..., history) {
                deepest[place] = max(deepest[place], value)
            }
        }
        return deepest
    }

    /// A level below the full block, so that rows one above the other stay apart.
    private static func level(_ fraction: Double, _ glyphs: Glyphs) -> Character {
        glyphs.level(min(1, fraction) * (glyphs.isASCII ? 1 : 6.0 / 7))
    }

    /// A histogram of eighth blocks, fast at the left and slow at the right, scaled to its fullest
    /// column.
    ///
    /// Every column stands for the same buckets in every row, so that rows can be compared.
    static func histogram(_ buckets: [Int], width: Int, glyphs: Glyphs) -> StyledText {
        guard width > 0, !buckets.isEmpty else { return .empty }
        let share = (buckets.count + width - 1) / width
        let columns = stride(from: 0, to: buckets.count, by: share).map {
            buckets[$0..<min($0 + share, buckets.count)].reduce(0, +)
        }
        let top = max(1, columns.max() ?? 1)
        var result = StyledText()
        for (index, value) in columns.enumerated() {
            let sign = value == 0 ? " " : String(level(Double(value) / Double(top), glyphs))
            let slowness = Double(index) / Double(columns.count)
            result.append(StyledText(sign, GraphRamp.latency.style(at: slowness)))
        }
        return result
    }

    /// A meter that turns from calm to alarming as it fills.
    static func meter(
        _ fraction: Double, width: Int, glyphs: Glyphs, ramp: GraphRamp = .depth
    ) -> StyledText {
        let (full, empty) = glyphs.meter(fraction, width: width)
        var text = StyledText(full, ramp.style(at: fraction))
        text.append(empty, .graphTrack)
        return text
    }

    /// The style of a depth: a colour scale below the alarm, a warning above it.
    static func style(_ value: Double, alarm: Int) -> Style {
        guard value > 0 else { return Style(.graphTrack) }
        if value >= Double(alarm), alarm > 0 { return Style(.graphAlertLine, attributes: .bold) }
        return GraphRamp.depth.style(at: value / Double(max(1, alarm)) * 0.8)
    }

    /// Returns samples stretched or thinned to a count, each the nearest of the original ones.
    static func resampled(_ values: [Double], to count: Int) -> [Double] {
        guard count > 0, !values.isEmpty else { return [] }
        guard values.count > count else { return values }
        return (0..<count).map { index in
            let end = (index + 1) * values.count / count
            return values[end - 1]
        }
    }

    /// Returns a text with spaces before it up to a width.
    static func padded(_ text: StyledText, to width: Int) -> StyledText {
        let spare = width - text.width
        return spare > 0 ? StyledText(String(repeating: " ", count: spare)) + text : text
    }
}
