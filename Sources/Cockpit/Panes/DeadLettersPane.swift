import Terminal
import Trading

/// The dead letters: what failed for good, why, and what it carried.
struct DeadLettersPane: ListPane {
    let id = PaneID.deadLetters
    let title = "Dead letters"

    let columns: [Column<DeadLetterRow>] = [
        .figures("AGE", priority: 2, sort: { .number(-Double($0.record.diedAt.nanoseconds)) }) {
            row, context in
            let age = context.age(row.record.diedAt)
            return StyledText(context.figures.span(age), age < 300 ? .stateNew : .uiMuted)
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
        }.flashing,
        .words("ID", priority: 9, 18...20) { row, _ in StyledText(row.id.text, .logID) },
        .words("ERROR", priority: 1, 30...300, sort: { .text($0.record.error) }) { row, _ in
            var text = StyledText()
            if row.isSimulated { text.append("sim ", .modeSim) }
            text.append(row.record.error, .stateError)
            return text
        },
    ]

    let legend = [
        LegendLine(
            "causes",
            "letters of one handler whose errors differ in numbers at most stand under one heading"),
        LegendLine(
            "ATT",
            "attempts made of attempts allowed; the line of crosses shows when each failed"),
        LegendLine("AGE", "by the wall clock, however fast the market plays"),
        LegendLine("sim", "made to fail by the simulation on purpose"),
        LegendLine(
            "of 10,000!",
            "so many of one handler may wait; then nothing more is given to it"),
    ]

    /// What a letter died of: its handler, and its error without the numbers in it.
    private static func cause(_ row: DeadLetterRow) -> String {
        // By bytes, not by characters: every letter is asked with every drawing.
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let error = row.record.error.utf8.filter { !digits.contains($0) }
        return row.record.handler + " " + String(decoding: error, as: UTF8.self)
    }

    /// Letters of one cause under one heading, as soon as two have the same.
    func groups(_ rows: [DeadLetterRow], context: PaneContext) -> [RowGroup] {
        let causes = Dictionary(grouping: rows, by: Self.cause)
        guard causes.count < rows.count else { return [] }
        return causes.filter { $0.value.count > 1 }.map { cause, rows in
            // A letter's own error stands for those of all: they differ in numbers at most.
            var title = StyledText(rows[0].record.handler + "  ", .uiTitle)
            title.append(rows[0].record.error, .stateError)
            let died = rows.map(\.record.diedAt)
            var span = StyledText("the first died ", .uiMuted)
            span.append(context.figures.span(context.age(died.min() ?? context.now)))
            span.append(" ago, the last ", .uiMuted)
            span.append(context.figures.span(context.age(died.max() ?? context.now)))
            span.append(" ago", .uiMuted)
            let symbols = Set(rows.compactMap(\.symbol)).sorted().joined(separator: ", ")
            let count = context.figures.count(rows.count)
            var keys = StyledText(context.keys.name(of: .retry), .uiKey, .bold)
            keys.append(" retries, ", .uiMuted)
            keys.append(context.keys.name(of: .discard), .uiKey, .bold)
            keys.append(" discards all \(count), after the count is typed", .uiMuted)
            return RowGroup(
                id: .group(cause), title: title, rows: rows.map(identity),
                notes: [span] + (symbols.isEmpty ? [] : [StyledText(symbols)]) + [keys])
        }
    }

    func alike(_ row: RowID, context: PaneContext) -> Set<RowID> {
        let rows = rows(context)
        if case .group(let cause) = row {
            return Set(rows.filter { Self.cause($0) == cause }.map(identity))
        }
        guard let cause = rows.first(where: { identity($0) == row }).map(Self.cause) else {
            return []
        }
        return Set(rows.filter { Self.cause($0) == cause }.map(identity))
    }

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
        if let handler = letters.fullestHandler, letters.fullestCount * 2 >= letters.bound {
            // The bound is each handler's own: the one that is nearest to it.
            parts.insert(
                "\(handler) \(figures.count(letters.fullestCount)) of "
                    + "\(figures.count(letters.bound))!", at: 0)
        }
        if letters.addedLastFiveMinutes > 0 {
            parts.append("\(context.glyphs.up)\(figures.count(letters.addedLastFiveMinutes))/5m")
        }
        if let oldest = letters.oldestAt {
            parts.append("oldest \(figures.span(context.age(oldest)))")
        }
        let causes = Set(letters.rows.map(Self.cause))
        if causes.count < letters.rows.count {
            parts.append("\(figures.count(causes.count)) \(causes.count == 1 ? "cause" : "causes")")
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

    func signalID(_ row: DeadLetterRow) -> String? { row.record.event.correlationID }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        guard !context.state.order.isEmpty else { return .list(area) }
        if area.width >= 104, area.height >= 6 { return .listBeside(area, share: 60) }
        return .listAbove(area, rows: min(8, context.state.order.count), heights: 6...16)
    }

    func detail(
        _ row: DeadLetterRow, width: Int, height: Int, context: PaneContext
    ) -> PaneDetail {
        let record = row.record
        // The last error in full: the list may have cut it.
        var lines = Wrapping.lines(record.error, width: width).map { StyledText($0, .stateError) }
        // A low pane keeps its rows for the payload: the list says whose letter it is.
        var facts = [
            attempts(record, context), StyledText(record.event.topic.rawValue, .queueDead),
        ]
        if height > 7 {
            facts += [
                .named("in", StyledText(record.handler)), StyledText(row.symbol ?? ""),
                row.isSimulated ? StyledText("made to fail (sim)", .modeSim) : .empty,
                StyledText(record.event.correlationID.map { "#\($0)" } ?? "", .logID),
            ]
        }
        let count = alike(identity(row), context: context).count
        if count > 1 {
            facts.append(
                StyledText("\(context.keys.name(of: .markAlike)) ", .uiKey, .bold)
                    + StyledText("marks all \(context.figures.count(count)) like it", .uiMuted))
        }
        lines += StyledText.wrapped(facts, width: width)
        if height > 7 {
            let key = context.keys.name(of: .retry)
            lines += retryNow(row, context, key: key).flatMap { $0.wrapped(to: width) }
        }
        let payload = Payload.readable(row.payloadJSON)
        let laidOut = JSONText.lines(payload, width: width)
        lines +=
            lines.count + laidOut.count > height
            ? JSONText.flowing(payload, width: width) : laidOut
        if height > lines.count + 2, Set(record.attempts.map(\.error)).count > 1 {
            lines.append(.empty)
            for attempt in record.attempts {
                var line = StyledText(
                    context.figures.span(context.age(attempt.failedAt)) + " ago ", .logTime)
                line.append(attempt.error, .stateError)
                lines.append(line)
            }
        }
        return PaneDetail(title: "payload \(record.id)", lines: lines, tab: "JSON")
    }

    func morePages(_ row: DeadLetterRow, width: Int, context: PaneContext) -> [PaneDetail] {
        [
            PaneDetail(
                title: "payload \(row.id)",
                lines: Payload.hexadecimal(row.payloadJSON, width: width), tab: "hex")
        ]
    }

    /// When each attempt failed: how long ago the first, then how long until the next.
    private func attempts(_ record: DeadLetterRecord, _ context: PaneContext) -> StyledText {
        let figures = context.figures
        var text = StyledText()
        for (index, attempt) in record.attempts.enumerated() {
            if index > 0 {
                let wait = attempt.failedAt.seconds(since: record.attempts[index - 1].failedAt)
                let span =
                    wait < 1 ? figures.latency(UInt64(max(0, wait) * 1e9)) : figures.span(wait)
                text.append(" +\(span) ", .uiMuted)
            } else {
                text.append(figures.span(context.age(attempt.failedAt)) + " ago ", .logTime)
            }
            text.append(String(context.glyphs.cross), .stateError)
        }
        return text
    }

    /// What a retry would do now, and what speaks against it as far as the snapshot tells.
    ///
    /// Begins with a key where that has not been pressed yet.
    func retryNow(
        _ row: DeadLetterRow, _ context: PaneContext, key: String? = nil
    ) -> [StyledText] {
        let desk = context.desk
        let record = row.record
        var text = StyledText(key.map { "\($0) " } ?? "", .uiKey, .bold)
        guard let handler = desk.handlers.first(where: { $0.name == record.handler }) else {
            text.append(
                "would be refused: no handler is called \(record.handler) any more", .stateWarn)
            return [text]
        }
        text.append("gives it to \(record.handler) again, ", .uiMuted)
        text.append("\(row.attemptLimit) attempts", .uiMuted)
        if !handler.isPaused, handler.breaker != .open, handler.depth > 0 {
            text.append(", behind \(context.figures.count(handler.depth)) others", .uiMuted)
        }
        if case .signalGenerated(let signal) = record.event.payload {
            let age = desk.marketTime.seconds(since: signal.emittedAt)
            text.append("; the signal is \(context.figures.span(age)) old", .uiMuted)
        }
        let warnings = Self.warnings(row, desk)
        return [text] + warnings.map { StyledText("\(context.glyphs.separator) \($0)", .stateWarn) }
    }

    /// What speaks against a retry now, a sentence each.
    private static func warnings(_ row: DeadLetterRow, _ desk: DeskSnapshot) -> [String] {
        let record = row.record
        guard let handler = desk.handlers.first(where: { $0.name == record.handler }) else {
            return ["no handler is called \(record.handler) any more: it would be refused"]
        }
        var warnings: [String] = []
        if handler.isPaused {
            warnings.append("\(handler.name) is paused: it would wait")
        } else if handler.breaker == .open {
            warnings.append("the breaker of \(handler.name) is open")
        }
        if case .signalGenerated(let signal) = record.event.payload,
            let position = desk.positions.first(where: { $0.position.signalID == signal.id })
        {
            warnings.append(
                "the signal has its position already, \(position.position.status.rawValue)")
        }
        return warnings
    }

    /// What speaks against a retry of several letters now: each reason with how many it is about, the most frequent first.
    func retryNow(_ rows: [DeadLetterRow], _ context: PaneContext) -> [StyledText] {
        let reasons = rows.flatMap { Self.warnings($0, context.desk) }
        let counts = Dictionary(reasons.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
            StyledText(
                "\(context.glyphs.separator) \(context.figures.count(count)) of "
                    + "\(context.figures.count(rows.count)): \(reason)", .stateWarn)
        }
    }
}
