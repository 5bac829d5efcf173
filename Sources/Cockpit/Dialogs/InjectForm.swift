import Terminal
import Trading

/// The form that injects a signal by hand; Send is its last field.
struct InjectForm: Dialog {
    let title = "Inject a signal"

    private var form: Form
    private var progress = CommandProgress.asking
    private let id: String
    private let story: CommandStory

    /// Makes the form.
    ///
    /// - Parameters:
    ///   - last: The last signal, whose symbol and action are proposed again.
    ///   - id: The id of the signal to be.
    ///   - context: Where the quotes come from.
    init(last: Signal?, id: String, _ context: PaneContext) {
        self.id = id
        story = CommandStory(of: id, context.desk)
        let known = Self.known(context)
        let last = last.flatMap { known.contains($0.symbol) ? $0 : nil }
        // What was traded last can be traded; the first in the alphabet perhaps not.
        let traded = context.desk.signals.first { record in
            record.contract != nil && known.contains(record.signal.symbol)
        }
        let symbol = last?.symbol ?? traded?.signal.symbol ?? known.first ?? ""
        form = Form(
            fields: [
                .init(label: "symbol", value: TextField(symbol, limit: 24)),
                .init(
                    label: "action", value: TextField((last?.action ?? .buy).rawValue),
                    choices: SignalAction.allCases.map(\.rawValue)),
                .init(label: "entry", value: TextField(limit: 14)),
                .init(label: "stop", value: TextField(limit: 14)),
                .init(label: "target", value: TextField(limit: 14)),
                .init(label: "strength", value: TextField("0.80", limit: 6)),
            ], verb: "send")
        fill(context)
        check(context)
    }

    var acceptsText: Bool { progress.isAsking }
    var isGuarded: Bool { progress.isAsking }

    private static func known(_ context: PaneContext) -> [String] {
        context.desk.quotes.map(\.underlying)
    }

    private func text(_ field: SignalDraft.Field) -> String {
        form.fields[field.rawValue].value.text
    }

    /// What the fields say.
    private var draft: SignalDraft {
        SignalDraft(
            symbol: text(.symbol), action: SignalAction(rawValue: text(.action)) ?? .buy,
            entry: text(.entry), stop: text(.stop), target: text(.target),
            strength: text(.strength))
    }

    /// Fills the fields that nobody has touched from the newest quote.
    private mutating func fill(_ context: PaneContext) {
        func put(_ value: String, _ field: SignalDraft.Field) {
            guard !form.fields[field.rawValue].isTouched else { return }
            form.fields[field.rawValue].value.replace(with: value)
        }
        if let quote = context.desk.quotes.first(where: {
            $0.underlying == draft.symbol.uppercased()
        }) {
            put(Figures.fixed(quote.last.rupees, 2), .entry)
        }
        guard let entry = Double(text(.entry)) else { return }
        let levels = SignalDraft.levels(entry: entry, action: draft.action)
        put(levels.stop, .stop)
        put(levels.target, .target)
    }

    /// Writes beside each field what is wrong with it, or how far it lies from the entry.
    private mutating func check(_ context: PaneContext) {
        let known = Self.known(context)
        let problems = draft.problems(known: known)
        for field in SignalDraft.Field.allCases {
            form.fields[field.rawValue].problem = problems[field].map {
                "\($0.code.rawValue) \($0.reason)"
            }
        }
        let entry = Double(draft.entry) ?? 0
        for (field, level) in [(SignalDraft.Field.stop, draft.stop), (.target, draft.target)] {
            guard entry > 0, let level = Double(level) else { continue }
            form.fields[field.rawValue].note =
                context.figures.signed((level - entry) / entry * 100, decimals: 2) + " %"
        }
        let matches = known.filter { $0.hasPrefix(draft.symbol.uppercased()) && $0 != draft.symbol }
        form.fields[SignalDraft.Field.symbol.rawValue].note =
            matches.isEmpty ? "" : "or \(matches.prefix(3).joined(separator: ", "))"
    }

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
    }

    mutating func didSend(as id: CommandID) {
        progress.didSend(as: id)
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        guard progress.isAsking else {
            return key == .escape || key == .enter || key == .character("q") ? .dismiss : .refuse
        }
        if key == .escape { return .dismiss }
        if form.focus == SignalDraft.Field.symbol.rawValue, key == .tab || key == .right {
            complete(context)
        }
        switch form.handle(key) {
        case .moved: break
        case .refused: return .refuse
        case .edited(let field):
            if field <= SignalDraft.Field.entry.rawValue { fill(context) }
        case .submitted:
            check(context)
            guard form.isValid,
                let signal = draft.signal(id: id, emittedAt: context.desk.marketTime)
            else { return .refuse }
            progress = .sent(nil)
            return .send(.injectSignal(signal))
        }
        check(context)
        return .stay
    }

    /// Completes the symbol when only one underlying, or one first, begins like it.
    private mutating func complete(_ context: PaneContext) {
        let typed = draft.symbol.uppercased()
        let known = Self.known(context)
        guard !known.contains(typed), let match = known.first(where: { $0.hasPrefix(typed) }) else {
            return
        }
        form.fields[SignalDraft.Field.symbol.rawValue].value.replace(with: match)
        fill(context)
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(76, screen.columns - 4), rows: form.fields.count + 6)
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let symbol = draft.symbol.uppercased()
        var venue = VenueLine.text(context)
        venue.append("  #\(id)", .logID)
        guard !progress.isAsking else {
            let forecast = VenueLine.forecast(of: draft.action, on: symbol, context)
            drawLines([venue, .empty], in: area, on: &canvas)
            let (upper, rest) = area.splitTop(1).rest.splitTop(3)
            drawLines(forecast, in: upper, on: &canvas)
            form.draw(in: rest, on: &canvas)
            return
        }
        var summary = StyledText("\(draft.action.rawValue) \(symbol)", .uiTitle, .bold)
        summary.append("  entry \(draft.entry)  stop \(draft.stop)  target \(draft.target)")
        let answer = progress.lines(width: area.width, story: story.lines(context.desk))
        drawLines([venue, .empty, summary, .empty] + answer, in: area, on: &canvas)
    }
}
