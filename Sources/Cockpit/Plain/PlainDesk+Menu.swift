import Trading

extension PlainDesk {
    /// Lists the verbs by their numbers, which are always the same.
    mutating func openMenu() -> [Effect] {
        choice = nil
        let choices = PlainVerb.numbered.enumerated().filter { !isReadOnly || !$0.element.acts }
        return say(
            ["menu: type a number"]
                + choices.map { index, verb in
                    "\(index + 1): \(verb.rawValue), \(verb.usage.summary)"
                })
    }

    /// Takes words that begin with a number: of the list that was read last, else of the menu.
    ///
    /// A number is never more than the words that it stands for, so what acts on the desk is asked back all the same.
    mutating func choose(_ typed: [String]) -> [Effect] {
        guard let sentences else { return say(["no snapshot of the desk yet"]) }
        guard typed != ["0"] else { return openMenu() }
        let (number, rest) = (typed[0], Array(typed.dropFirst()))
        guard let open = choice else { return chooseVerb(number, rest, sentences) }
        if open.items.isEmpty {
            guard typed.count == 2 else { return say(["two prices are needed"] + open.lines) }
            choice = nil
            return answer(open.verb, open.words + typed, sentences)
        }
        guard let item = open.items.first(where: { "\($0.number)" == number }) else {
            return say(["\(number) is not in the list"] + open.lines)
        }
        choice = nil
        let words = item.words + rest
        guard open.verb == .levels, rest.isEmpty else {
            // What has come since the list was read is not part of all of it.
            return answer(
                open.verb, words, sentences, among: Set(open.items.map(\.number)))
        }
        return ask(
            PlainChoice(
                verb: .levels, words: words,
                title: "\(item.text); type its new stop and target, such as 95.50 140"))
    }

    private mutating func chooseVerb(
        _ number: String, _ rest: [String], _ sentences: PlainSentences
    ) -> [Effect] {
        guard let place = Int(number), PlainVerb.numbered.indices.contains(place - 1) else {
            return say(["the menu has no \(number); menu lists its numbers"])
        }
        let verb = PlainVerb.numbered[place - 1]
        guard rest.isEmpty, verb.acts, !isReadOnly else {
            return answer(verb, rest, sentences)
        }
        return targets(of: verb, sentences)
    }

    /// Lists what a verb may act on, by numbers; a verb that needs no target goes on at once.
    private mutating func targets(
        of verb: PlainVerb, _ sentences: PlainSentences
    ) -> [Effect] {
        let items: [PlainChoice.Item]
        let title: String
        switch verb {
        case .close, .levels:
            title = verb == .close ? "close which position" : "stop and target of which position"
            items = positions(sentences, withAll: verb == .close)
        case .retry, .discard:
            title = "\(verb.rawValue) which dead letter"
            items = deadLetters(sentences)
        case .inject:
            title = "which signal"
            let sides = sentences.desk.quotes.flatMap { quote in
                SignalAction.allCases.map { [$0.rawValue, quote.underlying] }
            }
            items = numbered(sides.map { ($0.joined(separator: " "), $0) })
        case .pause:
            title = "pause what"
            items = numbered(
                [("new signals; exits go on", [])]
                    + sentences.desk.handlers.filter { !$0.isPaused }.map { ($0.name, [$0.name]) })
        case .resume:
            title = "let what go on"
            items = numbered(
                [("the desk and its signals", [])]
                    + sentences.desk.handlers.filter(\.isPaused).map { ($0.name, [$0.name]) })
        case .halt, .flatten, .menu, .help, .status, .positions, .losing, .events, .signals,
            .handlers, .dead, .quit:
            return answer(verb, [], sentences)
        }
        guard !items.isEmpty else {
            return say(["there is nothing to \(verb == .levels ? "set" : verb.rawValue)"])
        }
        return ask(PlainChoice(verb: verb, items: items, title: title))
    }

    private mutating func ask(_ choice: PlainChoice) -> [Effect] {
        self.choice = choice
        return say(choice.lines)
    }

    /// The positions by the numbers that they keep, the worst result first.
    private func positions(
        _ sentences: PlainSentences, withAll: Bool
    ) -> [PlainChoice.Item] {
        let live = sentences.worstFirst.filter { !withAll || $0.position.status != .closing }
        let items = live.compactMap { row in
            sentences.numbers[row.id].map {
                PlainChoice.Item(number: $0, text: sentences.position(row), words: ["\($0)"])
            }
        }
        return withAll ? all(items, of: sentences.numbers.count, "positions") : items
    }

    /// The dead letters by the numbers that they keep, the newest first.
    private func deadLetters(_ sentences: PlainSentences) -> [PlainChoice.Item] {
        let items = sentences.desk.deadLetters.rows.compactMap { row in
            sentences.letters[row.id].map {
                PlainChoice.Item(number: $0, text: sentences.letter(row), words: ["\($0)"])
            }
        }
        return all(items, of: sentences.letters.count, "dead letters")
    }

    /// Adds all of several as one more choice, under a number that none of them has, nor one that comes while the list
    /// is read: who types the number of that one must not mean all the others.
    private func all(
        _ items: [PlainChoice.Item], of taken: Int, _ name: String
    ) -> [PlainChoice.Item] {
        guard items.count > 1 else { return items }
        var number = 99
        while number < 2 * taken + 20 { number = number * 10 + 9 }
        return items + [
            .init(number: number, text: "all \(items.count) \(name)", words: ["all"])
        ]
    }

    private func numbered(_ choices: [(text: String, words: [String])]) -> [PlainChoice.Item] {
        choices.enumerated().map { .init(number: $0 + 1, text: $1.text, words: $1.words) }
    }
}
