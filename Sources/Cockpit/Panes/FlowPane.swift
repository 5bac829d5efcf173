import Terminal
import Trading

/// Queues and handlers in one table, for screens too low for both.
struct FlowPane: ListPane {
    let id = PaneID.flow
    let title = "Flow"
    let initialSort: ListState.SortOrder? = .init(column: "DEPTH", isDescending: true)

    let columns: [Column<HandlerStatus>] = [
        HandlerCells.name("HANDLER"),
        HandlerCells.depth,
        HandlerCells.trend(6...40, comfortable: 6, priority: 6),
        HandlerCells.rateIn(priority: 4),
        HandlerCells.rateOut(priority: 4),
        HandlerCells.inFlight(priority: 7),
        HandlerCells.latency("WAIT99", priority: 3) { $0.wait.p99Nanoseconds },
        HandlerCells.latency("RUN99", priority: 5) { $0.run.p99Nanoseconds },
        HandlerCells.failPercent(priority: 2),
    ]

    let legend = [
        HandlerCells.breakerLegend,
        HandlerCells.trendLegend,
        HandlerCells.inFlightLegend,
        LegendLine("WAIT99", "99 of 100 events waited no longer, RUN99 ran no longer"),
    ]

    func rows(_ context: PaneContext) -> [HandlerStatus] { context.desk.handlers }

    func identity(_ row: HandlerStatus) -> RowID { .handler(row.name) }

    func facts(_ row: HandlerStatus, context: PaneContext) -> RowFacts {
        HandlerCells.facts(row, context)
    }

    func note(_ context: PaneContext) -> String {
        "\(context.figures.count(context.desk.engine.queued)) queued"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        ["no handler is subscribed yet"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        return .listAbove(area, rows: min(9, context.state.order.count), heights: 4...60)
    }

    func detail(
        _ row: HandlerStatus, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        HandlerCells.detail(row, width: width, height: height, context: context)
    }
}
