import Terminal
import Trading

extension CockpitModel {
    /// Opens the dialog of an action that may lead to a command.
    ///
    /// Nothing is ever sent from here: the dialog holds the frozen copy of what the command is about.
    mutating func trade(_ action: Action, row: RowID?) -> [Effect] {
        guard let desk = history.last else { return [.bell] }
        let context = liveContext(desk)
        switch action {
        case .inject: return inject(symbol: nil, context)
        case .repeatSignal: return repeatSignal(desk)
        case .close: return close(row, context)
        case .closeAll: return closeAll(context)
        case .flatten: return flatten(context)
        case .levels: return levels(row, context)
        case .retry, .discard: return settle(action, row, context)
        case .editLetter: return edit(row, context)
        case .pauseHandler: return pause(row, context)
        case .intake: return toggleIntake(desk)
        case .halt: return toggleHalt(desk)
        case .lock: return toggleLock(desk)
        default: return [.bell]
        }
    }

    // MARK: - Signals

    /// Opens the form; the desk is asked at once what it would do with what the form proposes.
    mutating func inject(symbol: String?, _ context: PaneContext) -> [Effect] {
        var form = InjectForm(
            last: lastKnownSignal(context.desk), symbol: symbol, id: freshSignalID(), context)
        let question = form.question(context)
        dialogs.append(form)
        return question.map { [.send($0)] } ?? []
    }

    private mutating func freshSignalID() -> String {
        signalsMade += 1
        return SignalDraft.freshID(now: now, number: signalsMade)
    }

    private func lastKnownSignal(_ desk: DeskSnapshot) -> Signal? {
        lastSignal ?? desk.signals.first { $0.signal.origin == .operator }?.signal
    }

    private mutating func repeatSignal(_ desk: DeskSnapshot) -> [Effect] {
        guard let last = lastKnownSignal(desk) else {
            return perform(.inject)
        }
        guard let quote = desk.quotes.first(where: { $0.underlying == last.symbol }),
            last.entryPrice > 0
        else {
            say("no quote of \(last.symbol): \(keys.name(of: .inject)) opens the form", .stateWarn)
            return [.bell]
        }
        // The same distances from the present price: a stale level would be refused anyway.
        let entry = quote.last.rupees
        let levels = SignalDraft.levels(
            entry: entry, action: last.action,
            stop: abs(last.entryPrice - last.stopLoss) / last.entryPrice,
            target: abs(last.target - last.entryPrice) / last.entryPrice)
        let draft = SignalDraft(
            symbol: last.symbol, action: last.action, entry: Figures.fixed(entry, 2),
            stop: levels.stop, target: levels.target,
            strength: last.strength.map { Figures.fixed($0, 2) } ?? "")
        let id = freshSignalID()
        guard draft.problems(known: desk.quotes.map(\.underlying)).isEmpty,
            let signal = draft.signal(id: id, emittedAt: desk.marketTime)
        else { return perform(.inject) }
        let context = liveContext(desk)
        var line = StyledText("\(draft.action.rawValue) \(draft.symbol)", .uiTitle, .bold)
        line.append("  entry \(draft.entry)  stop \(draft.stop)  target \(draft.target)")
        dialogs.append(
            ConfirmDialog(
                title: "Repeat the last signal",
                lines: [line]
                    + VenueLine.forecast(of: signal.action, on: signal.symbol, context)
                    + [StyledText("#\(id)", .logID)],
                consequence: .send(.injectSignal(signal)), verb: "send",
                story: CommandStory(of: id, desk)))
        return []
    }

    // MARK: - Positions

    private func isClosable(_ row: PositionStatusRow) -> Bool {
        row.position.status.isLive && row.position.status != .closing
    }

    private func position(_ row: RowID?, _ desk: DeskSnapshot) -> PositionStatusRow? {
        guard case .position(let id)? = row else { return nil }
        return desk.positions.first { $0.id == id }
    }

    private mutating func close(_ row: RowID?, _ context: PaneContext) -> [Effect] {
        guard let held = position(row, context.desk),
            let dialog = CloseDialog(held, exits: ExitWords(limits: options.limits), context)
        else {
            say("no position is selected", .stateWarn)
            return [.bell]
        }
        guard isClosable(held) else {
            let symbol = context.figures.symbol(held.position.contract)
            say("\(symbol) is \(held.position.status.rawValue) already", .stateWarn)
            return [.bell]
        }
        dialogs.append(dialog)
        return []
    }

    private mutating func closeAll(_ context: PaneContext) -> [Effect] {
        let state = focusedState
        let marked = state.shownMarks
        let wanted = (marked.isEmpty ? state.order : marked)
            .compactMap { position($0, context.desk) }.filter(isClosable)
        guard !wanted.isEmpty else {
            say("no position to close", .stateWarn)
            return [.bell]
        }
        // One alone is asked about as such, with its contract and its lots.
        if wanted.count == 1 { return close(.position(wanted[0].id), context) }
        let line = StyledText(
            "\(wanted.count) \(marked.isEmpty ? "shown" : "marked") positions", .uiTitle, .bold)
        let orders = ExitWords(limits: options.limits).orders(context.figures)
        dialogs.append(
            ConfirmDialog(
                title: "Close \(wanted.count) positions",
                lines: [line], explanation: [StyledText(orders)],
                targets: wanted.compactMap { FrozenTarget(.position($0.id), in: context) },
                consequence: .send(
                    .closePositions(wanted.map { PositionTarget($0.position) })),
                proof: .word(String(wanted.count)), verb: "close them"))
        return []
    }

    private mutating func flatten(_ context: PaneContext) -> [Effect] {
        let open = context.desk.positions.filter { $0.position.status.isLive }
        let targets = open.compactMap { FrozenTarget(.position($0.id), in: context) }
        dialogs.append(
            ConfirmDialog(
                title: "Flatten the desk",
                lines: [
                    StyledText(
                        "stops all entries and closes everything: \(open.count) open", .uiTitle,
                        .bold)
                ] + (targets.count == 1 ? [StyledText(targets[0].line)] : []),
                explanation: [StyledText("what is opened until then is closed too", .uiMuted)],
                targets: targets,
                consequence: .send(.flatten), proof: .word("FLAT"), verb: "flatten"))
        return []
    }

    private mutating func levels(_ row: RowID?, _ context: PaneContext) -> [Effect] {
        guard let held = position(row, context.desk), isClosable(held),
            let form = LevelsForm(held.position, context)
        else {
            say("no open position is selected", .stateWarn)
            return [.bell]
        }
        dialogs.append(form)
        return []
    }

    // MARK: - Dead letters

    private mutating func settle(
        _ action: Action, _ row: RowID?, _ context: PaneContext
    ) -> [Effect] {
        // An open detail is about its one row, whatever is marked behind it.
        let marked = dialogs.isEmpty ? focusedState.shownMarks : []
        let rows = marked.isEmpty ? row.map(members) ?? [] : marked
        let targets = rows.compactMap { FrozenTarget($0, in: context) }
        let ids = targets.compactMap { target -> DeadLetterID? in
            if case .deadLetter(let id) = target.id { id } else { nil }
        }
        guard !ids.isEmpty else {
            say("no dead letter is selected", .stateWarn)
            return [.bell]
        }
        let isRetry = action == .retry
        let count = ids.count == 1 ? "this dead letter" : "\(ids.count) dead letters"
        var lines = [
            StyledText("\(isRetry ? "retry" : "discard") \(count)", .uiTitle, .bold)
        ]
        if ids.count == 1 {
            lines += Wrapping.lines(targets[0].label, width: 70).map { StyledText($0) }
            lines.append(StyledText(ids[0].text, .logID))
        }
        lines.append(
            StyledText(
                isRetry
                    ? "only the handler that failed gets \(ids.count == 1 ? "it" : "them") again"
                    : "gone for good; the journal keeps the record", .uiMuted))
        if isRetry {
            let wanted = Set(ids)
            let letters = context.desk.deadLetters.rows.filter { wanted.contains($0.id) }
            let pane = DeadLettersPane()
            let now =
                letters.count == 1
                ? pane.retryNow(letters[0], context) : pane.retryNow(letters, context)
            lines += now.flatMap { $0.wrapped(to: 70) }
        }
        dialogs.append(
            ConfirmDialog(
                title: isRetry ? "Retry" : "Discard", lines: lines, targets: targets,
                consequence: .send(isRetry ? .retryDeadLetters(ids) : .discardDeadLetters(ids)),
                proof: ids.count == 1 ? .key : .word(String(ids.count)),
                verb: isRetry ? "retry" : "discard"))
        return []
    }

    private mutating func edit(_ row: RowID?, _ context: PaneContext) -> [Effect] {
        guard case .deadLetter(let id)? = row,
            let letter = context.desk.deadLetters.rows.first(where: { $0.id == id })
        else {
            say(
                row?.isHeading == true
                    ? "this heading stands for several letters: select the one to edit"
                    : "no dead letter is selected", .stateWarn)
            return [.bell]
        }
        guard let form = LetterForm(letter, context) else {
            say("the payload has nothing that can be edited", .stateWarn)
            return [.bell]
        }
        dialogs.append(form)
        return []
    }

    // MARK: - The desk itself

    private mutating func pause(_ row: RowID?, _ context: PaneContext) -> [Effect] {
        guard case .handler(let name)? = row,
            let handler = context.desk.handlers.first(where: { $0.name == name }),
            let target = FrozenTarget(.handler(name), in: context)
        else {
            say("no handler is selected", .stateWarn)
            return [.bell]
        }
        let isPaused = handler.isPaused
        var lines = [StyledText(name, .uiTitle, .bold)]
        let duty = isPaused ? nil : VitalHandler(rawValue: name)
        if let duty { lines.append(StyledText(duty.consequence, .stateError, .bold)) }
        lines.append(
            StyledText(
                isPaused
                    ? "\(context.figures.count(handler.depth)) events wait for it"
                    : "its queue fills while it is paused: "
                        + "\(context.figures.count(handler.depth)) of "
                        + context.figures.count(handler.capacity), .uiMuted))
        dialogs.append(
            ConfirmDialog(
                title: isPaused ? "Resume a handler" : "Pause a handler", lines: lines,
                targets: [target],
                consequence: .send(isPaused ? .resumeHandler(name) : .pauseHandler(name)),
                proof: duty == nil ? .key : .word(name.uppercased()),
                verb: isPaused ? "resume" : "pause"))
        return []
    }

    private mutating func toggleIntake(_ desk: DeskSnapshot) -> [Effect] {
        let isPaused = desk.risk.isIntakePaused
        dialogs.append(
            ConfirmDialog(
                title: isPaused ? "Resume the intake" : "Pause the intake",
                lines: [
                    StyledText(
                        isPaused
                            ? "new signals are taken again"
                            : "new signals are turned away; exits go on")
                ],
                consequence: .send(isPaused ? .resumeIntake : .pauseIntake),
                verb: isPaused ? "resume" : "pause", risk: isPaused ? FrozenRisk(desk.risk) : nil))
        return []
    }

    private mutating func toggleHalt(_ desk: DeskSnapshot) -> [Effect] {
        guard !options.isReadOnly else {
            say("read-only: this cockpit sends nothing", .stateWarn)
            return [.bell]
        }
        guard desk.risk.state != .active else {
            dialogs.append(
                ConfirmDialog(
                    title: "Halt the desk",
                    lines: [
                        StyledText("no new entries until you resume; exits go on", .uiTitle, .bold)
                    ],
                    consequence: .send(.halt(reason: "by hand, in the cockpit")),
                    proof: .word("HALT"), verb: "halt"))
            return []
        }
        // Stopping is always allowed; going on again is not, while locked or looking at the past.
        guard !isLocked, frozen == nil else {
            say(
                isLocked
                    ? "locked: \(keys.name(of: .lock)) unlocks"
                    : "frozen: \(keys.name(of: .freeze)) goes back to now first", .stateWarn)
            return [.bell]
        }
        var lines = [
            StyledText("the desk is \(desk.risk.state.rawValue)", .stateWarn, .bold)
        ]
        lines += desk.risk.reasons.map { StyledText("  \($0)", .uiMuted) }
        lines.append(
            desk.risk.isIntakePaused
                ? StyledText(
                    "the intake stays paused: \(keys.name(of: .intake)) lets signals in", .stateWarn
                )
                : StyledText("entries are taken again when it resumes"))
        dialogs.append(
            ConfirmDialog(
                title: "Resume the desk", lines: lines,
                consequence: .send(.resume(seen: desk.risk.reasons)), verb: "resume",
                risk: FrozenRisk(desk.risk)))
        return []
    }

    private mutating func toggleLock(_ desk: DeskSnapshot) -> [Effect] {
        guard !options.isReadOnly else {
            say("read-only: this cockpit sends nothing, locked or not", .stateWarn)
            return [.bell]
        }
        if !isLocked {
            isLocked = true
            say(
                "locked; \(keys.name(of: .lock)) unlocks, \(keys.name(of: .halt)) still halts",
                .modeLocked)
        } else if desk.venue == .live {
            dialogs.append(
                ConfirmDialog(
                    title: "Unlock",
                    lines: [
                        StyledText("keys may then send real orders, each after its dialog"),
                        StyledText(
                            "locks itself after \(Int(options.relockSeconds)) s without a key",
                            .uiMuted),
                    ],
                    consequence: .unlock, verb: "unlock"))
        } else {
            isLocked = false
            say("unlocked")
        }
        return []
    }
}
