import Terminal
import Trading

/// The queues: how deep, how fast in and out, how long events wait.
struct QueuesPane: ListPane {
    let id = PaneID.queues
    let title = "Queues"
    let initialSort: ListState.SortOrder? = .init(column: "DEPTH", isDescending: true)

    let columns: [Column<HandlerStatus>] = [
        HandlerCells.name("QUEUE", least: 16),
        HandlerCells.depth,
        HandlerCells.trend(5...60, comfortable: 8, priority: 3),
        HandlerCells.rateIn(priority: 2),
        HandlerCells.rateOut(priority: 2),
        HandlerCells.inFlight(priority: 3),
        .figures("OLDEST", priority: 6, sort: { .number(Double($0.oldestAgeNanoseconds)) }) {
            row, context in
            let age = row.oldestAgeNanoseconds
            return StyledText(context.figures.latency(age), age > 0 ? .uiForeground : .uiMuted)
        },
        .figures("DRAIN", priority: 5, sort: { .number($0.drainSeconds ?? .infinity) }) {
            row, context in
            guard row.depth > 0 else { return StyledText(String(context.glyphs.dash), .uiMuted) }
            guard let seconds = row.drainSeconds else {
                return StyledText(
                    "\(context.glyphs.infinity) \(context.glyphs.up)", .stateWarn, .bold)
            }
            return StyledText(seconds < 1 ? "<1s" : context.figures.span(seconds))
        },
        HandlerCells.latency("WAIT50", priority: 9) { $0.wait.p50Nanoseconds },
        HandlerCells.latency("WAIT90", priority: 9) { $0.wait.p90Nanoseconds },
        HandlerCells.latency("WAIT99", priority: 7) { $0.wait.p99Nanoseconds },
    ]

    let legend = [
        HandlerCells.breakerLegend,
        LegendLine("DEPTH", "events waiting; ! from the alarm up"),
        HandlerCells.trendLegend,
        HandlerCells.inFlightLegend,
        LegendLine(
            "DRAIN",
            "until the queue is empty at the present rates; the sign of infinity when arrivals win"),
        LegendLine("WAIT99", "99 of 100 events waited no longer"),
    ]

    func rows(_ context: PaneContext) -> [HandlerStatus] { context.desk.handlers }

    func identity(_ row: HandlerStatus) -> RowID { .handler(row.name) }

    func facts(_ row: HandlerStatus, context: PaneContext) -> RowFacts {
        HandlerCells.facts(row, context)
    }

    func note(_ context: PaneContext) -> String {
        let engine = context.desk.engine
        let deep = context.desk.handlers.count { $0.depth >= context.depthAlarm }
        let figures = context.figures
        let queued = "\(figures.count(engine.queued)) queued"
        return deep > 0 ? "\(deep) over \(figures.count(context.depthAlarm))!  \(queued)" : queued
    }

    func emptyText(_ context: PaneContext) -> [String] {
        ["no handler is subscribed yet"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        return .listAbove(
            area, rows: min(max(7, area.height / 3), context.state.order.count), heights: 3...80)
    }

    func detail(
        _ row: HandlerStatus, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        HandlerCells.detail(row, width: width, height: height, context: context)
    }
}
