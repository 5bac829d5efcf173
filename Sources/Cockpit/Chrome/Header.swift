import Terminal
import Trading

/// The first row: where orders go, how the engine is, and how fresh the screen is.
struct Header: Sendable {
    var context: PaneContext
    /// The newest snapshot's age in seconds, by the present clock even when the screen is frozen.
    var age: Double
    var freshness: Freshness
    var isLocked: Bool
    /// Whether the cockpit sends nothing.
    var isReadOnly: Bool
    /// Whether a window may hide that the screen shows the past, so that it has to be said here.
    var saysFrozen = false
    var themeName: String
    /// How long the slowest of the last frames took; `nil` when that is not known yet.
    var renderSeconds: Double?
    /// Whether the row also says what the ribbon would, because there is none.
    var isAlone: Bool

    /// The role of a venue's badge.
    static func role(_ venue: VenueMode) -> Role {
        switch venue {
        case .simulation: .modeSim
        case .replay: .modeReplay
        case .paper: .modePaper
        case .logging: .modeLogging
        case .live: .modeLive
        }
    }

    /// A word that cannot be overlooked, framed for screens without colour.
    static func badge(_ word: String, _ role: Role, _ glyphs: Glyphs) -> StyledText {
        guard !glyphs.isASCII else {
            return StyledText("[\(word)]", role, [.bold, .reverse])
        }
        var text = StyledText(String(glyphs.badgeLeft), role)
        text.append(" \(word) ", role, [.bold, .reverse])
        text.append(String(glyphs.badgeRight), role)
        return text
    }

    /// The facts of the row.
    var bar: SegmentBar {
        let desk = context.desk
        let figures = context.figures
        let glyphs = context.glyphs
        var left: [SegmentBar.Segment] = []
        left.append(
            .init(StyledText("\(glyphs.emblem) ALPHASTOCKS", .uiHeader, .bold), priority: 12))
        left.append(
            .init(Self.badge(desk.venue.rawValue, Self.role(desk.venue), glyphs), priority: 1))
        if saysFrozen {
            left.append(
                .init(StyledText(" FROZEN ", .modeFrozen, [.bold, .reverse]), priority: 1))
        }
        if desk.risk.state != .active {
            let role: Role = desk.risk.state == .halted ? .stateError : .stateWarn
            left.append(
                .init(
                    StyledText(" \(desk.risk.state.rawValue) ", role, [.bold, .reverse]),
                    priority: 1))
        }
        if desk.risk.isIntakePaused {
            left.append(.init(StyledText("INTAKE PAUSED", .stateWarn, .bold), priority: 2))
        }
        for handler in VitalHandler.paused(in: desk) {
            left.append(
                .init(
                    StyledText(
                        " \(handler.rawValue) PAUSED ", .stateError, [.bold, .reverse]),
                    priority: 1))
        }
        // That the engine runs is no news beside a desk that takes nothing.
        if desk.risk.state != .halted || desk.engine.phase != .running {
            left.append(.init(phase, priority: 3))
        }
        left.append(.init(StyledText(figures.clock(desk.engine.uptimeSeconds)), priority: 8))
        left.append(.init(snapshotAge, priority: 1))
        let troubled = context.desk.sources.filter { $0.state == .late || $0.state == .down }
        if !troubled.isEmpty { left.append(.init(text(of: troubled), priority: 2)) }
        let others = context.desk.sources.filter { $0.state != .late && $0.state != .down }
        left.append(.init(text(of: others), priority: 8))
        if isReadOnly {
            left.append(.init(StyledText("READ-ONLY", .modeLocked, .bold), priority: 2))
        } else if isLocked {
            left.append(.init(StyledText("locked", .modeLocked, .bold), priority: 4, action: .lock))
        } else if desk.venue == .live {
            left.append(.init(StyledText("unlocked", .modeLive, .bold), priority: 4, action: .lock))
        }
        left.append(.init(StyledText(desk.market, .uiMuted), priority: 11))

        var right: [SegmentBar.Segment] = []
        if isAlone {
            right += Ribbon(context: context).segments.prefix(1)
            right.append(.init(Ribbon.deadLetters(context), priority: 4, action: .deadLetters))
        }
        right.append(
            .init(
                StyledText("\(figures.rate(desk.engine.publishedPerSecond)) ev/s", .uiMuted),
                priority: 7))
        right.append(
            .init(
                StyledText("cpu \(figures.percent(desk.engine.cpuFraction))", .uiMuted),
                priority: 9))
        if let seconds = renderSeconds {
            let time = figures.latency(UInt64(max(0, seconds) * 1e9))
            right.append(.init(StyledText("render \(time)", .uiMuted), priority: 13))
        }
        right.append(.init(StyledText(themeName, .uiMuted), priority: 10, action: .nextTheme))
        right.append(
            .init(
                StyledText("\(desk.marketTime.indiaClock)\(isAlone ? "" : " IST")", .uiHeader),
                priority: 2))
        return SegmentBar(left: left, right: right)
    }

    private var phase: StyledText {
        let engine = context.desk.engine
        let role: Role =
            switch engine.phase {
            case .running: .stateOK
            case .starting: .stateInfo
            case .draining: .stateWarn
            case .stopped, .resting: .stateError
            }
        return StyledText("\(context.glyphs.play) \(engine.phase.rawValue)", role)
    }

    private var snapshotAge: StyledText {
        let glyphs = context.glyphs
        let age = context.figures.age(age)
        switch freshness {
        case .fresh:
            return StyledText("snap \(age) ", .uiMuted) + StyledText(String(glyphs.dot), .stateOK)
        case .late: return StyledText("snap \(age) late \(glyphs.ring)", .stateWarn, .bold)
        case .stale: return StyledText(" STALE \(age) ", .stateError, [.bold, .reverse])
        }
    }

    /// Sources: a dot for one that is fresh, else its age and a word.
    private func text(of sources: [SourceStatus]) -> StyledText {
        let pieces = sources.map { source in
            var text = StyledText("\(source.name) ", .uiMuted)
            let age = source.lastHeardAt.map { " " + context.figures.span(context.age($0)) } ?? ""
            switch source.state {
            // What was fresh when the last snapshot was taken may be anything now.
            case .fresh where freshness == .stale: text.append("?", .stateStale)
            case .fresh: text.append(String(context.glyphs.dot), .stateOK)
            case .late: text.append("late\(age)", .stateWarn, .bold)
            case .down: text.append("DOWN\(age)", .stateError, .bold)
            case .ended: text.append("ended", .uiMuted)
            }
            return text
        }
        return StyledText.joined(pieces)
    }
}
