import Terminal
import Trading

/// The positions: what is held, what it has made, and how far it is from its stop and target.
struct PositionsPane: ListPane {
    let id = PaneID.positions
    let title = "Positions"

    let columns: [Column<PositionStatusRow>] = [
        .words("SYMBOL", priority: 1, 24...32, sort: { .text($0.position.contract.tradingSymbol) })
        {
            row, context in
            let contract = row.position.contract
            return StyledText(
                context.figures.strike(contract), contract.right == .call ? .pnlCall : .pnlPut)
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
        }.flashing,
        .figures(
            "LOTS", priority: 8, sort: { .number(Double($0.position.remainingLots)) }
        ) {
            row, context in
            StyledText(context.figures.count(row.position.remainingLots), .uiMuted)
        },
        .figures("ENTRY", priority: 5, sort: { .number(Double($0.position.entryPrice.paise)) }) {
            row, context in
            StyledText(context.figures.price(row.position.entryPrice), .pnlEntry)
        },
        .figures("MARK", priority: 3, sort: { .number(Double($0.position.mark?.paise ?? 0)) }) {
            row, context in
            guard let mark = row.position.mark else { return StyledText("unknown", .stateWarn) }
            let text = (row.isMarkStale ? "?" : "") + context.figures.price(mark)
            return StyledText(text, row.isMarkStale ? .stateStale : .pnlMark)
        }.flashing,
        .figures("P&L", priority: 1, sort: { .number(Double($0.profit.paise)) }) { row, context in
            row.isUnmarked ? unknown(context) : context.figures.profit(row.profit, spaced: false)
        }.flashing,
        .figures("%", priority: 3, sort: { .number($0.changeFraction ?? 0) }) { row, context in
            guard let change = row.changeFraction else { return unknown(context) }
            let role = context.figures.direction(change).role
            let decimals = abs(change) >= 0.995 ? 0 : 1
            return StyledText(context.figures.signed(change * 100, decimals: decimals), role)
        }.flashing,
        .drawing("TREND", priority: 7, 8...16) { row, width, context in
            Graphs.trend(
                changes(row), on: context.scale, width: width, glyphs: context.glyphs,
                role: context.figures.direction(row.profit.paise).role)
        },
        .drawing("STOP-TGT", priority: 3, 8...28, comfortable: 11) {
            row, width, context in
            course(row.position, width: width, context)
        },
    ]

    /// How far each mark was from the entry, as a share of it.
    private static func changes(_ row: PositionStatusRow) -> [Double] {
        let entry = Double(row.position.entryPrice.paise)
        guard entry > 0 else { return [] }
        return row.markHistory.map { (Double($0) - entry) / entry }
    }

    func scale(of rows: [PositionStatusRow]) -> ClosedRange<Double>? {
        let changes = rows.flatMap(Self.changes)
        guard let low = changes.min(), let high = changes.max() else { return nil }
        return low...high
    }

    private static func unknown(_ context: PaneContext) -> StyledText {
        StyledText(String(context.glyphs.dash), .uiMuted)
    }

    /// Where an open position is between its stop and its target; for any other, what it is about.
    private static func course(
        _ position: Position, width: Int, _ context: PaneContext
    ) -> StyledText {
        let text: StyledText
        switch position.status {
        case .partial where width >= 13:
            return StyledText("part ", .stateInfo)
                + bar(position).text(width: width - 5, glyphs: context.glyphs)
        case .open, .partial: return bar(position).text(width: width, glyphs: context.glyphs)
        case .opening, .closing:
            text = StyledText(position.status.rawValue.lowercased(), .stateWarn, .bold)
        case .unknown: text = StyledText("unknown!", .stateError, .bold)
        case .closed:
            text = StyledText(position.exitReason.map(word) ?? "closed", .uiMuted)
        }
        return text.truncated(to: width, mark: context.glyphs.ellipsis)
    }

    /// Why a position was closed, in a word that fits where its course was drawn.
    private static func word(_ reason: ExitReason) -> String {
        switch reason {
        case .operatorClose: "by hand"
        case .flatten: "flatten"
        case .dailyLoss: "day loss"
        case .squareOff: "squared"
        case .stopLoss: "stopped"
        case .trailingStop: "trailed"
        case .partial: "partial"
        case .target: "target"
        case .timeLimit: "time out"
        case .thesis: "thesis"
        case .expiry: "expired"
        }
    }

    private static func bar(_ position: Position) -> LevelBar {
        LevelBar(
            stop: position.stop, entry: position.entryPrice, mark: position.mark,
            target: position.activeTarget, peak: position.peak)
    }

    func rows(_ context: PaneContext) -> [PositionStatusRow] { context.desk.positions }

    func signalID(_ row: PositionStatusRow) -> String? { row.position.signalID }

    let legend = [
        LegendLine("STOP-TGT", "S stop, the cross the entry, the dot the price now, T target"),
        LegendLine("", "the small triangle is the highest price so far, from which a stop trails"),
        LegendLine(
            "TREND", "the change from the entry over the last minutes; all rows have one scale"),
        LegendLine("?", "before a mark: the quote is too old to decide anything"),
    ]

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
        let unmarked = context.desk.unmarked
        let rest = unmarked > 0 ? "  \(unmarked) unmarked" : ""
        return "open \(open)\(rest)  \(risk.positions.used)/\(risk.positions.limit)"
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
        let rows = min(context.state.order.count, max(4, area.height / 3))
        return .listAbove(area, rows: max(4, rows), heights: 4...80)
    }

    func detail(
        _ row: PositionStatusRow, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let figures = context.figures
        let glyphs = context.glyphs
        let position = row.position
        let target = position.activeTarget
        var lines = StyledText.wrapped(holding(position, context), width: width)

        if position.status.isLive {
            lines += levels(position, target: target, width: width, figures).wrapped(to: width)
            let greeks = StyledText.wrapped(greeks(row, figures), width: width)
            lines += height < 12 ? greeks.prefix(1) : greeks[...]
        }
        lines += StyledText.wrapped(
            money(row, on: context.desk.marketTime.indiaDay, figures), width: width)

        let room = height - lines.count - 1
        if room >= 4, row.markHistory.count > 1 {
            lines += chart(row, target: target, figures).lines(
                width: width, height: min(24, max(6, width / 5), room), glyphs: glyphs)
        }
        lines += story(position, width: width, context)
        return PaneDetail(title: figures.symbol(position.contract), lines: lines)
    }

    /// What is held or was, for how long and by which rules.
    private func holding(_ position: Position, _ context: PaneContext) -> [StyledText] {
        let figures = context.figures
        let units = position.status.isLive ? position.remainingQuantity : position.boughtQuantity
        let until = position.closedAt ?? context.desk.marketTime
        var held = StyledText(
            "\(figures.count(units.units)) @ \(figures.price(position.entryPrice))", .pnlLong, .bold
        )
        held.append(" \(figures.lots(of: units, position.contract))", .uiMuted)
        held.append("  \(figures.expiry(position.contract))", .uiMuted)
        if position.soldQuantity.units > 0 {
            let exit = Price(paise: position.soldValue.paise / Int64(position.soldQuantity.units))
            held.append("  sold \(figures.count(position.soldQuantity.units)) @ ", .uiMuted)
            held.append(figures.price(exit), .pnlMark)
        }
        let state = position.exitReason?.rawValue ?? position.status.rawValue
        var pieces = [
            held,
            .named("held", StyledText(figures.clock(until.seconds(since: position.openedAt)))),
            StyledText("\(position.mode)  \(state)", .uiMuted),
        ]
        if let exit = position.workingExit {
            pieces.append(StyledText("exit order \(exit) is working", .stateWarn, .bold))
        }
        return pieces
    }

    /// The stop, the target and the way between them.
    private func levels(
        _ position: Position, target: Price, width: Int, _ figures: Figures
    ) -> StyledText {
        var levels = StyledText("stop ", .uiMuted)
        levels.append(figures.price(position.stop), .pnlStop)
        if position.isStopRaised { levels.append(" raised", .stateInfo) }
        if width >= 76 { levels.append(Self.away(from: position.stop, position, figures)) }
        levels.append(" ")
        levels.append(
            Self.bar(position).text(
                width: max(8, min(30, width - (width >= 76 ? 60 : 46))), glyphs: figures.glyphs))
        levels.append(" ")
        levels.append(figures.price(target), .pnlTarget)
        levels.append(" target", .uiMuted)
        levels.append(Self.away(from: target, position, figures))
        if position.peak > position.entryPrice, width >= 76 {
            levels.append("  peak ", .uiMuted)
            levels.append(figures.price(position.peak), .pnlGain)
        }
        return levels
    }

    /// How far a level is from the mark, in percent of it.
    private static func away(
        from level: Price, _ position: Position, _ figures: Figures
    ) -> StyledText {
        guard let mark = position.mark, mark.paise > 0 else { return .empty }
        let away = Double(level.paise - mark.paise) / Double(mark.paise)
        return StyledText(" \(figures.percent(away)) away", .uiMuted)
    }

    /// The greeks and the quote, the most important first.
    private func greeks(_ row: PositionStatusRow, _ figures: Figures) -> [StyledText] {
        func greek(_ sign: String, _ name: String, _ value: Double, _ decimals: Int) -> StyledText {
            .named(
                figures.glyphs.isASCII ? name : sign,
                StyledText(figures.number(value, decimals: decimals)))
        }
        var pieces: [StyledText] = []
        if let greeks = row.greeks {
            pieces = [
                greek("Δ", "delta", greeks.delta, 2), greek("θ", "theta", greeks.thetaPerDay, 1),
                .named("IV", StyledText(figures.percent(greeks.volatility, decimals: 1))),
            ]
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
        if let greeks = row.greeks {
            pieces.append(greek("Γ", "gamma", greeks.gamma, 4))
            pieces.append(greek("ν", "vega", greeks.vegaPerPoint, 1))
        }
        return pieces.isEmpty ? [StyledText("no greeks without a quote", .uiMuted)] : pieces
    }

    private func money(
        _ row: PositionStatusRow, on day: CalendarDay, _ figures: Figures
    ) -> [StyledText] {
        let position = row.position
        let charges = StyledText.named("charges", StyledText(figures.money(position.charges)))
        guard position.status.isLive else {
            return [
                .named("realised", figures.profit(position.realised)), charges,
                .named("net", figures.profit(position.realised - position.charges)),
            ]
        }
        let even = position.breakEven(on: day)
        return [
            .named(
                "open",
                position.unrealised.map { figures.profit($0) }
                    ?? StyledText("unknown", .stateWarn)),
            position.soldQuantity.units > 0
                ? .named("realised", figures.profit(position.realised)) : .empty,
            charges,
            even.map { .named("even at", StyledText(figures.price($0))) } ?? .empty,
        ]
    }

    private func chart(
        _ row: PositionStatusRow, target: Price, _ figures: Figures
    ) -> LineChart {
        let entry = row.position.entryPrice
        let distance = target.paise - row.position.stop.paise
        // The curve ends where the price is now, between two samples too.
        let values = row.markHistory + (row.position.mark.map { [$0.paise] } ?? [])
        let swing = (values.max() ?? 0) - (values.min() ?? 0)
        // Far from the prices so far, stop and target would only press the curve flat.
        let showsLevels = swing * 5 >= distance
        return LineChart(
            values: values.map(Double.init),
            levels: [
                .init(
                    value: Double(row.position.stop.paise),
                    label: "stop \(figures.price(row.position.stop))", role: .pnlStop,
                    isInRange: showsLevels),
                .init(
                    value: Double(entry.paise), label: "entry \(figures.price(entry))",
                    role: .pnlEntry, isInRange: true),
                .init(
                    value: Double(target.paise), label: "target \(figures.price(target))",
                    role: .pnlTarget, isInRange: showsLevels),
            ],
            minimumSpan: Double(distance) / 8, finestTick: 5,
            label: { figures.price(Price(paise: Int64($0.rounded()))) },
            style: { Style($0 >= Double(entry.paise) ? .pnlGain : .pnlLoss) })
    }

    /// How the position came about, and what has happened to it.
    private func story(
        _ position: Position, width: Int, _ context: PaneContext
    ) -> [StyledText] {
        var via = StyledText("via ", .uiMuted)
        via.append("#\(position.signalID)", .logID)
        via.append(" \(position.strategy) \(position.action.rawValue)")
        var thesis = StyledText("thesis ", .uiMuted)
        thesis.append(context.figures.price(position.thesisStop), .pnlStop)
        thesis.append(" to ", .uiMuted)
        thesis.append(context.figures.price(position.thesisTarget), .pnlTarget)
        var lines = StyledText.wrapped([via, thesis], width: width)
        for event in context.desk.log.reversed() where event.correlationID == position.signalID {
            lines += EventsPane.story(event).wrapped(to: width)
        }
        return lines
    }
}
