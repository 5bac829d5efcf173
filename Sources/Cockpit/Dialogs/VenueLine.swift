import Terminal
import Trading

/// Where a command would go: the line that every dialog which trades begins with.
enum VenueLine {
    /// Returns the badge of the venue and what it means for an order.
    static func text(_ context: PaneContext) -> StyledText {
        let desk = context.desk
        var line = Header.badge(desk.venue.rawValue, Header.role(desk.venue), context.glyphs)
        switch desk.venue {
        case .live: line.append("  real orders, real money", .modeLive, .bold)
        case .logging: line.append("  recorded only, nothing is sent", .uiMuted)
        case .paper: line.append("  paper broker", .uiMuted)
        case .simulation: line.append("  simulated market, paper broker", .uiMuted)
        case .replay: line.append("  replayed market, paper broker", .uiMuted)
        }
        let age = context.age(desk.takenAt)
        if Freshness(age: age, period: desk.periodSeconds) == .stale {
            line.append("  data \(context.figures.age(age)) old!", .stateError, .bold)
        }
        return line
    }

    /// Returns what the desk would do with a signal, and what stands in its way as far as the
    /// snapshot tells; the desk has the last word.
    static func forecast(
        of action: SignalAction, on symbol: String, _ context: PaneContext
    ) -> [StyledText] {
        let risk = context.desk.risk
        let right = action == .buy ? "call" : "put"
        var lines = [
            StyledText(
                "buys a \(right) on \(symbol), strike and lots by \(risk.mode)")
        ]
        let obstacle: String? =
            if risk.state != .active {
                "the desk is \(risk.state.rawValue)"
            } else if risk.isIntakePaused {
                "the intake is paused"
            } else if !risk.isSessionOpen {
                "the session is closed, \(risk.sessionLabel)"
            } else if risk.positions.fraction >= 1 {
                "\(risk.positions.used) of \(risk.positions.limit) positions are open"
            } else {
                nil
            }
        lines.append(
            obstacle.map { StyledText("as things are it is refused: \($0)", .stateWarn) } ?? .empty)
        return lines
    }
}
