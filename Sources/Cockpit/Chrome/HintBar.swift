import Terminal

/// The last row: the keys that matter now, from the live bindings.
struct HintBar: Sendable, Equatable {
    var keys: KeyMap
    var focus: PaneID
    var isFrozen: Bool
    /// Whether the cockpit sends nothing.
    var isReadOnly: Bool
    /// Whether the desk takes no entries, so that the brake's key lets it go on.
    var isHalted = false
    /// Whether the selected handler is paused, so that its key lets it go on.
    var isPaused = false

    /// The hints, the pane's own first.
    var bar: SegmentBar {
        let hinted = Action.allCases.filter {
            !$0.facts.hint.isEmpty && $0 != .help && $0 != .quit && counts($0)
        }
        let mine = hinted.filter { $0.facts.panes?.contains(focus) == true }
        let own = mine.filter { $0.section == .trade } + mine.filter { $0.section != .trade }
        let general: [Action] = [
            .filter, .zoom, .freeze, .inject, .palette, .halt, .lock, .nextTheme, .nextPane,
            .nextLayout,
        ]
        var left = [segment(.help, priority: 1)]
        if isFrozen {
            left.append(segment(.freeze, "back to now", priority: 1))
            for action in [Action.stepBack, .stepForward, .leapBack, .leapForward] {
                left.append(segment(action, priority: 2))
            }
        }
        for (index, action) in own.enumerated() where action != .filter {
            left.append(segment(action, priority: 3 + index))
        }
        for (index, action) in general.enumerated()
        where action.facts.panes?.contains(focus) != false && !(isFrozen && action == .freeze)
            && counts(action)
        {
            left.append(segment(action, priority: 5 + index * 2))
        }
        return SegmentBar(left: left, right: [segment(.quit, priority: 1)])
    }

    /// Whether the key does anything now.
    private func counts(_ action: Action) -> Bool {
        if isReadOnly, action.facts.isGuarded || action == .halt || action == .lock { return false }
        return !(isFrozen && action.facts.isGuarded)
    }

    private func segment(
        _ action: Action, _ word: String? = nil, priority: Int
    ) -> SegmentBar.Segment {
        var text = StyledText(keys.name(of: action), .uiKey, .bold)
        let goesOn = action == .halt && isHalted || action == .pauseHandler && isPaused
        text.append(" \(word ?? (goesOn ? "resume" : action.facts.hint))", .uiMuted)
        return SegmentBar.Segment(text, priority: priority, action: action)
    }
}
