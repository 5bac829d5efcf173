import Terminal
import Trading

/// The dead letters: what failed for good, why, and what it carried.
struct DeadLettersPane: ListPane {
    let id = PaneID.deadLetters
    let title = "Dead letters"

    let columns: [Column<DeadLetterRow>] = [
        .figures("AGE", priority: 2, sort: { .number(-Double($0.record.diedAt.nanoseconds)) }) {
            row, context in
            StyledText(context.figures.span(context.age(row.record.diedAt)), .uiMuted)
        },
        .words("HANDLER", priority: 2, 12...24, sort: { .text($0.record.handler) }) { row, _ in
            StyledText(row.record.handler)
        },
        .words("EVENT", priority: 6, 16...22, sort: { .text($0.record.event.topic.rawValue) }) {
            row, _ in
            StyledText(row.record.event.topic.rawValue, .queueDead)
        },
        .words("SYMBOL", priority: 4, 10...22, sort: { .text($0.symbol ?? "") }) { row, context in
            row.symbol.map { StyledText($0) } ?? StyledText(String(context.glyphs.dash), .uiFaint)
        },
        .figures("ATT", priority: 5, sort: { .number(Double($0.record.attempts.count)) }) {
            row, _ in
            StyledText("\(row.record.attempts.count)/\(row.attemptLimit)", .queueRetry)
        },
        .words("ID", priority: 9, 18...20) { row, _ in StyledText(row.id.text, .logID) },
        .words("ERROR", priority: 1, 30...300, sort: { .text($0.record.error) }) { row, _ in
            var text = StyledText()
            if row.isSimulated { text.append("sim ", .modeSim) }
            text.append(row.record.error, .stateError)
            return text
        },
    ]

    func rows(_ context: PaneContext) -> [DeadLetterRow] { context.desk.deadLetters.rows }

    func identity(_ row: DeadLetterRow) -> RowID { .deadLetter(row.id) }

    func facts(_ row: DeadLetterRow, context: PaneContext) -> RowFacts {
        RowFacts(
            text: [
                row.id.text, row.record.handler, row.record.event.topic.rawValue, row.symbol ?? "",
                row.record.error, row.payloadJSON, row.isSimulated ? "sim" : "",
            ].joined(separator: " "),
            handler: row.record.handler, symbol: row.symbol ?? "", error: row.record.error,
            ageSeconds: context.age(row.record.diedAt))
    }

    func note(_ context: PaneContext) -> String {
        let letters = context.desk.deadLetters
        guard letters.total > 0 else { return "" }
        let figures = context.figures
        var parts = [figures.count(letters.total)]
        if letters.addedLastFiveMinutes > 0 {
            parts.append("\(context.glyphs.up)\(figures.count(letters.addedLastFiveMinutes))/5m")
        }
        if let oldest = letters.oldestAt {
            parts.append("oldest \(figures.span(context.age(oldest)))")
        }
        if letters.total > letters.rows.count {
            parts.append("newest \(figures.count(letters.rows.count)) shown")
        }
        return parts.joined(separator: "  ")
    }

    func emptyText(_ context: PaneContext) -> [String] {
        guard let cleared = context.desk.deadLetters.lastClearedAt else {
            return ["no dead letters in this run"]
        }
        return [
            "no dead letters, the last one was cleared "
                + "\(context.figures.span(context.age(cleared))) ago"
        ]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        if area.width >= 104, area.height >= 6 { return .listBeside(area, share: 60) }
        return .listAbove(area, rows: min(8, context.state.order.count), heights: 6...16)
    }

    func detail(
        _ row: DeadLetterRow, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let glyphs = context.glyphs
        let figures = context.figures
        let record = row.record
        // The last error in full: the list may have cut it.
        var lines = Wrapping.lines(record.error, width: width).map { StyledText($0, .stateError) }

        var head = StyledText()
        for (index, attempt) in record.attempts.enumerated() {
            if index > 0 {
                let wait = attempt.failedAt.seconds(since: record.attempts[index - 1].failedAt)
                let text =
                    wait < 1 ? figures.latency(UInt64(max(0, wait) * 1e9)) : figures.span(wait)
                head.append(" +\(text) ", .uiMuted)
            } else {
                head.append(attempt.failedAt.indiaClock + " ", .logTime)
            }
            head.append(String(glyphs.cross), .stateError)
        }
        // A low pane keeps its rows for the payload: the list says whose letter it is.
        var facts = [head, StyledText(record.event.topic.rawValue, .queueDead)]
        if height > 7 {
            facts += [
                .named("in", StyledText(record.handler)), StyledText(row.symbol ?? ""),
                row.isSimulated ? StyledText("made to fail (sim)", .modeSim) : .empty,
                StyledText(record.event.correlationID.map { "#\($0)" } ?? "", .logID),
            ]
        }
        lines += StyledText.wrapped(facts, width: width)
        lines += JSONText.lines(row.payloadJSON, width: width)
        if height > lines.count + 2 {
            lines.append(.empty)
            lines.append(
                StyledText(
                    "\(context.keys.name(of: .retry)) gives it to \(record.handler) again with a "
                        + "fresh count of attempts", .uiMuted))
            if Set(record.attempts.map(\.error)).count > 1 {
                for attempt in record.attempts {
                    var line = StyledText(attempt.failedAt.indiaClock + " ", .logTime)
                    line.append(attempt.error, .stateError)
                    lines.append(line)
                }
            }
        }
        return PaneDetail(title: "payload \(record.id)", lines: lines)
    }
}
