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
        .figures("ENTRY", priority: 6) { row, context in
            StyledText(context.figures.level(row.signal.entryPrice), .pnlEntry)
        },
        .figures("STR", priority: 7, sort: { .number($0.signal.strength ?? 0) }) { row, context in
            row.signal.strength.map { StyledText(Figures.fixed($0, 2)) }
                ?? StyledText(String(context.glyphs.dash), .uiFaint)
        },
        .words("STATUS", priority: 2, 9...9, sort: { .text($0.status.rawValue) }) { row, _ in
            StyledText(row.status.rawValue, role(row.status))
        }.flashing,
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

    func signalID(_ row: SignalRecord) -> String? { row.id }

    let legend = [
        LegendLine(
            "BECAUSE",
            "the contract that was bought, or the code of the refusal and its reason"),
        LegendLine(
            "trace",
            "dotted is waiting in a queue, full is running; a long pause begins a new scale"),
    ]

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
        let counts = "\(active) active  \(refused) refused"
        // More are never in a snapshot, so it would look like a total.
        return signals.count < DeskSnapshot.mostSignals
            ? "\(counts) of \(signals.count)" : "\(counts) of the newest \(signals.count)"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        ["no signals yet", "\(context.keys.name(of: .inject)) injects one"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        if area.width >= 150, area.height >= 8 { return .listBeside(area, share: 46) }
        return .listAbove(area, rows: max(4, min(area.height / 3, 12)), heights: 4...60)
    }

    func detail(
        _ row: SignalRecord, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let signal = row.signal
        var lines = StyledText.wrapped(facts(row, context), width: width)
        // A low pane keeps its rows for the trace: the list says what the signal is.
        if height < 10 { lines = [] }
        if let denial = row.denial {
            var text = StyledText("\(denial.code.rawValue) ", .stateWarn, .bold)
            text.append(denial.reason)
            lines += text.wrapped(to: width)
        }
        // The pane has no room for it; the dialog has.
        if height >= 40, let choice = row.choice {
            lines += [.empty] + Self.lines(of: choice, width: width)
        }
        if height >= 14 { lines.append(.empty) }
        lines += SignalStory(signalID: signal.id, context: context)
            .lines(width: width, height: height - lines.count)
        return PaneDetail(
            title: "\(signal.symbol) \(signal.action.rawValue)  #\(signal.id)", lines: lines,
            tab: "signal")
    }

    /// What was wanted and when, the most important first.
    private func facts(_ row: SignalRecord, _ context: PaneContext) -> [StyledText] {
        let signal = row.signal
        var head = StyledText("\(signal.symbol) \(signal.action.rawValue)", .uiTitle, .bold)
        head.append(" \(row.status.rawValue)", Self.role(row.status), .bold)
        var pieces: [StyledText] = [
            head, StyledText("\(signal.strategy) from \(signal.origin.rawValue)", .uiMuted),
            .named("entry", StyledText(context.figures.level(signal.entryPrice), .pnlEntry)),
            .named("stop", StyledText(context.figures.level(signal.stopLoss), .pnlStop)),
            .named("target", StyledText(context.figures.level(signal.target), .pnlTarget)),
        ]
        if let strength = signal.strength {
            pieces.append(.named("strength", StyledText(Figures.fixed(strength, 2))))
        }
        if let move = signal.expectedMovePercent {
            pieces.append(.named("expected move", StyledText(Figures.fixed(move, 2) + " %")))
        }
        if let contract = row.contract {
            var text = StyledText("contract ", .uiMuted)
            text.append(context.figures.symbol(contract))
            if contract.isGenerated { text.append(" generated", .modeSim) }
            pieces.append(text)
        }
        for (name, time) in [
            ("emitted", signal.emittedAt), ("received", row.receivedAt), ("changed", row.updatedAt),
        ] {
            pieces.append(.named(name, StyledText(time.indiaClock, .logTime)))
        }
        return pieces
    }
}
