import Terminal
import Trading

/// The log of the desk, newest first.
struct EventsPane: ListPane {
    let id = PaneID.events
    let title = "Events"

    let columns: [Column<LogRow>] = [
        .figures("TIME", priority: 2, sort: { .number(Double($0.at.nanoseconds)) }) { row, _ in
            StyledText(row.at.indiaClock, .logTime)
        },
        .words("LEVEL", priority: 3, 5...6, sort: { .number(Double($0.level.rawValue)) }) {
            row, _ in
            level(row.level)
        },
        .words("WHO", priority: 4, 12...18, sort: { .text($0.subject) }) { row, _ in
            StyledText(row.subject, .uiMuted)
        },
        .words("WHAT", priority: 1, 52...400) { row, _ in
            StyledText(what(row), row.level == .debug ? .logDebug : .uiForeground)
        },
        .words("SIGNAL", priority: 5, 16...24, sort: { .text($0.correlationID ?? "") }) { row, _ in
            StyledText(row.correlationID.map { "#\($0)" } ?? "", .logID)
        },
    ]

    /// The text without the name that the column before it says already.
    private static func what(_ row: LogRow) -> String {
        for name in [row.subject + " ", row.subject + ": "] where row.text.hasPrefix(name) {
            return String(row.text.dropFirst(name.count))
        }
        return row.text
    }

    /// An event as one line of a trade's story.
    static func story(_ row: LogRow) -> StyledText {
        var line = StyledText(row.at.indiaClock + " ", .logTime)
        line.append(row.subject + " ", .uiMuted)
        line.append(what(row), row.level >= .warning ? .stateWarn : .uiForeground)
        return line
    }

    /// A level as a word in its colour.
    static func level(_ level: LogLevel) -> StyledText {
        switch level {
        case .debug: StyledText("DEBUG", .logDebug)
        case .info: StyledText("INFO ", .logInfo)
        case .warning: StyledText("WARN ", .logWarn, .bold)
        case .error: StyledText("ERROR", .logError, .bold)
        }
    }

    func rows(_ context: PaneContext) -> [LogRow] {
        context.desk.log.reversed().filter { $0.level.rawValue >= context.state.level }
    }

    func signalID(_ row: LogRow) -> String? { row.correlationID }

    let legend = [
        LegendLine("follow", "the newest row stays selected until you move"),
        LegendLine(
            "SIGNAL",
            "the signal that the event belongs to; the same in every row of one trade"),
    ]

    func identity(_ row: LogRow) -> RowID { .event(row.sequence) }

    func facts(_ row: LogRow, context: PaneContext) -> RowFacts {
        RowFacts(
            text: [
                Self.level(row.level).plain, row.subject, row.text, row.correlationID ?? "",
            ].joined(separator: " "),
            handler: row.subject, symbol: row.text,
            error: row.level >= .warning ? row.text : "",
            ageSeconds: context.desk.marketTime.seconds(since: row.at))
    }

    func note(_ context: PaneContext) -> String {
        let isAtTop = context.state.selectedIndex ?? 0 == 0
        let light =
            context.state.isFollowing && isAtTop
            ? "follow \(context.glyphs.dot)" : "hold \(context.glyphs.ring)"
        return "\(light)  level \(Self.floor(context.state))"
    }

    func emptyText(_ context: PaneContext) -> [String] {
        context.desk.log.isEmpty
            ? ["nothing has happened yet"]
            : ["no event of this level", "\(context.keys.name(of: .logLevel)) shows lower ones"]
    }

    func arrangement(of area: Rect, context: PaneContext) -> PaneArrangement {
        area.height < 4 ? .bare(area, aside: aside(context, width: area.width)) : .list(area)
    }

    /// What of the note is out of the ordinary: a strip has no frame for all of it, but nobody is to take a part of the
    /// events for all of them.
    private func aside(_ context: PaneContext, width: Int) -> StyledText {
        let state = context.state
        var words: [String] = []
        if !state.filter.isEmpty { words.append("/\(state.filter.text)") }
        if state.level != ListState().level { words.append(Self.floor(state)) }
        let text = StyledText(words.joined(separator: " "), .stateWarn)
        return text.truncated(to: width / 4, mark: context.glyphs.ellipsis)
    }

    /// The lowest level that is shown, such as `WARN+`.
    private static func floor(_ state: ListState) -> String {
        let floor = LogLevel(rawValue: state.level) ?? .debug
        return level(floor).plain.filter { $0 != " " } + "+"
    }

    func detail(_ row: LogRow, width: Int, height: Int, context: PaneContext) -> PaneDetail {
        var head = StyledText(row.at.indiaISO8601 + "  ", .logTime)
        head.append(Self.level(row.level))
        head.append("  \(row.subject)", .uiMuted)
        if let correlation = row.correlationID { head.append("  #\(correlation)", .logID) }
        var lines = [head, .empty] + Wrapping.lines(row.text, width: width).map { StyledText($0) }
        if let correlation = row.correlationID {
            let trade = context.desk.log.filter { $0.correlationID == correlation }
            lines += [
                .empty, StyledText("all that the log still has of it, oldest first", .uiTitle),
            ]
            lines += trade.map(Self.story)
        }
        return PaneDetail(title: "event \(row.sequence)", lines: lines)
    }
}
