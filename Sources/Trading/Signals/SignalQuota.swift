/// How many signals each strategy has given today, so that one that has lost its mind cannot flood the desk.
public struct SignalQuota: Hashable, Sendable {
    private var day: CalendarDay?
    private var counts: [String: Int] = [:]

    /// Signals refused for these have taken nothing off a quota: they were refused before, or for the quota itself.
    private static let unspent: Set<DenialCode> = [
        .badSignalID, .unknownSymbol, .badPrice, .badLevels, .badStrength, .weakSignal, .smallMove,
        .staleSignal,
        .sessionClosed, .intakePaused, .strategyQuota,
    ]

    /// Makes a count of nothing.
    public init() {}

    /// Counts again after a restart.
    ///
    /// - Parameters:
    ///   - records: The ledger's signals; those that were refused before their quota was looked at count for nothing.
    ///   - day: The trading day; signals taken up on another day are left out.
    public init(records: some Sequence<SignalRecord>, on day: CalendarDay) {
        self.day = day
        for record in records
        where record.receivedAt.indiaDay == day && record.signal.origin == .strategy
            && record.denial.map({ !Self.unspent.contains($0.code) }) ?? true
        {
            counts[record.signal.strategy, default: 0] += 1
        }
    }

    /// Takes one signal off its strategy's quota; signals that no strategy of the desk gave have none.
    ///
    /// - Parameters:
    ///   - signal: The signal.
    ///   - rules: The desk's rules.
    ///   - day: The trading day; a new day begins with a full quota.
    /// - Returns: STRATEGY_QUOTA when the quota is used up, else `nil`.
    /// - Complexity: O(1).
    public mutating func take(
        _ signal: Signal, rules: DeskRules, on day: CalendarDay
    ) -> Denial? {
        guard signal.origin == .strategy else { return nil }
        if self.day != day {
            self.day = day
            counts.removeAll(keepingCapacity: true)
        }
        let limit = rules.signalQuota(of: signal.strategy)
        let count = counts[signal.strategy, default: 0]
        guard count < limit else {
            return Denial(
                .strategyQuota,
                "\(signal.strategy) has given \(count) signals today, its quota is \(limit)")
        }
        counts[signal.strategy] = count + 1
        return nil
    }
}
