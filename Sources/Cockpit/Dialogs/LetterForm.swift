import Terminal
import Trading

/// The form that changes a dead letter's payload before it is retried: one field a value.
struct LetterForm: FormDialog {
    let title = "Edit and retry"

    private let target: FrozenTarget
    private let row: DeadLetterRow
    private let payload: PayloadFields
    var form: Form
    private var change: StyledText?
    var progress = CommandProgress.asking

    /// Makes the form for a letter as it is on the screen.
    ///
    /// - Returns: `nil` when the payload has no value that could be edited.
    init?(_ row: DeadLetterRow, _ context: PaneContext) {
        guard let target = FrozenTarget(.deadLetter(row.id), in: context),
            let payload = PayloadFields(row.payloadJSON)
        else { return nil }
        self.target = target
        self.row = row
        self.payload = payload
        form = Form(
            fields: payload.leaves.map {
                .init(label: $0.label, value: TextField($0.text, limit: 400))
            }, verb: "retry it changed")
    }

    private var texts: [String] { form.fields.map(\.value.text) }

    /// How many values differ from what the letter holds.
    private var changes: Int { zip(texts, payload.leaves).count { $0 != $1.text } }

    private mutating func check() {
        for index in form.fields.indices {
            let text = form.fields[index].value.text
            form.fields[index].problem = payload.problem(text, at: index)
            let old = payload.leaves[index].text
            form.fields[index].note = text == old ? "" : "was \(old)"
        }
    }

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
        if progress.isAsking { change = target.change(in: context) }
    }

    mutating func didChange(_ outcome: Form.Outcome, _ context: PaneContext) -> DialogResult {
        check()
        return .stay
    }

    mutating func submitted(_ context: PaneContext) -> DialogResult? {
        check()
        // Without a change this is a plain retry, which has a key of its own.
        guard form.isValid, changes > 0 else { return nil }
        return .send(.retryEditedDeadLetter(row.id, payloadJSON: payload.json(with: texts)))
    }

    mutating func click(at point: Point, in area: Rect, _ context: PaneContext) -> DialogResult {
        guard progress.isAsking else { return .dismiss }
        let rest = area.splitTop(4).rest
        _ = form.click(row: point.y - rest.y, height: rest.height)
        return .stay
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        Size(
            columns: min(100, screen.columns - 4),
            rows: min(screen.rows - 2, progress.isAsking ? form.fields.count + 6 : 10))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        var head = StyledText(row.record.event.topic.rawValue, .queueDead, .bold)
        head.append("  to \(row.record.handler)  ", .uiMuted)
        head.append(row.record.error, .stateError)
        let count = changes
        let note = StyledText(
            count == 0 ? "nothing is changed yet" : "\(count) changed",
            count == 0 ? .uiMuted : .stateWarn)
        drawLines([VenueLine.text(context), head, change ?? note], in: area, on: &canvas)
        let rest = area.splitTop(4).rest
        if progress.isAsking {
            form.draw(
                in: rest, valueWidth: max(16, rest.width / 2), isReady: context.isAnswerable,
                on: &canvas)
        } else {
            let answer = progress.lines(width: rest.width, by: nil, context.desk)
            drawLines(answer, in: rest, on: &canvas)
        }
    }
}
