import Terminal
import Trading

/// A signal's story as bars of waiting and running, one below the other.
///
/// A trade takes milliseconds to enter and hours to end. The bars therefore stand in acts, each with a
/// scale of its own, and the time between two acts is only told.
struct Waterfall: Sendable {
    let trace: SignalTrace
    let figures: Figures

    /// One event with the attempts at it.
    private struct Happening {
        var steps: [TraceStep]

        var first: TraceStep { steps[0] }
        var start: Int64 { first.offsetNanoseconds }
        var end: Int64 { steps.map(\.endOffsetNanoseconds).max() ?? start }
        var runs: [TraceRun] { steps.compactMap(\.run) }
        /// The attempt that held the story up the longest.
        var slowest: TraceRun? {
            runs.max {
                $0.waitNanoseconds + $0.runNanoseconds < $1.waitNanoseconds + $1.runNanoseconds
            }
        }
    }

    /// Events close to each other, drawn to one scale.
    private struct Act {
        var happenings: [Happening]

        var start: Int64 { happenings.map(\.start).min() ?? 0 }
        var end: Int64 { happenings.map(\.end).max() ?? 0 }
    }

    /// A pause longer than this, and than three times what came before it, begins a new act.
    private static let pauseNanoseconds: Int64 = 500_000_000

    private var acts: [Act] {
        var happenings: [Happening] = []
        for step in trace.steps {
            if let last = happenings.indices.last, happenings[last].first.eventID == step.eventID {
                happenings[last].steps.append(step)
            } else {
                happenings.append(Happening(steps: [step]))
            }
        }
        var acts: [Act] = []
        for happening in happenings.sorted(by: { $0.start < $1.start }) {
            if let last = acts.last,
                happening.start - last.end
                    <= max(Self.pauseNanoseconds, 3 * (last.end - last.start))
            {
                acts[acts.count - 1].happenings.append(happening)
            } else {
                acts.append(Act(happenings: [happening]))
            }
        }
        return acts
    }

    /// The whole story in a line: how long it took, what took longest, what failed.
    var summary: StyledText {
        var pieces: [StyledText] = []
        let acts = acts
        let arrow = figures.glyphs.isASCII ? "->" : "→"
        for (name, topics) in [
            ("signal \(arrow) order", [DeskTopic.orderPlaced]),
            ("\(arrow) fill", [.tradeExecuted, .orderFilled]),
        ] {
            if let step = trace.steps.first(where: { topics.contains($0.topic) }) {
                pieces.append(.named(name, StyledText(span(step.offsetNanoseconds))))
            }
        }
        if let first = acts.first {
            pieces.append(.named("kept after", StyledText(span(first.end - first.start))))
        }
        if acts.count > 1 {
            pieces.append(.named("in all", StyledText(span(trace.durationNanoseconds))))
        }
        let runs = trace.steps.compactMap(\.run)
        if let slowest = runs.max(by: { $0.runNanoseconds < $1.runNanoseconds }) {
            pieces.append(
                .named(
                    "slowest", StyledText("\(slowest.handler) \(span(slowest.runNanoseconds))")))
        }
        if let longest = runs.map(\.waitNanoseconds).max() {
            pieces.append(.named("longest wait", StyledText(span(longest))))
        }
        let failed = runs.count { $0.outcome != .done }
        if failed > 0 { pieces.append(StyledText("\(failed) failed", .stateError, .bold)) }
        if trace.omittedSteps > 0 {
            pieces.append(StyledText("\(trace.omittedSteps) steps left out", .uiMuted))
        }
        // Runs are measured by the wall clock; the lists tell the market's time.
        pieces.append(StyledText("from \(clock(0)) wall time", .uiMuted))
        return StyledText.joined(pieces)
    }

    /// Returns the rows: every attempt where there is room for them, else one row an event.
    ///
    /// - Parameters:
    ///   - width: The columns.
    ///   - height: The rows there are.
    /// - Returns: The rows, the summary first.
    func lines(width: Int, height: Int) -> [StyledText] {
        let acts = acts
        guard !acts.isEmpty else { return [StyledText("nothing was measured yet", .uiMuted)] }
        let full = rows(acts, width: width, isFull: true)
        let rows = full.count < height ? full : rows(acts, width: width, isFull: false)
        return Array(
            (summary.wrapped(to: width) + rows.map { $0.cut(to: width, figures.glyphs) }).prefix(
                max(1, height)))
    }

    private func rows(_ acts: [Act], width: Int, isFull: Bool) -> [StyledText] {
        let names = trace.steps.map { DisplayWidth.of($0.topic.rawValue) }
        let handlers = isFull ? trace.steps.compactMap { $0.run.map { $0.handler.count + 4 } } : []
        let label = min(width / 3, (names + handlers).max() ?? 0)
        // Time, label, bar, figures and words share the row; the bar takes what reads well.
        var bar = min(44, (width - label - 11) / (isFull ? 2 : 3))
        // An error follows the figures: at least how it begins must be seen.
        if isFull, trace.steps.contains(where: { ($0.run?.outcome ?? .done) != .done }) {
            bar = min(bar, width - label - Self.columnsBesideBar - 10)
        }
        bar = max(8, bar)
        var rows: [StyledText] = []
        for (index, act) in acts.enumerated() {
            if index > 0 {
                let pause = act.start - acts[index - 1].end
                rows.append(
                    StyledText(
                        "\(figures.glyphs.ellipsis) \(span(pause)) later", .logTime))
            }
            for happening in act.happenings {
                rows.append(
                    isFull
                        ? eventRow(happening, in: act, label: label)
                        : shortRow(happening, in: act, label: label, bar: bar))
                guard isFull else { continue }
                for run in happening.runs {
                    rows.append(runRow(run, of: happening, in: act, label: label, bar: bar))
                }
            }
        }
        return rows
    }

    /// What a run's row takes beside its label and bar: indent, gaps and figures.
    private static let columnsBesideBar = 34

    // MARK: - Rows

    private func eventRow(_ happening: Happening, in act: Act, label: Int) -> StyledText {
        var row = head(happening, in: act)
        row.append(padded(happening.first.topic.rawValue, to: label), .uiTitle, .bold)
        row.append(" \(happening.first.words)")
        return row
    }

    private func runRow(
        _ run: TraceRun, of happening: Happening, in act: Act, label: Int, bar: Int
    ) -> StyledText {
        let name =
            run.attempt > 1 ? "\(run.handler) \(figures.glyphs.times)\(run.attempt)" : run.handler
        var row = StyledText(String(repeating: " ", count: 10))
        row.append(padded("  \(name)", to: label) + " ", .uiMuted)
        row.append(drawing(run, from: happening.start, in: act, width: bar))
        row.append(" ")
        row.append(figuresOf(run))
        return row
    }

    private func shortRow(
        _ happening: Happening, in act: Act, label: Int, bar: Int
    ) -> StyledText {
        var row = head(happening, in: act)
        row.append(padded(happening.first.topic.rawValue, to: label) + " ", .uiTitle)
        if let run = happening.slowest {
            row.append(drawing(run, from: happening.start, in: act, width: bar))
            row.append(" \(Self.left(span(run.waitNanoseconds + run.runNanoseconds), 7)) ")
            if happening.runs.contains(where: { $0.outcome != .done }) {
                row.append("\(figures.glyphs.cross) ", .stateError, .bold)
            }
        } else {
            row.append(mark(at: happening.start, in: act, width: bar))
            row.append(String(repeating: " ", count: 9))
        }
        row.append(happening.first.words, .uiForeground)
        return row
    }

    /// When an event was published, from the beginning of its act.
    private func head(_ happening: Happening, in act: Act) -> StyledText {
        let isFirst = happening.start == act.start
        let text = isFirst ? "0" : "+" + span(happening.start - act.start)
        return StyledText(Self.left(text, 9) + " ", .logTime)
    }

    private func figuresOf(_ run: TraceRun) -> StyledText {
        var text = StyledText("wait ", .uiMuted)
        text.append(Self.left(span(run.waitNanoseconds), 6), waiting(run))
        text.append(" run ", .uiMuted)
        text.append(Self.left(span(run.runNanoseconds), 6))
        switch run.outcome {
        case .done: break
        case .failed(let error):
            text.append(" \(figures.glyphs.cross) \(error)", .stateError, .bold)
        case .timedOut: text.append(" \(figures.glyphs.cross) timed out", .stateError, .bold)
        }
        return text
    }

    // MARK: - Bars

    /// The columns before the event are empty, those of its wait dotted, those of the run full.
    private func drawing(
        _ run: TraceRun, from start: Int64, in act: Act, width: Int
    ) -> StyledText {
        let begun = column(start, in: act, width: width)
        let running = column(start + run.waitNanoseconds, in: act, width: width)
        let end = column(start + run.waitNanoseconds + run.runNanoseconds, in: act, width: width)
        var text = StyledText(String(repeating: " ", count: begun))
        text.append(
            String(repeating: figures.glyphs.dotted, count: running - begun), waiting(run))
        let role: Role = run.outcome == .done ? .queueDone : .stateError
        text.append(
            String(repeating: figures.glyphs.level(6.0 / 7), count: end - running + 1), role)
        text.append(String(repeating: " ", count: width - 1 - end))
        return text
    }

    /// How a wait is drawn: a later attempt has waited for its time to come, not only in the queue.
    private func waiting(_ run: TraceRun) -> Role {
        run.attempt > 1 ? .queueScheduled : .queuePending
    }

    private func mark(at start: Int64, in act: Act, width: Int) -> StyledText {
        let begun = column(start, in: act, width: width)
        var text = StyledText(String(repeating: " ", count: begun))
        text.append(String(figures.glyphs.vertical), .graphAxis)
        text.append(String(repeating: " ", count: width - 1 - begun))
        return text
    }

    private func column(_ offset: Int64, in act: Act, width: Int) -> Int {
        let length = max(1, act.end - act.start)
        let share = Double(offset - act.start) / Double(length)
        return min(width - 1, max(0, Int(share * Double(width - 1))))
    }

    // MARK: - Text

    private func span(_ nanoseconds: Int64) -> String {
        figures.latency(UInt64(max(0, nanoseconds)))
    }

    private func clock(_ offset: Int64) -> String {
        Timestamp(nanoseconds: trace.startedAt.nanoseconds + offset).indiaClock
    }

    private func padded(_ text: String, to width: Int) -> String {
        let shown = DisplayWidth.truncate(text, to: width, mark: figures.glyphs.ellipsis)
        return shown + String(repeating: " ", count: max(0, width - DisplayWidth.of(shown)))
    }

    private static func left(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
    }
}
