import Terminal
import Trading

/// A dialog that ends in a command, and then shows what has become of it.
protocol CommandDialog: Dialog {
    var progress: CommandProgress { get set }

    /// Takes a key, other than Esc, while nothing is sent.
    mutating func fill(_ key: Key, _ context: PaneContext) -> DialogResult

    /// Takes Esc while nothing is sent: one step back.
    mutating func goBack() -> DialogResult
}

extension CommandDialog {
    var isGuarded: Bool { progress.isAsking }

    mutating func didSend(as id: CommandID) {
        progress.didSend(as: id)
    }

    mutating func handle(_ key: Key, _ context: PaneContext) -> DialogResult {
        guard progress.isAsking else {
            return key == .escape || key == .enter || key == .character("q") ? .dismiss : .refuse
        }
        return key == .escape ? goBack() : fill(key, context)
    }

    mutating func goBack() -> DialogResult { .dismiss }

    /// Sends a command.
    mutating func send(_ command: Command) -> DialogResult {
        progress = .sent(nil)
        return .send(command)
    }
}
