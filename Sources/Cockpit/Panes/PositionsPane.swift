import Terminal
import Trading

/// The positions: what is held, what it has made, and how far it is from its stop and target.
struct PositionsPane: ListPane {
    let id = PaneID.positions
    let title = "Positions"

    let columns: [Column<PositionStatusRow>] = [
        .words("SYMBOL", priority: 1, 18...32, sort: { .text($0.position.contract.tradingSymbol) })
        {
            row, context in
            let contract = row.position.contract
            var text = StyledText(
                context.figures.strike(contract), contract.right == .call ? .pnlCall : .pnlPut)
            switch row.position.status {
            case .open: break
            case .partial: text.append(" partial", .stateInfo)
            case .opening, .closing:
                text.append(" \(row.position.status.rawValue.lowercased())", .stateWarn, .bold)
            case .unknown: text.append(" unknown!", .stateError, .bold)
            case .closed: break
            }
            return text
        },
        .words(
            "EXPIRY", priority: 6, 6...6,
            sort: { .number(Double($0.position.contract.expiry.daysSinceEpoch)) }
        ) {
            row, context in
            StyledText(context.figures.expiry(row.position.contract), .uiMuted)
        },
        .figures("QTY", priority: 2, sort: { .number(Double($0.position.remainingQuantity.units)) })
        {
            row, context in
            let units = row.position.remainingQuantity.units
            return StyledText(
                units > 0 ? "+" + context.figures.count(units) : "0",
                units > 0 ? .pnlLong : .uiMuted)
        },
        .figures("ENTRY", priority: 5, sort: { .number(Double($0.position.entryPrice.paise)) }) {
            row, context in
            StyledText(context.figures.price(row.position.entryPrice), .pnlEntry)
        },
        .figures("MARK", priority: 3, sort: { .number(Double($0.position.mark?.paise ?? 0)) }) {
            row, context in
            guard let mark = row.position.mark else { return StyledText("unknown", .stateWarn) }
            let text = context.figures.price(mark) + (row.isMarkStale ? "?" : " ")
            return StyledText(text, row.isMarkStale ? .stateStale : .pnlMark)
        },
        .figures("P&L", priority: 1, sort: { .number(Double($0.profit.paise)) }) { row, context in
            context.figures.profit(row.profit, spaced: false)
        },
        .figures("%", priority: 3, sort: { .number($0.changeFraction ?? 0) }) { row, context in
            guard let change = row.changeFraction else {
                return StyledText(String(context.glyphs.dash), .uiMuted)
            }
            let role = context.figures.direction(change).role
            let decimals = abs(change) >= 0.995 ? 0 : 1
            return StyledText(context.figures.signed(change * 100, decimals: decimals), role)
        },
        .drawing("TREND", priority: 7, 6...16) { row, width, context in
            Graphs.trend(
                row.markHistory, width: width, glyphs: context.glyphs,
                role: context.figures.direction(row.profit.paise).role)
        },
        .drawing("STOP-TGT", priority: 4, 10...28) { row, width, context in
            guard row.position.status.isLive else {
                return StyledText(row.position.exitReason?.rawValue ?? "CLOSED", .uiMuted)
                    .truncated(to: width, mark: context.glyphs.ellipsis)
            }
            return bar(row.position).text(width: width, glyphs: context.glyphs)
        },
    ]

    private static func bar(_ position: Position) -> LevelBar {
        LevelBar(
            stop: position.stop, entry: position.entryPrice, mark: position.mark,
            target: finalTarget(position))
    }

    /// The target in force: the second one after a partial booking.
    private static func finalTarget(_ position: Position) -> Price {
        position.hasBookedPartial ? position.secondTarget ?? position.target : position.target
    }

    func rows(_ context: PaneContext) -> [PositionStatusRow] { context.desk.positions }

    func identity(_ row: PositionStatusRow) -> RowID { .position(row.id) }

    func isMuted(_ row: PositionStatusRow) -> Bool { !row.position.status.isLive }

    func facts(_ row: PositionStatusRow, context: PaneContext) -> RowFacts {
        let position = row.position
        let symbol =
            context.figures.symbol(position.contract) + " " + position.contract.tradingSymbol
        return RowFacts(
            text: [
                symbol, position.strategy, position.status.rawValue, position.signalID,
                position.mode.text, position.exitReason?.rawValue ?? "",
            ].joined(separator: " "),
            symbol: symbol, ageSeconds: context.desk.marketTime.seconds(since: position.openedAt))
    }

    func note(_ context: PaneContext) -> String {
        let risk = context.desk.risk
        let open = context.figures.profit(context.desk.account.unrealised).plain
        return "open \(open)  \(risk.positions.used)/\(risk.positions.limit)"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        let desk = context.desk
        var lines = ["no positions"]
        if desk.risk.state != .active {
            lines.append("the desk is \(desk.risk.state.rawValue): it opens none")
        } else if desk.risk.isIntakePaused {
            lines.append("the intake of signals is paused")
        } else if !desk.risk.isSessionOpen {
            lines.append("the session is closed: \(desk.risk.sessionLabel)")
        } else {
            lines.append("\(context.keys.name(of: .inject)) injects a signal")
        }
        return lines
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        return .listAbove(area, rows: context.state.order.count, heights: 4...14)
    }

    func detail(
        _ row: PositionStatusRow, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let figures = context.figures
        let glyphs = context.glyphs
        let position = row.position
        let target = Self.finalTarget(position)
        let until = position.closedAt ?? context.desk.marketTime
        var lines: [StyledText] = []

        var pieces = [
            StyledText(
                "\(figures.count(position.remainingQuantity.units)) @ "
                    + figures.price(position.entryPrice), .pnlLong, .bold),
            .named("held", StyledText(figures.clock(until.seconds(since: position.openedAt)))),
            StyledText("\(position.mode)  \(position.status.rawValue)", .uiMuted),
        ]
        if let exit = position.workingExit {
            pieces.append(StyledText("exit order \(exit) is working", .stateWarn, .bold))
        }
        lines += StyledText.wrapped(pieces, width: width)

        var levels = StyledText("stop ", .uiMuted)
        levels.append(figures.price(position.stop), .pnlStop)
        if position.isStopRaised { levels.append(" raised", .stateInfo) }
        levels.append(" ")
        levels.append(
            Self.bar(position).text(width: max(8, min(30, width - 44)), glyphs: glyphs))
        levels.append(" ")
        levels.append(figures.price(target), .pnlTarget)
        levels.append(" target", .uiMuted)
        if let mark = position.mark, mark.paise > 0 {
            let away = Double(target.paise - mark.paise) / Double(mark.paise)
            levels.append(" \(figures.percent(away)) away", .uiMuted)
        }
        lines.append(levels)
        lines += StyledText.wrapped(greeks(row, figures), width: width)
        lines += StyledText.wrapped(money(row, figures), width: width)

        let room = height - lines.count - 2
        if room >= 4, row.markHistory.count > 1 {
            lines += chart(row, target: target, figures).lines(
                width: width, height: min(9, room), glyphs: glyphs)
        }
        lines += story(position, context)
        return PaneDetail(title: figures.symbol(position.contract), lines: lines)
    }

    private func greeks(_ row: PositionStatusRow, _ figures: Figures) -> [StyledText] {
        let isASCII = figures.glyphs.isASCII
        var pieces: [StyledText] = []
        if let greeks = row.greeks {
            for (name, plain, value, decimals) in [
                ("Δ", "delta", greeks.delta, 2), ("Γ", "gamma", greeks.gamma, 4),
                ("θ", "theta", greeks.thetaPerDay, 1), ("ν", "vega", greeks.vegaPerPoint, 1),
            ] {
                let number = figures.number(value, decimals: decimals)
                pieces.append(.named(isASCII ? plain : name, StyledText(number)))
            }
            pieces.append(
                .named("IV", StyledText(figures.percent(greeks.volatility, decimals: 1))))
        }
        if let quote = row.quote {
            for (name, price, units) in [
                ("bid", quote.bid, quote.bidUnits), ("ask", quote.ask, quote.askUnits),
            ] {
                guard let price else { continue }
                var text = StyledText.named(name, StyledText(figures.price(price)))
                if let units {
                    text.append(" \(figures.glyphs.times) \(figures.count(units))", .uiMuted)
                }
                pieces.append(text)
            }
        }
        if row.isMarkStale { pieces.append(StyledText("the quote is stale", .stateStale)) }
        return pieces.isEmpty ? [StyledText("no greeks without a quote", .uiMuted)] : pieces
    }

    private func money(_ row: PositionStatusRow, _ figures: Figures) -> [StyledText] {
        let position = row.position
        let units = Int64(max(1, position.boughtQuantity.units))
        let even = Price(
            paise: position.entryPrice.paise + (position.charges.paise + units - 1) / units)
        return [
            .named("realised", figures.profit(position.realised)),
            .named(
                "open",
                position.unrealised.map { figures.profit($0) }
                    ?? StyledText("unknown", .stateWarn)),
            .named("charges", StyledText(figures.money(position.charges))),
            .named("even at", StyledText(figures.price(even))),
        ]
    }

    private func chart(
        _ row: PositionStatusRow, target: Price, _ figures: Figures
    ) -> LineChart {
        let entry = row.position.entryPrice
        return LineChart(
            values: row.markHistory.map(Double.init),
            levels: [
                .init(
                    value: Double(row.position.stop.paise),
                    label: figures.price(row.position.stop), role: .pnlStop),
                .init(
                    value: Double(entry.paise), label: figures.price(entry), role: .pnlEntry,
                    isInRange: true),
                .init(value: Double(target.paise), label: figures.price(target), role: .pnlTarget),
            ],
            label: { figures.price(Price(paise: Int64($0.rounded()))) },
            style: { Style($0 >= Double(entry.paise) ? .pnlGain : .pnlLoss) })
    }

    /// How the position came about, and what has happened to it.
    private func story(_ position: Position, _ context: PaneContext) -> [StyledText] {
        var via = StyledText("via ", .uiMuted)
        via.append("#\(position.signalID)", .logID)
        via.append(" \(position.strategy) \(position.action.rawValue)")
        via.append("  thesis ", .uiMuted)
        via.append(context.figures.price(position.thesisStop), .pnlStop)
        via.append(" to ", .uiMuted)
        via.append(context.figures.price(position.thesisTarget), .pnlTarget)
        var lines = [via]
        for event in context.desk.log.reversed() where event.correlationID == position.signalID {
            var line = StyledText(event.at.indiaClock + " ", .logTime)
            line.append(event.subject + " ", .uiMuted)
            line.append(event.text)
            lines.append(line)
        }
        return lines
    }
}
