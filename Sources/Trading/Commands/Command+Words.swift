extension Command {
    /// The verb and what it acts on, in one line as events, journals and logs tell it.
    ///
    /// Every target is named as it was frozen when the key was pressed; of many, the first and how many more.
    public var words: String {
        switch self {
        case .injectSignal(let signal), .tryOutSignal(let signal): "\(verb) \(signal.inWords)"
        case .injectBurst(let signal, let count): "\(verb) \(count) × \(signal.inWords)"
        case .closePositions(let targets): "\(verb) " + Self.listed(targets.map(\.inWords))
        case .closePart(let target, let lots):
            "\(verb) \(target.inWords): \(lots) \(lots == 1 ? "lot" : "lots")"
        case .setLevels(let target, let stop, let level):
            "\(verb) \(target.inWords): stop \(IndianFormat.rupees(stop)), "
                + "target \(IndianFormat.rupees(level))"
        case .retryDeadLetters(let ids), .discardDeadLetters(let ids):
            "\(verb) " + Self.listed(ids.map { "letter \($0.text)" })
        case .retryEditedDeadLetter(let id, _): "\(verb) letter \(id.text)"
        case .pauseHandler(let name), .resumeHandler(let name): "\(verb) \(name)"
        case .halt(let reason): reason.isEmpty ? verb : "\(verb): \(reason)"
        case .flatten, .pauseIntake, .resumeIntake, .resume: verb
        }
    }

    private static func listed(_ names: [String]) -> String {
        let named = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(named) and \(names.count - 3) more" : named
    }
}

extension Signal {
    fileprivate var inWords: String { "\(action.rawValue) \(symbol), signal \(id)" }
}

extension PositionTarget {
    fileprivate var inWords: String {
        (symbol.map { "\($0), " } ?? "") + "position \(id) v\(version)"
    }
}
