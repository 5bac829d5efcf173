import Terminal
import Trading

/// A dialog that is a form: fields to be filled in, and a command that is made from them.
protocol FormDialog: CommandDialog {
    var form: Form { get set }

    /// Brings what depends on the fields up to date.
    mutating func didChange(_ outcome: Form.Outcome, _ context: PaneContext) -> DialogResult

    /// The command that the fields come to; `nil` while something is wrong with them.
    mutating func submitted(_ context: PaneContext) -> DialogResult?
}

extension FormDialog {
    var acceptsText: Bool { progress.isAsking && !form.isButtonFocused }

    mutating func fill(_ key: Key, _ context: PaneContext) -> DialogResult {
        edit(key, context)
    }

    /// Gives a key to the fields or the buttons.
    mutating func edit(_ key: Key, _ context: PaneContext) -> DialogResult {
        let outcome = form.handle(key, now: context.now)
        switch outcome {
        case .refused: return .refuse
        case .cancelled: return .dismiss
        case .moved, .edited: return didChange(outcome, context)
        case .submitted:
            guard let result = submitted(context) else { return .refuse }
            if case .send = result { progress = .sent(nil) }
            return result
        }
    }
}
