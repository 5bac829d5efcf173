import Terminal
import Trading

/// How fast events came to a handler and were done, over the snapshots that are kept.
///
/// A queue that never fills has no depth to draw; what goes through it says that it is alive.
struct RateChart: Sendable {
    private let arrivals: [Double]
    private let completions: [Double]
    private let seconds: Double

    init(of handler: String, _ context: PaneContext) {
        var rates: [(arrivals: Double, completions: Double)] = []
        var place = 0
        var taken: Timestamp?
        for index in 0..<min(context.pastCount, context.history.count) {
            let (takenAt, rows) = context.history.handlers(at: index)
            // One a second, whether the snapshots lie closer or not.
            if let taken, takenAt.seconds(since: taken) < 0.9 { continue }
            taken = takenAt
            // Handlers keep their places from one snapshot to the next, nearly always.
            if !rows.indices.contains(place) || rows[place].name != handler {
                guard let found = rows.firstIndex(where: { $0.name == handler }) else { continue }
                place = found
            }
            rates.append((rows[place].inPerSecond, rows[place].outPerSecond))
        }
        arrivals = rates.map(\.arrivals)
        completions = rates.map(\.completions)
        seconds =
            context.pastCount > 0
            ? max(0, context.desk.takenAt.seconds(since: context.history.handlers(at: 0).takenAt))
            : 0
    }

    /// Returns the rows: arrivals and completions one below the other, or only arrivals where it is low.
    func lines(width: Int, height: Int, figures: Figures, glyphs: Glyphs) -> [StyledText] {
        guard height >= 2 else { return [] }
        let span = figures.span(seconds)
        guard let peak = (arrivals + completions).max(), peak > 0 else {
            return [StyledText("nothing came in the last \(span)", .uiMuted)]
        }
        func chart(_ name: String, _ values: [Double], height: Int) -> [StyledText] {
            var caption = StyledText("\(name) a second", .uiHeader)
            caption.append("  last \(span)  most \(figures.rate(values.max() ?? 0))", .uiMuted)
            let chart = LineChart(
                values: values, kind: .bars,
                // Both have the scale of the larger, so that what falls behind is seen to.
                levels: [.init(value: peak, label: "", role: .graphAxis, isInRange: true)],
                includesZero: true, finestTick: 0.1, label: { figures.rate($0) },
                style: { _ in Style(.queueActive) })
            return [caption] + chart.lines(width: width, height: height - 1, glyphs: glyphs)
        }
        guard height >= 8 else { return chart("in", arrivals, height: height) }
        let upper = min(12, height / 2)
        return chart("in", arrivals, height: upper) + chart("out", completions, height: upper)
    }
}
