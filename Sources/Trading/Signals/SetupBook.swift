/// Which setups were taken today, so that one idea is not traded twice under two ids.
///
/// For each symbol and strategy the last setup taken counts. The first of the day is taken; the other
/// direction is taken as a reversal; the same direction is skipped while its entry lies strictly
/// between the last one's stop and target, because that idea is still alive.
public struct SetupBook: Hashable, Sendable {
    private struct Key: Hashable {
        var symbol: String
        var strategy: String
    }

    private struct Setup: Hashable {
        var signalID: String
        var action: SignalAction
        var stop: Price
        var target: Price
    }

    private var day: CalendarDay?
    /// Oldest first; earlier ones are kept so that taking the last one back brings them to the front.
    private var taken: [Key: [Setup]] = [:]

    /// Makes an empty book.
    public init() {}

    /// Rebuilds the book after a restart.
    ///
    /// - Parameters:
    ///   - records: The ledger's signals, oldest first; those refused or expired count for nothing.
    ///   - day: The trading day; records taken up on another day are left out.
    public init(records: some Sequence<SignalRecord>, on day: CalendarDay) {
        self.day = day
        for record in records where record.receivedAt.indiaDay == day {
            guard record.status != .rejected, record.status != .expired,
                let stop = Price(rupees: record.signal.stopLoss),
                let target = Price(rupees: record.signal.target)
            else { continue }
            let key = Key(
                symbol: SymbolNormaliser.normalise(record.signal.symbol),
                strategy: record.signal.strategy)
            taken[key, default: []].append(
                Setup(
                    signalID: record.id, action: record.signal.action, stop: stop, target: target))
        }
    }

    /// Takes a setup, unless the last one of its symbol and strategy is still the same idea.
    ///
    /// - Parameters:
    ///   - signal: The signal.
    ///   - day: The trading day; a new day begins with an empty book.
    /// - Returns: Why it was taken, or DUPLICATE_SETUP.
    /// - Complexity: O(1).
    public mutating func admit(
        _ signal: ValidSignal, on day: CalendarDay
    ) -> Result<SetupVerdict, Denial> {
        if self.day != day {
            self.day = day
            taken.removeAll(keepingCapacity: true)
        }
        let key = Key(symbol: signal.symbol, strategy: signal.signal.strategy)
        let verdict: SetupVerdict
        if let last = taken[key]?.last {
            if last.action != signal.action {
                verdict = .reversal
            } else if min(last.stop, last.target) < signal.entry,
                signal.entry < max(last.stop, last.target)
            {
                return .failure(
                    Denial(
                        .duplicateSetup,
                        "entry \(IndianFormat.rupees(signal.entry)) lies between stop "
                            + "\(IndianFormat.rupees(last.stop)) and target "
                            + "\(IndianFormat.rupees(last.target)) of \(last.action.rawValue) "
                            + "\(last.signalID), which was taken today"))
            } else {
                verdict = .previousInvalidated
            }
        } else {
            verdict = .first
        }
        taken[key, default: []].append(
            Setup(
                signalID: signal.signal.id, action: signal.action, stop: signal.stop,
                target: signal.target))
        return .success(verdict)
    }

    /// Takes an admission back because its entry came to nothing.
    ///
    /// - Parameter signal: The signal that was admitted; one that was not is left alone.
    public mutating func withdraw(_ signal: Signal) {
        let key = Key(
            symbol: SymbolNormaliser.normalise(signal.symbol), strategy: signal.strategy)
        taken[key]?.removeAll { $0.signalID == signal.id }
    }
}

/// Why a setup was taken.
public enum SetupVerdict: String, Sendable, Codable, CaseIterable {
    /// The first of the day for its symbol and strategy.
    case first = "FIRST"
    /// The last one went the other way.
    case reversal = "REVERSAL"
    /// The last one went the same way, but this entry lies beyond its stop or target.
    case previousInvalidated = "PREVIOUS_INVALIDATED"
}
