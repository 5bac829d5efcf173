import Terminal
import Trading

/// The handlers: what they did, what failed, and how long they ran.
struct HandlersPane: ListPane {
    let id = PaneID.handlers
    let title = "Handlers"
    let initialSort: ListState.SortOrder? = .init(column: "FAIL%", isDescending: true)

    let columns: [Column<HandlerStatus>] = [
        HandlerCells.name("HANDLER"),
        HandlerCells.counter("EXECUTED", priority: 2) { $0.executed },
        HandlerCells.counter("FAILED", priority: 3, role: .stateError) { $0.failed }.flashing,
        HandlerCells.failPercent(priority: 1),
        HandlerCells.counter("RETRIES", priority: 6, role: .queueRetry) { $0.retried }.flashing,
        HandlerCells.latency("P50", priority: 7) { $0.run.p50Nanoseconds },
        HandlerCells.latency("P90", priority: 8) { $0.run.p90Nanoseconds },
        HandlerCells.latency("P99", priority: 4) { $0.run.p99Nanoseconds },
        .drawing("RUN TIMES", priority: 9, 11...22) { row, width, context in
            Graphs.histogram(row.runHistogram, width: width, glyphs: context.glyphs)
        },
        .words("LAST ERROR", priority: 5, 12...200) { row, context in
            guard let error = row.lastError else {
                return StyledText(String(context.glyphs.dash), .uiFaint)
            }
            var text = StyledText()
            if let at = row.lastErrorAt {
                text.append("\(context.figures.span(context.age(at))) ", .uiMuted)
            }
            text.append(error, .stateError)
            return text
        },
    ]

    let legend = [
        HandlerCells.breakerLegend,
        LegendLine("FAIL%", "attempts that failed; ! from one percent up"),
        LegendLine(
            "RUN TIMES",
            "how often how long: fast at the left, each column twice the time of the one before"),
        LegendLine("sim", "fails now and then on purpose, to keep the simulation lively"),
    ]

    func rows(_ context: PaneContext) -> [HandlerStatus] { context.desk.handlers }

    func identity(_ row: HandlerStatus) -> RowID { .handler(row.name) }

    func facts(_ row: HandlerStatus, context: PaneContext) -> RowFacts {
        HandlerCells.facts(row, context)
    }

    func note(_ context: PaneContext) -> String {
        let figures = context.figures
        let failed = context.desk.handlers.reduce(UInt64(0)) { $0 + $1.failed }
        let executed = context.desk.handlers.reduce(UInt64(0)) { $0 + $1.executed }
        return "\(context.desk.handlers.count) registered  "
            + "failed \(figures.count(failed)) of \(figures.count(executed + failed))"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        ["no handler is subscribed yet"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        return .listAbove(area, rows: context.state.order.count, heights: 6...80)
    }

    func detail(
        _ row: HandlerStatus, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        HandlerCells.detail(
            row, width: width, height: height, context: context, drawing: .runTimes)
    }
}
