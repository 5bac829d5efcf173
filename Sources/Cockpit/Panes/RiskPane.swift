import Terminal
import Trading

/// The day's profit as a curve, the limits as meters, and what each strategy made.
struct RiskPane: Pane {
    let id = PaneID.risk
    let title = "P&L and risk"

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let desk = context.desk
        let figures = context.figures
        let inner = canvas.box(
            area, title: numberedTitle,
            note: "\(desk.risk.mode)  \(figures.profit(desk.account.dayNet).plain)",
            focused: context.isFocused
        ).inset(columns: 1, rows: 0)
        guard !inner.isEmpty else { return }
        let limits = limits(context, width: inner.width)
        let money = money(context, width: inner.width)
        let strategies = strategies(context)
        let chart = max(0, inner.height - limits.count - money.count - min(3, strategies.count))
        var lines: [StyledText] = []
        if chart >= 4 {
            lines += curve(context, width: inner.width, height: min(chart, 16))
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
            + strategies(context))
            .map(\.plain)
    }

    private func curve(_ context: PaneContext, width: Int, height: Int) -> [StyledText] {
        let history = context.desk.account.dayHistory
        let figures = context.figures
        guard history.count > 1 else {
            return [StyledText("the day's curve begins with the second sample", .uiMuted)]
        }
        return LineChart(
            values: history.map { Double($0) / 100 },
            levels: [.init(value: 0, label: "0", role: .graphGrid, isInRange: true)],
            includesZero: true,
            minimumSpan: 1000,
            label: { value in
                guard abs(value) >= 1000 else { return figures.signed(value, decimals: 0) }
                return figures.signed(value / 1000, decimals: abs(value) < 10_000 ? 1 : 0) + "k"
            },
            style: { Style($0 >= 0 ? .pnlGain : .pnlLoss) }
        ).lines(width: width, height: height, glyphs: context.glyphs)
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
        var lines = [state]
        for reason in risk.reasons { lines.append(StyledText("  \(reason)", .stateWarn)) }
        let uses = [
            ("positions", risk.positions, "\(risk.positions.used)/\(risk.positions.limit)"),
            (
                "at risk", risk.capitalAtRisk,
                "\(rupees(risk.capitalAtRisk.used))/\(rupees(risk.capitalAtRisk.limit))"
            ),
            (
                "day loss", risk.dailyLoss,
                "\(rupees(risk.dailyLoss.used))/\(rupees(risk.dailyLoss.limit))"
            ),
            ("loss run", risk.lossStreak, "\(risk.lossStreak.used)/\(risk.lossStreak.limit)"),
        ].map { name, use, text in
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
            let spare = width - line.width - DisplayWidth.of(figure)
            line.append(String(repeating: " ", count: max(1, spare)))
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

    /// The profit of each strategy's positions of today, the largest first.
    private func strategies(_ context: PaneContext) -> [StyledText] {
        var sums: [String: Money] = [:]
        for row in context.desk.positions {
            sums[row.position.strategy, default: .zero] += row.profit
        }
        let ordered = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !ordered.isEmpty else { return [] }
        let width = ordered.map { DisplayWidth.of($0.key) }.max() ?? 0
        return [StyledText("by strategy", .uiTitle)]
            + ordered.map { name, sum in
                let pad = String(repeating: " ", count: width - DisplayWidth.of(name))
                var line = StyledText("  \(name)\(pad)  ")
                line.append(context.figures.profit(sum))
                return line
            }
    }
}
