import Terminal

/// The two buttons that end a dialog: Cancel, which has the focus at first, and the one that acts.
struct Buttons: Sendable, Equatable {
    /// What the button that acts says.
    let verb: String
    /// Whether that button has the focus.
    private(set) var isConfirmFocused = false

    init(verb: String) {
        self.verb = verb
    }

    /// What a key or a click did.
    enum Outcome: Sendable, Equatable {
        case confirmed
        case cancelled
        case moved
        case refused
    }

    /// Takes a key.
    mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case Action.confirmingKey: return .confirmed
        case .character("n"), .character("q"): return .cancelled
        case .enter: return isConfirmFocused ? .confirmed : .cancelled
        case .tab, .backTab, .left, .right:
            isConfirmFocused.toggle()
            return .moved
        default: return .refused
        }
    }

    /// Takes a click in the row of the buttons, which end at its right.
    ///
    /// It confirms nothing: the button that acts takes the focus, and Enter confirms.
    mutating func click(x: Int, in area: Rect) -> Outcome {
        let confirm = area.maxX - DisplayWidth.of(" y \(verb) ")
        isConfirmFocused = x >= confirm
        let cancel = confirm - DisplayWidth.of(Self.cancel) - Self.gap.count
        return (cancel..<confirm).contains(x) ? .cancelled : .moved
    }

    private static let cancel = " Cancel "
    private static let gap = "   "

    /// The buttons side by side.
    ///
    /// The key of the one that acts is not written before it counts: nobody is to press it in vain.
    func text(isReady: Bool, role: Role = .stateWarn) -> StyledText {
        var text = StyledText(Self.cancel, .uiKey, isConfirmFocused ? [] : [.reverse, .bold])
        text.append(Self.gap)
        text.append(
            " \(isReady ? "y" : " ") \(verb) ", role,
            isConfirmFocused ? [.reverse, .bold] : .bold)
        return text
    }
}
