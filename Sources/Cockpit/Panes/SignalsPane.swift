import Terminal
import Trading

/// The signals: what the strategies wanted, and what became of it.
struct SignalsPane: ListPane {
    let id = PaneID.signals
    let title = "Signals"

    let columns: [Column<SignalRecord>] = [
        .words("TIME", priority: 4, 8...8, sort: { .number(Double($0.receivedAt.nanoseconds)) }) {
            row, _ in
            StyledText(row.receivedAt.indiaClock, .logTime)
        },
        .words("SYMBOL", priority: 1, 10...14, sort: { .text($0.signal.symbol) }) { row, _ in
            StyledText(row.signal.symbol)
        },
        .words("SIDE", priority: 2, 5...5, sort: { .text($0.signal.action.rawValue) }) {
            row, context in
            let isBuy = row.signal.action == .buy
            let arrow = isBuy ? context.glyphs.up : context.glyphs.down
            return StyledText(
                "\(arrow)\(row.signal.action.rawValue)", isBuy ? .pnlCall : .pnlPut)
        },
        .figures("ENTRY", priority: 6) { row, _ in
            StyledText(Figures.fixed(row.signal.entryPrice, 2), .pnlEntry)
        },
        .figures("STR", priority: 7, sort: { .number($0.signal.strength ?? 0) }) { row, context in
            row.signal.strength.map { StyledText(Figures.fixed($0, 2)) }
                ?? StyledText(String(context.glyphs.dash), .uiFaint)
        },
        .words("STATUS", priority: 2, 9...9, sort: { .text($0.status.rawValue) }) { row, _ in
            StyledText(row.status.rawValue, role(row.status))
        },
        .words("STRATEGY", priority: 8, 14...24, sort: { .text($0.signal.strategy) }) { row, _ in
            var text = StyledText(row.signal.strategy, .uiMuted)
            if row.signal.origin == .simulation { text.append(" sim", .modeSim) }
            if row.signal.origin == .operator { text.append(" by hand", .stateInfo) }
            return text
        },
        .words("BECAUSE", priority: 3, 22...300) { row, context in
            if let denial = row.denial {
                var text = StyledText(denial.code.rawValue, .stateWarn, .bold)
                text.append(" \(denial.reason)", .uiMuted)
                return text
            }
            return row.contract.map { StyledText(context.figures.symbol($0)) } ?? .empty
        },
    ]

    private static func role(_ status: SignalStatus) -> Role {
        switch status {
        case .new: .queuePending
        case .active: .queueActive
        case .completed: .queueDone
        case .stopped: .pnlStop
        case .rejected: .stateWarn
        case .expired: .uiMuted
        }
    }

    func rows(_ context: PaneContext) -> [SignalRecord] { context.desk.signals }

    func identity(_ row: SignalRecord) -> RowID { .signal(row.id) }

    func isMuted(_ row: SignalRecord) -> Bool { false }

    func facts(_ row: SignalRecord, context: PaneContext) -> RowFacts {
        let signal = row.signal
        return RowFacts(
            text: [
                signal.id, signal.symbol, signal.strategy, signal.action.rawValue,
                row.status.rawValue, row.denial?.code.rawValue ?? "", row.denial?.reason ?? "",
                row.contract?.tradingSymbol ?? "", signal.origin.rawValue,
            ].joined(separator: " "),
            symbol: signal.symbol,
            error: row.denial.map { "\($0.code.rawValue) \($0.reason)" } ?? "",
            ageSeconds: context.desk.marketTime.seconds(since: row.receivedAt))
    }

    func note(_ context: PaneContext) -> String {
        let signals = context.desk.signals
        guard !signals.isEmpty else { return "" }
        let active = signals.count { $0.status == .active || $0.status == .new }
        let refused = signals.count { $0.status == .rejected }
        return "\(active) active  \(refused) refused  \(signals.count)"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        ["no signals yet", "\(context.keys.name(of: .inject)) injects one"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        return .listAbove(area, rows: max(6, area.height / 2), heights: 5...14)
    }

    func detail(
        _ row: SignalRecord, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let signal = row.signal
        var head = StyledText(signal.symbol, .uiTitle, .bold)
        head.append(" \(signal.action.rawValue)  \(signal.strategy)  ")
        head.append(row.status.rawValue, Self.role(row.status), .bold)
        head.append("  from \(signal.origin.rawValue)", .uiMuted)
        var levels: [StyledText] = [
            .named("entry", StyledText(Figures.fixed(signal.entryPrice, 2), .pnlEntry)),
            .named("stop", StyledText(Figures.fixed(signal.stopLoss, 2), .pnlStop)),
            .named("target", StyledText(Figures.fixed(signal.target, 2), .pnlTarget)),
        ]
        if let strength = signal.strength {
            levels.append(.named("strength", StyledText(Figures.fixed(strength, 2))))
        }
        if let move = signal.expectedMovePercent {
            levels.append(.named("expected move", StyledText(Figures.fixed(move, 2) + " %")))
        }
        var lines = [head] + StyledText.wrapped(levels, width: width)
        if let denial = row.denial {
            lines.append(StyledText(denial.code.rawValue, .stateWarn, .bold))
            lines += Wrapping.lines(denial.reason, width: width).map { StyledText($0) }
        }
        if let contract = row.contract {
            var text = StyledText("contract ", .uiMuted)
            text.append("\(context.figures.symbol(contract))  \(contract.tradingSymbol)")
            if contract.isGenerated { text.append("  generated", .modeSim) }
            lines.append(text)
        }
        var times = StyledText("emitted ", .uiMuted)
        times.append(signal.emittedAt.indiaClock, .logTime)
        times.append("  received ", .uiMuted)
        times.append(row.receivedAt.indiaClock, .logTime)
        times.append("  changed ", .uiMuted)
        times.append(row.updatedAt.indiaClock, .logTime)
        times.append("  #\(signal.id)", .logID)
        lines.append(times)
        for event in context.desk.log where event.correlationID == signal.id {
            lines.append(EventsPane.story(event))
        }
        return PaneDetail(title: "signal \(signal.symbol) \(signal.action.rawValue)", lines: lines)
    }
}
