import Terminal
import Trading

/// The line below a chart with round times on it.
struct TimeAxis: Sendable {
    /// How an instant is written.
    enum Words: Sendable {
        /// The time of day in India.
        case clock
        /// How long before the right end it was.
        case ago
    }

    /// The instant of the left end.
    let start: Timestamp
    /// The instant of the right end.
    let end: Timestamp
    var words = Words.clock

    /// Steps that people count time in, in seconds.
    private static let steps = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
    ]

    /// Returns the line, with each time in the middle over its place.
    ///
    /// - Parameters:
    ///   - columns: The columns of the picture above.
    ///   - glyphs: The signs to draw with.
    /// - Returns: So many columns.
    func line(columns: Int, glyphs: Glyphs) -> StyledText {
        var signs = Array(repeating: glyphs.scaleLine, count: max(0, columns))
        let seconds = end.seconds(since: start)
        guard seconds > 0, columns >= 8 else { return StyledText(String(signs), .graphAxis) }
        // Beside each time as much line as it is long, or they run into one text.
        let room = words == .clock ? 14.0 : 10
        let most = max(1, Double(columns) / room)
        let step = Self.steps.first { Double($0) * most >= seconds } ?? 86_400
        for (instant, text) in marks(every: step) {
            let share = instant.seconds(since: start) / seconds
            let centre = Int((share * Double(columns - 1)).rounded())
            let first = centre - text.count / 2
            guard first >= 0, first + text.count <= columns else { continue }
            signs.replaceSubrange(first..<first + text.count, with: text)
        }
        return StyledText(String(signs), .graphAxis)
    }

    private func marks(every step: Int) -> [(Timestamp, String)] {
        let seconds = end.seconds(since: start)
        switch words {
        case .clock:
            let into = start.indiaSecondsIntoDay
            // A part of a second goes first, so that the steps lie on whole ones.
            let whole = Timestamp(india: start.indiaDay, secondsIntoDay: into)
            let first = Double((into + step - 1) / step * step - into)
            return stride(from: first, through: seconds, by: Double(step)).map {
                let instant = whole.advanced(bySeconds: $0)
                return (instant, String(instant.indiaClock.prefix(step < 60 ? 8 : 5)))
            }
        case .ago:
            return stride(from: Double(step), through: seconds, by: Double(step)).map {
                let past = Int($0)
                let text = past.isMultiple(of: 60) ? "\(past / 60)m" : "\(past)s"
                return (end.advanced(bySeconds: -$0), text)
            }
        }
    }
}
