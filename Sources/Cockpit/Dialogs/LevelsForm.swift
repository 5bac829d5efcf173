import Terminal
import Trading

/// The form that moves a position's stop and target.
struct LevelsForm: FormDialog {
    let title: String

    private let target: FrozenTarget
    private let frozen: Position
    /// The newest mark, against which the stop is held: one at or above it would sell at once.
    private var mark: Price?
    var form: Form
    private var change: StyledText?
    var progress = CommandProgress.asking

    /// Makes the form for a position as it is on the screen.
    init?(_ position: Position, _ context: PaneContext) {
        guard let target = FrozenTarget(.position(position.id), in: context) else { return nil }
        self.target = target
        frozen = position
        mark = position.mark
        title = "Stop and target of \(target.label)"
        func text(_ price: Price) -> String { Figures.fixed(price.rupees, 2) }
        form = Form(
            fields: [
                .init(label: "stop", value: TextField(text(position.stop), limit: 12)),
                .init(label: "target", value: TextField(text(position.activeTarget), limit: 12)),
            ], verb: "set")
        check(context)
    }

    private func price(_ field: Int) -> Price? {
        Double(form.fields[field].value.text).flatMap { $0 > 0 ? Price(rupees: $0) : nil }
    }

    private mutating func check(_ context: PaneContext) {
        let stop = price(0)
        let target = price(1)
        for (field, value) in [(0, stop), (1, target)] {
            form.fields[field].problem = value == nil ? "BAD_PRICE a premium above 0" : nil
            guard let value, frozen.entryPrice > .zero else { continue }
            let share = Double(value.paise) / Double(frozen.entryPrice.paise) - 1
            form.fields[field].note =
                context.figures.signed(share * 100, decimals: 1) + " % from the entry"
        }
        guard let stop, let target else { return }
        if stop < frozen.stop {
            form.fields[0].problem =
                "BAD_LEVELS a stop never falls below \(context.figures.price(frozen.stop))"
        } else if let mark, stop >= mark {
            form.fields[0].problem =
                "BAD_LEVELS must be below the mark, \(context.figures.price(mark))"
        }
        if target <= stop { form.fields[1].problem = "BAD_LEVELS must be above the stop" }
    }

    mutating func receive(_ context: PaneContext) {
        progress.receive(context.desk)
        guard progress.isAsking else { return }
        change = target.change(in: context)
        let row = context.desk.positions.first { $0.id == frozen.id }
        mark = row?.position.mark ?? mark
        check(context)
    }

    mutating func didChange(_ outcome: Form.Outcome, _ context: PaneContext) -> DialogResult {
        check(context)
        return .stay
    }

    mutating func submitted(_ context: PaneContext) -> DialogResult? {
        check(context)
        guard form.isValid, let stop = price(0), let target = price(1) else { return nil }
        return .send(
            .setLevels(PositionTarget(frozen), stop: stop, target: target))
    }

    func contentSize(in screen: Size, _ context: PaneContext) -> Size {
        let columns = min(78, screen.columns - 4)
        let answer = answer(width: columns, context).count
        return Size(columns: columns, rows: 3 + max(form.fields.count + 2, answer))
    }

    func draw(in area: Rect, context: PaneContext, on canvas: inout Canvas) {
        var head = StyledText("entry ", .uiMuted)
        head.append(context.figures.price(frozen.entryPrice), .pnlEntry)
        if let mark {
            head.append("  mark ", .uiMuted)
            head.append(context.figures.price(mark), .pnlMark)
        }
        drawLines(
            [VenueLine.text(context), head, change ?? .empty], in: area, on: &canvas)
        let rest = area.splitTop(3).rest
        if progress.isAsking {
            form.draw(in: rest, isReady: context.isAnswerable, on: &canvas)
        } else {
            drawLines(answer(width: rest.width, context), in: rest, on: &canvas)
        }
    }

    private func answer(width: Int, _ context: PaneContext) -> [StyledText] {
        progress.lines(width: width, by: VitalHandler.positions.rawValue, context.desk)
    }
}
