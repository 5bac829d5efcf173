public import Trading
import Terminal

/// The desk in aligned lines of text, without escapes: for scripts, logs and readers aloud.
public struct PlainReport: Sendable {
    private let context: PaneContext
    private let alerts: [Alert]
    private let columns: Int

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - desk: The desk.
    ///   - alerts: The alerts that are on.
    ///   - now: The wall clock, for ages.
    ///   - columns: The width of the longest line.
    ///   - usesASCII: Whether to write nothing but ASCII.
    public init(
        desk: DeskSnapshot, alerts: [Alert] = [], now: Timestamp, columns: Int = 120,
        usesASCII: Bool = false
    ) {
        self.alerts = alerts
        context = PaneContext(
            desk: desk, now: now, glyphs: usesASCII ? .ascii : .unicode, keys: KeyMap())
        self.columns = max(40, columns)
    }

    /// The desk in one line.
    public var line: String {
        PlainSentences(desk: context.desk, now: context.now, numbers: [:]).oneLine
            + (alerts.isEmpty ? "" : "  alerts \(alerts.count)")
    }

    /// The whole report, each line ended.
    public var text: String {
        var lines: [String] = []
        let age = context.age(context.desk.takenAt)
        let bars = [
            Header(
                context: context, age: age,
                freshness: Freshness(age: age, period: context.desk.periodSeconds),
                isLocked: false, isReadOnly: false, themeName: "", isAlone: false
            ).bar,
            Ribbon(context: context).bar,
        ]
        for bar in bars {
            lines += StyledText.wrapped(
                (bar.left + bar.right).map(\.text), width: columns
            ).map(\.plain)
        }
        for reason in context.desk.risk.reasons { lines.append("  \(reason)") }
        for alert in alerts { lines.append("  ALERT \(alert.sentence)") }
        for pane in PaneRegistry.all where pane.id != .flow {
            let rows = pane.report(context, columns: columns)
            guard !rows.isEmpty else { continue }
            lines += ["", pane.title.uppercased()] + rows.map { "  " + $0 }
        }
        return lines.map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            if context.glyphs.isASCII { line = Canvas.plain(line) }
            return line + "\n"
        }.joined()
    }
}
