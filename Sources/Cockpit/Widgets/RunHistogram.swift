import Terminal

/// How often a handler ran how long: a bar for each doubling of the time, from 1 µs.
struct RunHistogram: Sendable {
    let counts: [Int]
    let figures: Figures

    /// Returns the bars with the times below them and the count of the highest beside it.
    ///
    /// Buckets that nobody fell into are left out at both ends.
    ///
    /// - Parameters:
    ///   - width: The columns.
    ///   - height: The rows, one of them for the times.
    /// - Returns: The rows; none where there is no room or nothing was counted.
    func lines(width: Int, height: Int) -> [StyledText] {
        guard height >= 3, let first = counts.firstIndex(where: { $0 > 0 }),
            let last = counts.lastIndex(where: { $0 > 0 }), let top = counts.max()
        else { return [] }
        let shown = Array(counts[max(0, first - 1)...min(counts.count - 1, last + 1)])
        let start = max(0, first - 1)
        let label = figures.shortCount(top)
        let axis = DisplayWidth.of(label) + 2
        let bar = min(8, (width - axis) / shown.count)
        guard bar >= 2 else { return [] }
        let rows = height - 1
        var lines = (0..<rows).map { row in
            var line = StyledText(row == 0 ? label : "", .graphAxis)
            line = Graphs.padded(line, to: axis - 2)
            line.append(" \(figures.glyphs.vertical)", .graphAxis)
            for (index, count) in shown.enumerated() {
                let filled = Double(count) / Double(max(1, top)) * Double(rows)
                let part = filled - Double(rows - 1 - row)
                let sign: Character =
                    part >= 1
                    ? figures.glyphs.meterFull : part > 0 ? figures.glyphs.level(part) : " "
                let slowness = Double(start + index) / Double(counts.count)
                line.append(
                    StyledText(
                        String(repeating: sign, count: bar - 1) + " ",
                        GraphRamp.latency.style(at: slowness)))
            }
            return line
        }
        lines.append(times(start: start, count: shown.count, bar: bar, axis: axis))
        return lines
    }

    /// The shortest time of every bucket that has room for it.
    private func times(start: Int, count: Int, bar: Int, axis: Int) -> StyledText {
        var text = String(repeating: " ", count: axis)
        for index in 0..<count {
            let place = axis + index * bar
            guard DisplayWidth.of(text) <= place else { continue }
            text += String(repeating: " ", count: place - DisplayWidth.of(text))
            let bucket = start + index
            // The first bucket holds whatever is shorter than its end.
            text +=
                (bucket == 0
                ? "<" + figures.latency(1024) : figures.latency(1024 << UInt64(bucket - 1)))
                .replacing(" ", with: "") + " "
        }
        return StyledText(text, .graphAxis)
    }
}
