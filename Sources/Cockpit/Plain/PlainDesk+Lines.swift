public import Trading

extension PlainDesk {
    /// Takes a line that was typed.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - now: The wall clock.
    /// - Returns: The answer, and what the world is asked for.
    public mutating func handle(_ line: String, now: Timestamp) -> [Effect] {
        _ = tick(now)
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        if let question {
            self.question = nil
            guard words.joined(separator: " ").lowercased() == question.proof.lowercased() else {
                return [.say("cancelled, nothing was sent")]
            }
            guard let asked = question.command else { return [.quit] }
            let command = desk.map { asked.emitted(at: $0.marketTime) } ?? asked
            return [.send(command), .say("sent, waiting for the desk's answer")]
        }
        guard let first = words.first else { return openMenu() }
        if first.first?.isNumber == true { return choose(words) }
        choice = nil
        guard let verb = verb(first) else {
            return [.say("\(first) is not a command; help lists them")]
        }
        guard let sentences else {
            return verb == .quit ? [.quit] : [.say("no snapshot of the desk yet")]
        }
        return answer(verb, Array(words.dropFirst()), sentences)
    }

    /// Does what a verb says, or asks first.
    ///
    /// - Parameters:
    ///   - verb: The verb.
    ///   - rest: The words after it.
    ///   - sentences: What there is to say.
    ///   - listed: The numbers that were read aloud, which are then all; `nil` for all that there is now.
    /// - Returns: What is said, or asked.
    mutating func answer(
        _ verb: PlainVerb, _ rest: [String], _ sentences: PlainSentences,
        among listed: Set<Int>? = nil
    ) -> [Effect] {
        switch verb {
        case .menu: return openMenu()
        case .help:
            return PlainVerb.allCases.map { .say("\($0.usage.words): \($0.usage.summary)") }
        case .status: return say(sentences.status + alerts.map { "alert: \($0.sentence)" })
        case .positions:
            guard !rest.isEmpty else { return say(sentences.positions) }
            let meant = sentences.positions(meant: rest)
            return say(meant.isEmpty ? [noSuch(rest)] : meant.map { sentences.position($0) })
        case .losing: return say(sentences.losing)
        case .events: return say(sentences.events(rest.first.flatMap { Int($0) } ?? 10))
        case .signals: return say(sentences.signals)
        case .handlers: return say(sentences.handlers)
        case .dead: return say(sentences.deadLetters)
        case .quit: return leave(sentences)
        case .close, .levels, .inject, .retry, .discard, .pause, .resume, .halt, .flatten:
            if isReadOnly { return say(["read-only: nothing is sent"]) }
            return act(verb, rest, sentences, listed)
        }
    }

    /// Leaves; with positions that nobody would watch then, only after a question.
    private mutating func leave(_ sentences: PlainSentences) -> [Effect] {
        let open = sentences.desk.positions.count { $0.position.status.isLive }
        guard open > 0, stopsDesk else { return [.quit] }
        question = Question(proof: "yes", command: nil)
        return say([
            "\(open) position(s) are open, and nobody watches their stops once the desk is gone",
            "type yes to leave; anything else cancels",
        ])
    }

    /// The verb that is meant: its name, or a beginning that no other verb has.
    private func verb(_ word: String) -> PlainVerb? {
        let word = word.lowercased()
        if let exact = PlainVerb(rawValue: word) { return exact }
        let meant = PlainVerb.allCases.filter { $0.rawValue.hasPrefix(word) }
        return meant.count == 1 ? meant[0] : nil
    }

    private func noSuch(_ words: [String]) -> String {
        "no open position is \(words.joined(separator: " ")); positions lists them"
    }

    // MARK: - Acting, with a question first

    private mutating func act(
        _ verb: PlainVerb, _ words: [String], _ sentences: PlainSentences, _ listed: Set<Int>?
    ) -> [Effect] {
        switch verb {
        case .close: close(words, sentences, listed)
        case .levels: levels(words, sentences)
        case .inject: inject(words, sentences)
        case .retry, .discard: settle(verb, words, sentences, listed)
        case .pause: pause(words, sentences)
        case .resume: resume(words, sentences)
        case .halt:
            ask(
                ["halt the desk: no entries until it is resumed"], proof: "HALT",
                .halt(reason: words.isEmpty ? "by the operator" : words.joined(separator: " ")))
        case .flatten:
            ask(
                ["stop all entries and close everything:"] + sentences.positions, proof: "FLAT",
                .flatten)
        default: []
        }
    }

    /// Says what would be done and waits for the words that confirm it.
    private mutating func ask(_ lines: [String], proof: String, _ command: Command) -> [Effect] {
        question = Question(proof: proof, command: command)
        return say(lines + ["type \(proof) to do it; anything else cancels"])
    }

    private mutating func close(
        _ words: [String], _ sentences: PlainSentences, _ listed: Set<Int>?
    ) -> [Effect] {
        guard !words.isEmpty else { return say(["close what? a number, words or all"]) }
        let isAll = words.map { $0.lowercased() } == ["all"]
        let (words, lots) = Self.lots(in: words)
        let meant = sentences.positions(meant: isAll ? [] : words)
            .filter {
                $0.position.status != .closing
                    && (!isAll || Self.isPart(sentences.numbers[$0.id], of: listed))
            }
        guard !meant.isEmpty else {
            return say([isAll ? "no position to close" : noSuch(words)])
        }
        let targets = meant.map { PositionTarget($0.position) }
        if meant.count > 1, !isAll {
            return say(
                ["\(meant.count) positions are meant; say which, or close all:"]
                    + meant.map { sentences.position($0) })
        }
        if let lots, let row = meant.first {
            guard (1...max(1, row.position.remainingLots)).contains(lots) else {
                return say([
                    "\(row.position.remainingLots) lots are open: \(sentences.position(row))"
                ])
            }
            if lots < row.position.remainingLots { return closePart(row, lots, sentences) }
        }
        let lines = meant.map { row in
            let bid = row.quote?.bid.map { ", expected \(sentences.price($0)), the bid" }
            let order = exits.order(for: row, now: sentences.desk.marketTime, sentences.figures)
            return "sell \(row.position.remainingQuantity.units), \(order)\(bid ?? ""): "
                + sentences.position(row)
        }
        return ask(
            lines, proof: Self.proof(meant.count), .closePositions(targets))
    }

    /// The words that confirm something about so many: never a number alone, which means something else.
    private static func proof(_ count: Int) -> String { count == 1 ? "yes" : "all \(count)" }

    /// Whether all has this number in it: all that was read aloud, if it was chosen from there.
    private static func isPart(_ number: Int?, of listed: Set<Int>?) -> Bool {
        listed.map { numbers in number.map(numbers.contains) ?? false } ?? true
    }

    /// Splits `… 2 lots` off the words that say which position is meant.
    private static func lots(in words: [String]) -> (words: [String], lots: Int?) {
        guard words.count >= 3, ["lot", "lots"].contains(words[words.count - 1].lowercased()),
            let lots = Int(words[words.count - 2])
        else { return (words, nil) }
        return (Array(words.dropLast(2)), lots)
    }

    private mutating func closePart(
        _ row: PositionStatusRow, _ lots: Int, _ sentences: PlainSentences
    ) -> [Effect] {
        let position = row.position
        let order = exits.order(
            for: row, isWhole: false, now: sentences.desk.marketTime, sentences.figures)
        return ask(
            [
                "sell \(lots) of \(position.remainingLots) lots, "
                    + "\(lots * position.contract.lotUnits) units, \(order): "
                    + sentences.position(row)
            ], proof: "yes",
            .closePart(PositionTarget(position), lots: lots))
    }

    private mutating func levels(_ words: [String], _ sentences: PlainSentences) -> [Effect] {
        guard words.count >= 3,
            let stop = Double(words[words.count - 2]).flatMap(Price.init(rupees:)),
            let target = Double(words[words.count - 1]).flatMap(Price.init(rupees:))
        else { return say(["write it so: levels 3 95.50 140"]) }
        let meant = sentences.positions(meant: Array(words.dropLast(2)))
        guard meant.count == 1 else { return say([noSuch(Array(words.dropLast(2)))]) }
        let row = meant[0]
        return ask(
            [
                "stop \(sentences.price(stop)) and target \(sentences.price(target)) for "
                    + sentences.position(row)
            ], proof: "yes",
            .setLevels(
                PositionTarget(row.position), stop: stop,
                target: target))
    }

    private mutating func inject(_ words: [String], _ sentences: PlainSentences) -> [Effect] {
        let desk = sentences.desk
        guard words.count == 2, let action = SignalAction(rawValue: words[0].uppercased()),
            let quote = desk.quotes.first(where: { $0.underlying == words[1].uppercased() })
        else {
            let known = desk.quotes.map(\.underlying).joined(separator: ", ")
            return say(["write it so: inject BUY NIFTY; there are quotes of \(known)"])
        }
        let entry = quote.last.rupees
        let levels = SignalDraft.levels(entry: entry, action: action)
        signalsMade += 1
        let draft = SignalDraft(
            symbol: quote.underlying, action: action, entry: Figures.fixed(entry, 2),
            stop: levels.stop, target: levels.target, strength: "")
        guard
            let signal = draft.signal(
                id: SignalDraft.freshID(now: now, number: signalsMade),
                emittedAt: desk.marketTime)
        else { return say(["no usable price of \(quote.underlying)"]) }
        return ask(
            [
                "\(action.rawValue) \(draft.symbol), entry \(draft.entry), stop \(draft.stop), "
                    + "target \(draft.target); \(sentences.riskState)"
            ], proof: "yes", .injectSignal(signal))
    }

    private mutating func settle(
        _ verb: PlainVerb, _ words: [String], _ sentences: PlainSentences, _ listed: Set<Int>?
    ) -> [Effect] {
        let isAll = words.map { $0.lowercased() } == ["all"]
        let number = words.first.flatMap { Int($0) }
        let meant = sentences.desk.deadLetters.rows.filter {
            let own = sentences.letters[$0.id]
            return isAll ? Self.isPart(own, of: listed) : own == number
        }
        guard let first = meant.first else {
            return say(["no such dead letter; dead lists them"])
        }
        let ids = meant.map(\.id)
        let what = isAll ? "\(ids.count) dead letters" : sentences.letter(first)
        return ask(
            ["\(verb.rawValue) \(what)"], proof: Self.proof(ids.count),
            verb == .retry ? .retryDeadLetters(ids) : .discardDeadLetters(ids))
    }

    private mutating func pause(_ words: [String], _ sentences: PlainSentences) -> [Effect] {
        guard let name = words.first else {
            return ask(["turn new signals away; exits go on"], proof: "yes", .pauseIntake)
        }
        guard let handler = sentences.desk.handlers.first(where: { $0.name == name }) else {
            return say(["no handler is called \(name); handlers lists them"])
        }
        let duty = VitalHandler(rawValue: name)
        return ask(
            ["pause \(name): its queue of \(handler.capacity) fills"]
                + [duty?.consequence].compactMap(\.self),
            proof: duty == nil ? "yes" : name, .pauseHandler(name))
    }

    private mutating func resume(_ words: [String], _ sentences: PlainSentences) -> [Effect] {
        if let name = words.first {
            guard sentences.desk.handlers.contains(where: { $0.name == name }) else {
                return say(["no handler is called \(name); handlers lists them"])
            }
            return ask(["let \(name) go on"], proof: "yes", .resumeHandler(name))
        }
        if sentences.desk.risk.state != .active {
            return ask(
                [sentences.riskState, "let it open positions again"], proof: "yes",
                .resume(seen: sentences.desk.risk.reasons))
        }
        return ask(["take new signals again"], proof: "yes", .resumeIntake)
    }
}
