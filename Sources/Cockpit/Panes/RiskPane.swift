import Terminal
import Trading

/// The day's profit as a curve, the limits as meters, and what each strategy made.
struct RiskPane: Pane {
    let id = PaneID.risk
    let title = "P&L and risk"

    let legend = [
        LegendLine("curve", "the day's net profit: made, open, less charges"),
        LegendLine("at risk", "what is lost if every stop is hit, of the most that may be"),
        LegendLine("max fall", "the deepest fall of the day's profit from its peak"),
    ]

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let desk = context.desk
        let figures = context.figures
        let day = figures.profit(desk.account.dayNet).plain
        let isRoomy = area.width >= 60
        let inner = canvas.box(
            area, title: numberedTitle, note: isRoomy ? "\(desk.risk.mode)  \(day)" : day,
            focused: context.isFocused
        ).inset(columns: 1, rows: 0)
        guard !inner.isEmpty else { return }
        let limits = limits(context, width: min(84, inner.width))
        let money = money(context, width: inner.width)
        let strategies = strategies(context, width: inner.width)
        let chart = max(
            0, inner.height - limits.count - money.count - min(area.height / 4, strategies.count))
        var lines: [StyledText] = []
        if chart >= 4 {
            lines += curve(context, width: inner.width, height: min(chart, 40))
        }
        lines += limits + money + strategies
        canvas.within(inner) { canvas in
            for (row, line) in lines.prefix(inner.height).enumerated() {
                canvas.put(line, x: inner.x, y: inner.y + row, maxWidth: inner.width)
            }
        }
    }

    func report(_ context: PaneContext, columns: Int) -> [String] {
        (limits(context, width: min(columns - 2, 64)) + money(context, width: columns - 2)
            + strategies(context, width: columns - 2))
            .map(\.plain)
    }

    func summary(_ context: PaneContext) -> PaneRecord? {
        let report = RiskReport(context.desk)
        return PaneRecord(line: report.line(context.figures), value: report)
    }

    func export(_ context: PaneContext, as format: ViewExport.Format) -> ViewExport? {
        let report = RiskReport(context.desk)
        let rows = report.rows
        let text =
            switch format {
            case .csv: CSVText.line(RiskReport.columns) + rows.map(CSVText.line).joined()
            case .json: RowJSON.text(report) + "\n"
            }
        return ViewExport(view: "profit-and-risk", format: format, rows: rows.count, text: text)
    }

    private func curve(_ context: PaneContext, width: Int, height: Int) -> [StyledText] {
        let desk = context.desk
        let figures = context.figures
        guard let start = desk.account.dayHistory.first?.at, desk.marketTime > start else {
            return StyledText("the day's curve begins with the second sample", .uiMuted)
                .wrapped(to: width)
        }
        let samples = desk.dayCurve
        return LineChart(
            values: Self.evenly(samples, count: width * 2),
            levels: [.init(value: 0, label: "0", role: .graphGrid, isInRange: true)],
            includesZero: true,
            minimumSpan: 1000,
            times: TimeAxis(start: start, end: desk.marketTime),
            label: { figures.shortMoney($0) },
            style: { Style($0 >= 0 ? .pnlGain : .pnlLoss) }
        ).lines(width: width, height: height, glyphs: context.glyphs)
    }

    /// The profit in rupees at so many instants, evenly spread from the first sample to the last.
    private static func evenly(_ samples: [ProfitSample], count: Int) -> [Double] {
        guard let first = samples.first, let last = samples.last, count > 1 else { return [] }
        let seconds = last.at.seconds(since: first.at)
        var next = 1
        return (0..<count).map { index in
            let instant = first.at.advanced(bySeconds: seconds * Double(index) / Double(count - 1))
            while next < samples.count - 1, samples[next].at < instant { next += 1 }
            let (left, right) = (samples[next - 1], samples[next])
            let share = instant.seconds(since: left.at) / right.at.seconds(since: left.at)
            let rise = Double(right.paise - left.paise) * min(1, max(0, share))
            return (Double(left.paise) + rise) / 100
        }
    }

    private func limits(_ context: PaneContext, width: Int) -> [StyledText] {
        let risk = context.desk.risk
        let figures = context.figures
        func rupees(_ paise: Int64) -> String {
            figures.money(Money(paise: paise), decimals: false)
        }
        var state = StyledText("desk ", .uiMuted)
        let role: Role =
            switch risk.state {
            case .active: .stateOK
            case .reducing: .stateWarn
            case .halted: .stateCritical
            }
        state.append(risk.state.rawValue, role, .bold)
        if risk.isIntakePaused { state.append("  intake paused", .stateWarn, .bold) }
        state.append("  \(risk.sessionLabel)", risk.isSessionOpen ? .uiMuted : .stateWarn)
        var lines = state.wrapped(to: width)
        for reason in risk.reasons { lines.append(StyledText("  \(reason)", .stateWarn)) }
        let uses = RiskReport.uses(risk).map { name, use, unit in
            let text =
                unit == .paise
                ? "\(rupees(use.used))/\(rupees(use.limit))" : "\(use.used)/\(use.limit)"
            let fraction = max(0, use.fraction)
            let share = figures.percent(min(9.99, fraction)) + (fraction >= 1 ? "!" : " ")
            return (name: name, fraction: fraction, figure: "\(text) \(share)")
        }
        let widest = uses.map { DisplayWidth.of($0.figure) }.max() ?? 0
        for (name, fraction, figure) in uses {
            let isFull = fraction >= 1
            var line = StyledText(name + String(repeating: " ", count: 10 - name.count), .uiMuted)
            let room = max(3, min(30, width - 11 - widest))
            line.append(Graphs.meter(fraction, width: room, glyphs: context.glyphs))
            let pad = widest - DisplayWidth.of(figure) + 1
            line.append(String(repeating: " ", count: pad))
            line.append(figure, isFull ? .stateWarn : .uiForeground, isFull ? .bold : [])
            lines.append(line)
        }
        return lines
    }

    private func money(_ context: PaneContext, width: Int) -> [StyledText] {
        let account = context.desk.account
        let figures = context.figures
        func amount(_ name: String, _ money: Money) -> StyledText {
            .named(name, StyledText(figures.money(money, decimals: false)))
        }
        var pieces = [
            amount("cash", account.cash), amount("reserved", account.reserved),
            .named("realised", figures.profit(account.dayRealised, decimals: false)),
            amount("charges", account.dayCharges), amount("max fall", account.maxDrawdown),
        ]
        if !account.isBalanced {
            pieces.insert(StyledText("OUT OF BALANCE", .stateCritical, .bold), at: 0)
        }
        return StyledText.wrapped(pieces, width: width)
    }

    /// What each strategy's positions of today made, the largest first.
    private func strategies(_ context: PaneContext, width: Int) -> [StyledText] {
        let ordered = StrategyTally.ordered(context.desk.positions)
        guard !ordered.isEmpty else { return [] }
        let figures = context.figures
        let names = ordered.map { DisplayWidth.of($0.strategy) }.max() ?? 0
        let profits = ordered.map { tally in
            tally.isProfitKnown
                ? figures.profit(tally.profit) : StyledText(String(context.glyphs.dash), .uiMuted)
        }
        let widest = profits.map(\.width).max() ?? 0
        return [StyledText("by strategy", .uiTitle)]
            + zip(ordered, profits).map { tally, profit in
                let name = tally.strategy
                let pad = String(repeating: " ", count: names - DisplayWidth.of(name))
                var line = StyledText("  \(name)\(pad)  ")
                line.append(Graphs.padded(profit, to: widest))
                let more = [
                    (tally.unmarked, "\(tally.unmarked) without a price", Role.stateStale),
                    (tally.open, "\(tally.open) open", .uiMuted),
                    (tally.closed, "won \(tally.won) of \(tally.closed)", .uiMuted),
                ]
                // What has no room is left out, never cut.
                for (count, text, role) in more
                where count > 0 && line.width + 2 + DisplayWidth.of(text) <= width {
                    line.append("  \(text)", role)
                }
                return line
            }
    }
}
