import Terminal
import Trading

/// The form that injects a signal by hand.
///
/// The desk tries every valid draft out and the form shows its verdict, so that nothing is sent blindly.
struct InjectForm: FormDialog {
    let title = "Inject a signal"

    var form: Form
    var progress = CommandProgress.asking
    private let id: String
    private let story: CommandStory
    private var trial: Trial?
    /// The underlyings that what was typed may mean, while the list of them is open.
    private var list: CompletionList?

    /// A draft that the desk was asked about.
    private struct Trial: Sendable {
        var signal: Signal
        var id: CommandID?
        var verdict: CommandVerdict?
    }

    /// Makes the form.
    ///
    /// - Parameters:
    ///   - last: The last signal, whose symbol and action are proposed again.
    ///   - symbol: The underlying that was asked for; `nil` for the likeliest.
    ///   - id: The id of the signal to be.
    ///   - context: Where the quotes come from.
    init(last: Signal?, symbol: String? = nil, id: String, _ context: PaneContext) {
        self.id = id
        story = CommandStory(of: id, context.desk)
        let known = Self.known(context)
        let last = last.flatMap { known.contains($0.symbol) ? $0 : nil }
        // What was traded last can be traded; the first in the alphabet perhaps not.
        let traded = context.desk.signals.first { record in
            record.contract != nil && known.contains(record.signal.symbol)
        }
        let likeliest = known.contains(Self.likeliest) ? Self.likeliest : known.first
        let proposal = symbol ?? last?.symbol ?? traded?.signal.symbol ?? likeliest ?? ""
        form = Form(
            fields: [
                .init(label: "symbol", value: TextField(proposal, limit: 24)),
                .init(
                    label: "action", value: TextField((last?.action ?? .buy).rawValue),
                    choices: SignalAction.allCases.map(\.rawValue)),
                .init(
                    label: "template", value: TextField(SignalDraft.Template.normal.rawValue),
                    choices: SignalDraft.Template.allCases.map(\.rawValue)),
                .init(label: "entry", value: TextField(limit: 14)),
                .init(label: "stop", value: TextField(limit: 14)),
                .init(label: "target", value: TextField(limit: 14)),
                .init(label: "strength", value: TextField("0.80", limit: 6)),
                .init(label: "copies", value: TextField("1", limit: 4)),
            ], verb: "send")
        fillIn(context)
        check(context)
    }

    /// The exchange's most traded underlying, with options that end every week: some strike of it fits nearly always.
    private static let likeliest = "NIFTY"

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

    private var copies: Int? {
        Int(text(.copies)).flatMap { 1...Command.largestBurst ~= $0 ? $0 : nil }
    }

    // MARK: - Filling in

    /// Fills the fields that nobody has touched from the newest quote and the template.
    private mutating func fillIn(_ context: PaneContext) {
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
        let template = SignalDraft.Template(rawValue: text(.template)) ?? .normal
        let levels = SignalDraft.levels(entry: entry, action: draft.action, template: template)
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
        if copies == nil {
            form.fields[SignalDraft.Field.copies.rawValue].problem =
                "1 to \(Command.largestBurst)"
        } else if copies != 1, context.desk.venue == .live {
            form.fields[SignalDraft.Field.copies.rawValue].problem =
                "one at a time where it is LIVE"
        }
        let typed = draft.symbol.uppercased()
        let price = context.desk.quotes.first { $0.underlying == typed }?.last
        let entry = Double(draft.entry) ?? 0
        form.fields[SignalDraft.Field.entry.rawValue].note =
            price.map { price in
                let away = (entry - price.rupees) / price.rupees * 100
                return context.figures.signed(away, decimals: 2) + " % from the market"
            } ?? ""
        for (field, level) in [(SignalDraft.Field.stop, draft.stop), (.target, draft.target)] {
            guard entry > 0, let level = Double(level) else { continue }
            form.fields[field.rawValue].note =
                context.figures.signed((level - entry) / entry * 100, decimals: 2) + " %"
            guard field == .stop, let price = price?.rupees else { continue }
            let isPast = draft.action == .buy ? price <= level : price >= level
            if isPast { form.fields[field.rawValue].note += ": the market is past it" }
        }
        form.fields[SignalDraft.Field.copies.rawValue].note =
            copies == 1 ? "more are a burst, for load" : "asked for again before it is sent"
        form.fields[SignalDraft.Field.symbol.rawValue].note =
            price.map { "now \(context.figures.price($0))" } ?? ""
    }

    // MARK: - What comes in

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
        if let asked = trial?.id,
            let outcome = context.desk.outcomes.last(where: { $0.id == asked })
        {
            trial?.verdict = outcome.verdict
        }
    }

    mutating func didAsk(as id: CommandID) {
        trial?.id = id
    }

    /// The question what the desk would do with the draft, unless it was asked already.
    mutating func question(_ context: PaneContext) -> Command? {
        guard form.isValid,
            let signal = draft.signal(id: id, emittedAt: context.desk.marketTime)
        else {
            trial = nil
            return nil
        }
        var asked = trial?.signal
        asked?.emittedAt = signal.emittedAt
        guard asked != signal else { return nil }
        trial = Trial(signal: signal)
        return .tryOutSignal(signal)
    }

    /// One step back at a time: the list first, then the form.
    mutating func goBack() -> DialogResult {
        guard list != nil else { return .dismiss }
        list = nil
        return .stay
    }

    mutating func fill(_ key: Key, _ context: PaneContext) -> DialogResult {
        if list != nil {
            switch key {
            case .up, .down:
                list?.move(by: key == .up ? -1 : 1)
                return .stay
            case .tab, .enter: take(context)
            default: break
            }
        }
        return edit(key, context)
    }

    mutating func didChange(_ outcome: Form.Outcome, _ context: PaneContext) -> DialogResult {
        list = nil
        if case .edited(let field) = outcome {
            if field == SignalDraft.Field.symbol.rawValue {
                list = CompletionList(of: text(.symbol), among: Self.known(context))
            }
            if field <= SignalDraft.Field.entry.rawValue { fillIn(context) }
        }
        check(context)
        return question(context).map { .ask($0) } ?? .stay
    }

    mutating func submitted(_ context: PaneContext) -> DialogResult? {
        check(context)
        guard form.isValid, let copies,
            let signal = draft.signal(id: id, emittedAt: context.desk.marketTime)
        else { return nil }
        return copies == 1
            ? .send(.injectSignal(signal)) : .replace(burst(of: signal, copies, context))
    }

    /// The question that a burst takes, with its count typed.
    private func burst(
        of signal: Signal, _ copies: Int, _ context: PaneContext
    ) -> ConfirmDialog {
        var line = StyledText("\(copies) \(context.glyphs.times) ", .stateWarn, .bold)
        line.append("\(signal.action.rawValue) \(signal.symbol)", .uiTitle, .bold)
        return ConfirmDialog(
            title: "Inject \(copies) signals",
            lines: [
                line,
                StyledText("each is checked by itself; most will be refused", .uiMuted),
            ],
            consequence: .send(.injectBurst(signal, count: copies)), proof: .word(String(copies)),
            verb: "send them")
    }

    /// Puts the chosen underlying into its field.
    private mutating func take(_ context: PaneContext) {
        guard let chosen = list?.chosen else { return }
        form.fields[SignalDraft.Field.symbol.rawValue].value.replace(with: chosen)
        list = nil
        fillIn(context)
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        guard progress.isAsking else { return .dismiss }
        let rest = Self.formArea(area)
        list = nil
        _ = form.click(row: point.y - rest.y, height: rest.height)
        return .stay
    }

    // MARK: - Drawing

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(columns: min(78, screen.columns - 4), rows: form.fields.count + 6)
    }

    /// The rows below the venue and the verdict.
    private static func formArea(_ area: Rect) -> Rect { area.splitTop(4).rest }

    /// What the desk would do, in at most three rows.
    private func verdict(width: Int, _ context: PaneContext) -> [StyledText] {
        guard let trial else {
            return [StyledText("not to be sent like this", .stateWarn)]
        }
        var text: StyledText
        switch trial.verdict {
        case nil:
            return VenueLine.forecast(of: draft.action, on: draft.symbol.uppercased(), context)
        case .accepted(let reason)?:
            text = StyledText("would be taken: ", .stateOK, .bold) + StyledText(reason)
        case .refused(let denial)?:
            text = StyledText("would be refused: \(denial.code.rawValue) ", .stateWarn, .bold)
            text.append(denial.reason)
        case .partly(let reason)?, .unknown(let reason)?:
            text = StyledText("no verdict: ", .stateWarn, .bold) + StyledText(reason)
        }
        return text.wrapped(to: width, atMost: 3, mark: context.glyphs.ellipsis)
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        let symbol = draft.symbol.uppercased()
        var venue = VenueLine.text(context)
        venue.append("  #\(id)", .logID)
        guard !progress.isAsking else {
            drawLines([venue, .empty], in: area, on: &canvas)
            let (upper, _) = area.splitTop(1).rest.splitTop(3)
            drawLines(verdict(width: area.width, context), in: upper, on: &canvas)
            let rest = Self.formArea(area)
            form.draw(in: rest, isReady: context.isAnswerable, on: &canvas)
            // The field with the symbol is the form's first row while it has the focus.
            list?.draw(in: rest.splitTop(1).rest, x: form.valueX(in: rest), on: &canvas)
            return
        }
        var summary = StyledText("\(draft.action.rawValue) \(symbol)", .uiTitle, .bold)
        summary.append("  entry \(draft.entry)  stop \(draft.stop)  target \(draft.target)")
        let answer = progress.lines(
            width: area.width, story: story.lines(context.desk), by: UnfinishedEvent.signalHandler,
            context.desk)
        drawLines([venue, .empty, summary, .empty] + answer, in: area, on: &canvas)
    }
}
