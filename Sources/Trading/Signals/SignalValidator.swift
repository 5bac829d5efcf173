/// The rules that a signal must pass before the desk spends a thought on it.
///
/// They are checked in one order and the first failure is the answer, so that the same bad signal
/// always gets the same code: the id, the symbol, the prices, the levels, the strength's scale, the
/// mode's least strength and move, the age, the session. Whether the id was seen before is asked
/// afterwards, of the ledger, because only a durable answer counts.
public enum SignalValidator {
    /// Checks a signal.
    ///
    /// A signal that gives no strength is not refused for it: nothing was claimed that could be too
    /// weak. A strength that is given is on the scale 0…1.
    ///
    /// - Parameters:
    ///   - signal: The signal as it came.
    ///   - rules: The desk's rules.
    ///   - knows: Whether options on a normalised name can be traded.
    ///   - isSessionOpen: Whether the market takes entries now.
    ///   - now: The desk's time.
    /// - Returns: The signal with its prices, or the first rule it breaks.
    public static func validate(
        _ signal: Signal, rules: DeskRules, knows: (String) -> Bool, isSessionOpen: Bool,
        now: Timestamp
    ) -> Result<ValidSignal, Denial> {
        do throws(Denial) {
            try checkID(signal.id)
            let symbol = try checkSymbol(signal.symbol, knows: knows)
            let entry = try price(signal.entryPrice, named: "entry")
            let stop = try price(signal.stopLoss, named: "stop")
            let target = try price(signal.target, named: "target")
            try checkLevels(signal.action, entry: entry, stop: stop, target: target)
            let move =
                signal.expectedMovePercent
                ?? abs(target.rupees - entry.rupees) / entry.rupees * 100
            try checkStrength(signal.strength, mode: rules.mode)
            try checkMove(move, mode: rules.mode)
            try checkAge(of: signal, life: rules.signalLife(of: signal.strategy), now: now)
            guard isSessionOpen else { throw closed(rules.calendar, now: now) }
            return .success(
                ValidSignal(
                    signal: signal, symbol: symbol, entry: entry, stop: stop, target: target,
                    strength: signal.strength, expectedMovePercent: move))
        } catch {
            return .failure(error)
        }
    }

    private static let longestID = 64

    private static func checkID(_ id: String) throws(Denial) {
        guard id.contains(where: { !$0.isWhitespace }) else {
            throw Denial(.badSignalID, "the signal id is empty; give each signal its own id")
        }
        // Scalars, not characters: one character may be built of thousands of scalars.
        let length = id.unicodeScalars.count
        guard length <= longestID else {
            throw Denial(
                .badSignalID, "the signal id has \(length) characters, at most \(longestID) fit")
        }
    }

    private static func checkSymbol(
        _ symbol: String, knows: (String) -> Bool
    ) throws(Denial) -> String {
        let name = SymbolNormaliser.normalise(symbol)
        guard !name.isEmpty, knows(name) else {
            throw Denial(
                .unknownSymbol,
                "\"\(symbol.prefix(40))\" is no underlying with options in the loaded instruments")
        }
        return name
    }

    private static func price(_ rupees: Double, named name: String) throws(Denial) -> Price {
        guard let price = Price(rupees: rupees), price > .zero else {
            throw Denial(
                .badPrice,
                "the \(name) price is \(rupees); it must be a number of rupees above zero")
        }
        return price
    }

    private static func checkLevels(
        _ action: SignalAction, entry: Price, stop: Price, target: Price
    ) throws(Denial) {
        let isOrdered =
            switch action {
            case .buy: stop < entry && entry < target
            case .sell: target < entry && entry < stop
            }
        guard isOrdered else {
            let rule =
                switch action {
                case .buy: "a BUY needs stop < entry < target"
                case .sell: "a SELL needs target < entry < stop"
                }
            throw Denial(
                .badLevels,
                "entry \(IndianFormat.rupees(entry)) must lie between stop "
                    + "\(IndianFormat.rupees(stop)) and target \(IndianFormat.rupees(target)); "
                    + rule)
        }
    }

    private static func checkStrength(_ strength: Double?, mode: RiskMode) throws(Denial) {
        guard let strength else { return }
        guard (0...1).contains(strength) else {
            throw Denial(
                .badStrength,
                "strength \(strength) is not on the scale 0…1; "
                    + "name the source's scale where it is read")
        }
        guard strength >= mode.minimumStrength else {
            throw Denial(
                .weakSignal,
                "strength \(IndianFormat.decimal(strength, decimals: 3)) is below the "
                    + "\(IndianFormat.decimal(mode.minimumStrength, decimals: 3)) that "
                    + "\(mode.name) asks for")
        }
    }

    private static func checkMove(_ percent: Double, mode: RiskMode) throws(Denial) {
        guard percent.isFinite, percent >= mode.minimumMovePercent else {
            throw Denial(
                .smallMove,
                "expected move \(IndianFormat.decimal(percent, decimals: 3)) % is below the "
                    + "\(IndianFormat.decimal(mode.minimumMovePercent, decimals: 3)) % that "
                    + "\(mode.name) asks for")
        }
    }

    /// A signal from further ahead than it may be old comes from a wrong clock; it would never be stale.
    private static func checkAge(
        of signal: Signal, life: Double, now: Timestamp
    ) throws(Denial) {
        let age = now.seconds(since: signal.emittedAt)
        guard age <= life else {
            throw Denial(
                .staleSignal,
                "emitted \(IndianFormat.decimal(age, decimals: 1)) s ago, "
                    + "at most \(IndianFormat.decimal(life, decimals: 1)) s are allowed")
        }
        guard age >= -life else {
            throw Denial(
                .staleSignal,
                "emitted \(IndianFormat.decimal(-age, decimals: 1)) s in the future; "
                    + "set the source's clock right")
        }
    }

    private static func closed(_ calendar: SessionCalendar, now: Timestamp) -> Denial {
        let time = "it is \(now.indiaDay) \(now.indiaClock)"
        guard let opening = calendar.nextOpening(after: now) else {
            return Denial(.sessionClosed, "the market takes no entries; \(time)")
        }
        return Denial(
            .sessionClosed,
            "the market takes no entries; \(time), the next session opens "
                + "\(opening.indiaDay) \(opening.indiaClock)")
    }
}
