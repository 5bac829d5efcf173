import Terminal
import Trading

/// The second row: the money and the load in one line.
struct Ribbon: Sendable {
    var context: PaneContext

    /// What the day has made.
    var day: StyledText {
        StyledText("day ", .uiMuted) + context.figures.profit(context.desk.account.dayNet)
    }

    /// What the open positions would make.
    var open: StyledText {
        let desk = context.desk
        var open = StyledText("open ", .uiMuted) + context.figures.profit(desk.account.unrealised)
        // Or a total that leaves a position out would look whole.
        if desk.unmarked > 0 { open.append(" \(desk.unmarked) unmarked", .stateWarn) }
        return open
    }

    /// The facts, the most important first.
    var segments: [SegmentBar.Segment] {
        let desk = context.desk
        let account = desk.account
        let figures = context.figures
        let glyphs = context.glyphs

        let curve = Graphs.trend(
            account.dayHistory.map { Double($0.paise) }, width: min(12, account.dayHistory.count),
            glyphs: glyphs,
            role: figures.direction(account.dayNet.paise).role)

        var wins = StyledText("win ", .uiMuted)
        if account.tradesClosed > 0 {
            let share = Double(account.wins) / Double(account.tradesClosed)
            wins.append("\(figures.percent(share)) (\(account.wins)/\(account.tradesClosed))")
        } else {
            wins.append(String(glyphs.dash), .uiMuted)
        }
        // The limit that is nearer.
        let isLoss = desk.risk.dailyLoss.fraction > desk.risk.capitalAtRisk.fraction
        let used = isLoss ? desk.risk.dailyLoss.fraction : desk.risk.capitalAtRisk.fraction
        var risk = StyledText(isLoss ? "day loss " : "at risk ", .uiMuted)
        risk.append(Graphs.meter(used, width: 8, glyphs: glyphs))
        risk.append(" \(figures.percent(used))", used >= 1 ? .stateError : .uiForeground)

        var queued = StyledText("queued ", .uiMuted)
        queued.append(figures.count(desk.engine.queued))
        queued.append(" ")
        // An alarm is of one queue, never of them all together: so the deepest is drawn.
        queued.append(
            Graphs.depth(
                Graphs.deepest(desk.handlers.map { $0.depthHistory.suffix(8) }), width: 8,
                alarm: context.depthAlarm, glyphs: glyphs))
        var wait = StyledText("wait p99 ", .uiMuted)
        wait.append(
            StyledText(
                figures.latency(desk.engine.waitP99Nanoseconds),
                HandlerCells.latencyStyle(desk.engine.waitP99Nanoseconds)))
        var fall = StyledText("max fall ", .uiMuted)
        fall.append(figures.money(account.maxDrawdown, decimals: false))
        return [
            .init(day, priority: 1, action: .risk),
            .init(open, priority: 3, action: .positions),
            .init(curve, priority: 6, action: .risk),
            .init(risk, priority: 4, action: .risk),
            .init(wins, priority: 7),
            .init(fall, priority: 9),
            .init(queued, priority: 5, action: .queues),
            .init(wait, priority: 8, action: .queues),
            .init(Self.deadLetters(context), priority: 2, action: .deadLetters),
        ]
    }

    /// How many dead letters wait, and how many of them are new.
    static func deadLetters(_ context: PaneContext) -> StyledText {
        let letters = context.desk.deadLetters
        let role: Role = letters.total > 0 ? .queueDead : .uiMuted
        var text = StyledText("DLQ ", .uiMuted)
        text.append(context.figures.count(letters.total), role, letters.total > 0 ? .bold : [])
        if letters.addedLastFiveMinutes > 0 {
            text.append(" \(context.glyphs.up)\(letters.addedLastFiveMinutes)", .stateWarn)
        }
        return text
    }

    /// The row: the money at the left, the load at the right.
    var bar: SegmentBar {
        let all = segments
        return SegmentBar(left: Array(all.prefix(6)), right: Array(all.dropFirst(6)))
    }
}
