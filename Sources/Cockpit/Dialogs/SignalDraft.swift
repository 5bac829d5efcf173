import Trading

/// A signal as the operator writes it, not yet checked.
struct SignalDraft: Sendable, Equatable {
    var symbol: String
    var action: SignalAction
    var entry: String
    var stop: String
    var target: String
    var strength: String

    /// How far stop and target lie from the entry.
    enum Template: String, CaseIterable, Sendable {
        case normal, tight, wide

        /// The stop's distance from the entry, as a fraction.
        var stopFraction: Double {
            switch self {
            case .normal: 0.01
            case .tight: 0.005
            case .wide: 0.02
            }
        }

        /// The target's distance from the entry, as a fraction.
        var targetFraction: Double { 2 * stopFraction }
    }

    /// The fields of the form, in order.
    enum Field: Int, CaseIterable, Sendable {
        case symbol, action, template, entry, stop, target, strength, copies
    }

    /// Writes the levels of a template.
    static func levels(
        entry: Double, action: SignalAction, template: Template = .normal
    ) -> (stop: String, target: String) {
        levels(
            entry: entry, action: action, stop: template.stopFraction,
            target: template.targetFraction)
    }

    /// Writes the levels at distances from an entry, each a fraction of it.
    static func levels(
        entry: Double, action: SignalAction, stop: Double, target: Double
    ) -> (stop: String, target: String) {
        let sign = action == .buy ? 1.0 : -1.0
        return (
            Figures.fixed(entry * (1 - sign * stop), 2),
            Figures.fixed(entry * (1 + sign * target), 2)
        )
    }

    /// Returns what is wrong with each field, in the desk's own codes; the desk has the last word.
    ///
    /// - Parameter known: The underlyings that have a quote.
    /// - Returns: One denial for each field that is wrong.
    func problems(known: [String]) -> [Field: Denial] {
        var problems: [Field: Denial] = [:]
        if !known.contains(symbol.uppercased()) {
            let near = known.first {
                $0.hasPrefix(symbol.uppercased().prefix(1)) && !symbol.isEmpty
            }
            problems[.symbol] = Denial(
                .unknownSymbol, near.map { "perhaps \($0)" } ?? "no quote of it")
        }
        var prices: [Field: Double] = [:]
        for (field, text) in [(Field.entry, entry), (.stop, stop), (.target, target)] {
            if let value = Double(text), value.isFinite, value > 0, value < 1e9 {
                prices[field] = value
            } else {
                problems[field] = Denial(.badPrice, "a price above 0")
            }
        }
        if let entry = prices[.entry] {
            let sign = action == .buy ? 1.0 : -1.0
            if let stop = prices[.stop], (entry - stop) * sign <= 0 {
                problems[.stop] = Denial(
                    .badLevels,
                    "\(action.rawValue) wants it \(action == .buy ? "below" : "above") the entry")
            }
            if let target = prices[.target], (target - entry) * sign <= 0 {
                problems[.target] = Denial(
                    .badLevels,
                    "\(action.rawValue) wants it \(action == .buy ? "above" : "below") the entry")
            }
        }
        if !strength.isEmpty {
            let value = Double(strength)
            if !(value.map { (0...1).contains($0) } ?? false) {
                problems[.strength] = Denial(.badStrength, "0 to 1, or empty")
            }
        }
        return problems
    }

    /// Returns the signal, or `nil` while a number cannot be read.
    ///
    /// - Parameters:
    ///   - id: A fresh id.
    ///   - emittedAt: The market's time.
    /// - Returns: The signal, not yet validated by the desk.
    func signal(id: String, emittedAt: Timestamp) -> Signal? {
        guard let entry = Double(entry), let stop = Double(stop), let target = Double(target) else {
            return nil
        }
        return Signal(
            id: id, symbol: symbol.uppercased(), strategy: "operator", action: action,
            entryPrice: entry, stopLoss: stop, target: target, strength: Double(strength),
            emittedAt: emittedAt, origin: .operator)
    }

    /// Makes the id of an operator's signal: unique as long as no two are made in one nanosecond.
    static func freshID(now: Timestamp, number: Int) -> String {
        "op-\(String(now.nanoseconds, radix: 36))-\(number)"
    }
}
