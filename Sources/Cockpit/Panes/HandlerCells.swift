import Terminal
import Trading

/// The cells that the three tables of handlers share.
enum HandlerCells {
    typealias HandlerColumn = Column<HandlerStatus>

    /// The name, after a short word for whatever is unusual about the handler; both must be read where it is narrow, so
    /// what all strategies begin with makes way then.
    static func name(_ title: String, least: Int = 22) -> HandlerColumn {
        .words(title, priority: 1, least...36, sort: { .text($0.name) }) { row, context in
            var text = StyledText()
            if row.isPaused { text.append("paused ", .stateWarn, .bold) }
            switch row.breaker {
            case .closed: break
            case .open: text.append("open ", .stateError, .bold)
            case .halfOpen: text.append("half-open ", .stateWarn)
            }
            if row.stuck > 0 { text.append("\(row.stuck) stuck ", .stateError, .bold) }
            let shared = "strategy."
            let isCut = !text.isEmpty && row.name.hasPrefix(shared)
            text.append(isCut ? String(row.name.dropFirst(shared.count)) : row.name)
            if row.isSimulated { text.append(" sim", .modeSim) }
            return text
        }
    }

    static let breakerLegend = LegendLine(
        "open",
        "the breaker of the handler: it fails too often, and its events wait; half-open tries one")
    static let trendLegend = LegendLine(
        "60 s",
        "the deepest it was, every few seconds; the two highest signs, in bold, are over the alarm"
    )
    static let inFlightLegend = LegendLine(
        "INFL", "being handled, of the most that may be at once")

    /// The depth, with an exclamation mark from the alarm up; of equal ones, a handler that fails much comes first.
    static let depth: HandlerColumn = .figures(
        "DEPTH", priority: 1, sort: { .number(Double($0.depth) + (failsMuch($0) ? 0.5 : 0)) }
    ) { row, context in
        let isAlarm = row.depth >= context.depthAlarm
        let role: Role = isAlarm ? .stateError : row.depth > 0 ? .uiForeground : .uiMuted
        let text = context.figures.count(row.depth) + (isAlarm ? "!" : " ")
        return StyledText(text, role, isAlarm ? .bold : [])
    }

    /// The depth over time against the alarm line, which lies at the same height in every row.
    static func trend(
        _ widths: ClosedRange<Int>, comfortable: Int, priority: Int
    ) -> HandlerColumn {
        .drawing("60 s", priority: priority, widths, comfortable: comfortable) {
            row, width, context in
            // Bins that begin at round times: a column keeps what it says while it moves to the left.
            let now = Int(context.desk.takenAt.wholeSeconds)
            let bins = Graphs.bins(
                row.depthHistory.suffix(60), of: (60 + width - 1) / max(1, width), endingAt: now)
            return Graphs.depth(
                bins, width: width, alarm: context.depthAlarm, glyphs: context.glyphs)
        }
    }

    static func rateIn(priority: Int) -> HandlerColumn {
        .figures("IN/s", priority: priority, sort: { .number($0.inPerSecond) }) { row, context in
            StyledText(context.figures.rate(row.inPerSecond))
        }
    }

    /// The rate out, in warning when arrivals win while events wait.
    static func rateOut(priority: Int) -> HandlerColumn {
        .figures("OUT/s", priority: priority, sort: { .number($0.outPerSecond) }) { row, context in
            let isLosing = row.drainSeconds == nil
            return StyledText(
                context.figures.rate(row.outPerSecond), isLosing ? .stateWarn : .uiForeground)
        }
    }

    static func inFlight(priority: Int) -> HandlerColumn {
        .figures("INFL", priority: priority, sort: { .number(Double($0.inFlight)) }) {
            row, context in
            let isFull = row.limit > 0 && row.inFlight >= row.limit
            var text = StyledText(
                context.figures.count(row.inFlight), isFull ? .stateWarn : .queueActive)
            text.append("/\(row.limit)", .uiMuted)
            return text
        }
    }

    /// A percentile of a latency.
    static func latency(
        _ title: String, priority: Int,
        _ value: @escaping @Sendable (HandlerStatus) -> UInt64
    ) -> HandlerColumn {
        .figures(title, priority: priority, sort: { .number(Double(value($0))) }) { row, context in
            let nanoseconds = value(row)
            let text = context.figures.latency(nanoseconds)
            guard nanoseconds > 0 else { return StyledText(text, .uiMuted) }
            return StyledText(text, latencyStyle(nanoseconds))
        }
    }

    /// The style of a latency on a scale from 0.1 ms to 10 s.
    static func latencyStyle(_ nanoseconds: UInt64) -> Style {
        var steps = 0.0
        var rest = nanoseconds / 100_000
        while rest > 0 {
            rest /= 2
            steps += 1
        }
        return GraphRamp.latency.style(at: steps / 17)
    }

    private static func failsMuch(_ row: HandlerStatus) -> Bool { row.failFraction >= 0.01 }

    /// The share of attempts that failed, with an exclamation mark from one percent up.
    static func failPercent(priority: Int) -> HandlerColumn {
        .figures("FAIL%", priority: priority, sort: { .number($0.failFraction) }) { row, context in
            let isBad = failsMuch(row)
            let role: Role = isBad ? .stateError : row.failed > 0 ? .uiForeground : .uiMuted
            let text = context.figures.bare(percent: row.failFraction) + (isBad ? "!" : " ")
            return StyledText(text, role, isBad ? .bold : [])
        }
    }

    /// A counter, muted while it is zero.
    static func counter(
        _ title: String, priority: Int, role: Role = .uiForeground,
        _ value: @escaping @Sendable (HandlerStatus) -> UInt64
    ) -> HandlerColumn {
        .figures(title, priority: priority, sort: { .number(Double(value($0))) }) { row, context in
            let number = value(row)
            return StyledText(context.figures.count(number), number > 0 ? role : .uiMuted)
        }
    }

    /// What a filter may ask of a handler.
    static func facts(_ row: HandlerStatus, _ context: PaneContext) -> RowFacts {
        RowFacts(
            text: [row.name, row.topics.joined(separator: " "), row.policy, row.lastError ?? ""]
                .joined(separator: " ")
                + (row.isSimulated ? " sim" : "") + (row.isPaused ? " paused" : ""),
            handler: row.name, error: row.lastError ?? "",
            ageSeconds: row.lastErrorAt.map(context.age))
    }

    /// What is drawn large of a handler.
    enum Drawing: Sendable {
        /// How deep its queue was.
        case depth
        /// How long its invocations ran, and how deep its queue was where there is room for both.
        case runTimes
    }

    /// Everything about a handler, its queue first.
    static func detail(
        _ row: HandlerStatus, width: Int, height: Int, context: PaneContext,
        drawing: Drawing = .depth
    ) -> PaneDetail {
        let figures = context.figures
        let glyphs = context.glyphs
        let alarm = context.depthAlarm
        var lines: [StyledText] = []

        let fill = row.capacity > 0 ? Double(row.depth) / Double(row.capacity) : 0
        var head = StyledText(row.name, .uiTitle, .bold)
        head.append(" ")
        head.append(Graphs.meter(fill, width: max(4, min(24, width / 4)), glyphs: glyphs))
        head.append(" \(figures.count(row.depth))")
        head.append(" of \(figures.count(row.capacity))  alarm \(figures.count(alarm))", .uiMuted)
        lines += StyledText.wrapped([head] + outlook(row, figures), width: width)
        lines += StyledText.wrapped(
            [percentiles("wait", row.wait, figures), percentiles("run", row.run, figures)],
            width: width, separator: "   ")

        var room = height - lines.count - 3
        if drawing == .runTimes, row.runHistogram.contains(where: { $0 > 0 }) {
            let histogram = RunHistogram(counts: row.runHistogram, figures: figures)
                .lines(width: width, height: min(10, room > 16 ? room / 2 : room))
            lines += histogram
            room -= histogram.count
        }
        if room >= 3, row.depthHistory.contains(where: { $0 > 0 }) {
            let chart = depthChart(row, alarm: alarm, context)
                .lines(
                    width: width, height: min(24, max(6, width / 5), room >= 12 ? room / 2 : room),
                    glyphs: glyphs)
            lines += chart
            room -= chart.count
        }
        if room >= 2 {
            lines += RateChart(of: row.name, context)
                .lines(
                    width: width, height: min(24, max(6, width / 5), room), figures: figures,
                    glyphs: glyphs)
        }

        let counts: [(name: String, value: UInt64, isBad: Bool)] = [
            ("received", row.received, false), ("executed", row.executed, false),
            ("failed", row.failed, true), ("retried", row.retried, false),
            ("timed out", row.timedOut, true), ("filtered", row.filtered, false),
            ("dropped", row.dropped, true), ("dead", row.deadLettered, true),
        ]
        lines += StyledText.wrapped(
            counts.filter { $0.value > 0 || $0.name == "executed" || $0.name == "failed" }.map {
                let role: Role = $0.isBad && $0.value > 0 ? .stateError : .uiForeground
                return .named($0.name, StyledText(figures.count($0.value), role))
            }, width: width)
        if let error = row.lastError {
            var text = StyledText("last error ", .uiMuted)
            text.append(error, .stateError)
            if let at = row.lastErrorAt {
                text.append(" (\(figures.span(context.age(at))) ago)", .uiMuted)
            }
            lines.append(text)
        }
        var wiring = StyledText(row.policy, .uiMuted)
        wiring.append("  takes ", .uiMuted)
        wiring.append(row.topics.joined(separator: ", "), .uiMuted)
        lines.append(wiring)
        return PaneDetail(title: row.name, lines: lines)
    }

    /// The queue's depth against its alarm line.
    private static func depthChart(
        _ row: HandlerStatus, alarm: Int, _ context: PaneContext
    ) -> LineChart {
        let figures = context.figures
        let deepest = row.depthHistory.max() ?? 0
        let end = context.desk.takenAt
        return LineChart(
            values: row.depthHistory.map(Double.init), kind: .bars,
            levels: [
                // Far below it the alarm would only press the picture flat.
                .init(
                    value: Double(alarm), label: "alarm \(figures.shortCount(alarm))",
                    role: .graphAlertLine, isInRange: deepest * 4 >= alarm)
            ],
            includesZero: true, minimumSpan: 8,
            times: TimeAxis(
                start: end.advanced(bySeconds: -Double(row.depthHistory.count)), end: end,
                words: .ago),
            label: { figures.shortCount(Int($0.rounded())) },
            style: { Graphs.style($0, alarm: alarm) })
    }

    /// The median, 90th and 99th percentile of a latency.
    private static func percentiles(
        _ name: String, _ summary: LatencySummary, _ figures: Figures
    ) -> StyledText {
        var text = StyledText(name, .uiMuted)
        for (name, value) in [
            ("p50", summary.p50Nanoseconds), ("p90", summary.p90Nanoseconds),
            ("p99", summary.p99Nanoseconds),
        ] {
            text.append(" \(name) ", .uiMuted)
            text.append(StyledText(figures.latency(value), latencyStyle(value)))
        }
        return text
    }

    /// Where the queue is heading: towards its capacity, or empty.
    private static func outlook(_ row: HandlerStatus, _ figures: Figures) -> [StyledText] {
        var pieces: [StyledText] = []
        let surplus = row.inPerSecond - row.outPerSecond
        if row.depth > 0, surplus > 0 {
            var text = StyledText("backlog \(figures.signed(surplus, decimals: 0))/s", .stateWarn)
            if row.capacity > row.depth {
                let seconds = Double(row.capacity - row.depth) / surplus
                text.append(", full in \(figures.span(seconds))", .stateWarn)
            }
            pieces.append(text)
        } else if row.depth > 0, let seconds = row.drainSeconds {
            pieces.append(.named("empty in", StyledText(figures.span(seconds))))
        } else if row.depth > 0 {
            pieces.append(
                StyledText(row.isPaused ? "paused" : "stands still", .stateWarn, .bold))
        } else {
            pieces.append(StyledText("empty", .stateOK))
        }
        pieces.append(
            .named("in", StyledText(figures.rate(row.inPerSecond)))
                + .named(" out", StyledText(figures.rate(row.outPerSecond))))
        pieces.append(.named("workers", StyledText("\(row.inFlight)/\(row.limit)")))
        if row.oldestAgeNanoseconds > 0 {
            pieces.append(
                .named("oldest", StyledText(figures.latency(row.oldestAgeNanoseconds))))
        }
        return pieces
    }
}
