import Terminal

/// Small drawings that fit into a row.
enum Graphs {
    /// A trend of eighth blocks, as wide as asked, scaled from its lowest to its highest value.
    static func trend(_ values: [Int64], width: Int, glyphs: Glyphs, role: Role) -> StyledText {
        let shown = resampled(values.map(Double.init), to: width)
        guard let low = shown.min(), let high = shown.max(), !shown.isEmpty else {
            return StyledText(String(repeating: " ", count: max(0, width)))
        }
        let span = high - low
        let text = String(shown.map { level(span > 0 ? ($0 - low) / span : 0.3, glyphs) })
        return padded(StyledText(text, role), to: width)
    }

    /// A depth over time, one sample a column, the newest at the right.
    ///
    /// - Parameters:
    ///   - values: The samples, oldest first.
    ///   - width: The columns.
    ///   - top: The value of a full column, shared by all rows of a table.
    ///   - alarm: The value from which a column warns.
    ///   - glyphs: The signs to draw with.
    /// - Returns: The drawing, as wide as asked.
    static func depth(
        _ values: [Int], width: Int, top: Int, alarm: Int, glyphs: Glyphs
    ) -> StyledText {
        let samples = values.suffix(max(0, width))
        var result = StyledText()
        for value in samples.map(Double.init) {
            let sign = level(value / Double(max(1, top)), glyphs)
            result.append(StyledText(String(sign), style(value, alarm: alarm)))
        }
        return padded(result, to: width)
    }

    /// A level below the full block, so that rows one above the other stay apart.
    private static func level(_ fraction: Double, _ glyphs: Glyphs) -> Character {
        glyphs.level(min(1, fraction) * (glyphs.isASCII ? 1 : 6.0 / 7))
    }

    /// A histogram of eighth blocks, one bucket a column, scaled to its fullest bucket.
    static func histogram(_ buckets: [Int], width: Int, glyphs: Glyphs) -> StyledText {
        let last = buckets.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
        let shown = Array(buckets.prefix(last).suffix(width))
        guard let top = shown.max(), top > 0 else {
            return StyledText(String(repeating: " ", count: max(0, width)))
        }
        let skipped = last - shown.count
        var result = StyledText()
        for (index, value) in shown.enumerated() {
            let sign =
                value == 0 ? " " : String(level(Double(value) / Double(top), glyphs))
            // Buckets double from a microsecond: the later ones are the slow ones.
            let slowness = Double(index + skipped) / 22
            result.append(StyledText(sign, GraphRamp.latency.style(at: slowness)))
        }
        return padded(result, to: width)
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
