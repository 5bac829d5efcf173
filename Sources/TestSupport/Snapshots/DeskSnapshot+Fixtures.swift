public import Trading

extension DeskSnapshot {
    /// The instant at which every fixture is taken: 2025-10-08 14:32:07 in India.
    public static let fixtureTime = Timestamp(
        india: CalendarDay(daysSinceEpoch: 20_369), secondsIntoDay: 52_327)

    /// A desk that has just started: no handlers, no positions, nothing wrong.
    public static let empty = DeskSnapshot(
        sequence: 1, takenAt: fixtureTime, marketTime: fixtureTime, venue: .simulation,
        market: "sim seed 7",
        engine: EngineStatus(phase: .starting, uptimeSeconds: 0.4),
        risk: RiskStatus(
            state: .active, isSessionOpen: true, sessionLabel: "open until 15:30",
            mode: .balanced, positions: LimitUse(used: 0, limit: 3),
            capitalAtRisk: LimitUse(used: 0, limit: 15_000_000),
            dailyLoss: LimitUse(used: 0, limit: 5_000_000),
            lossStreak: LimitUse(used: 0, limit: 3)),
        account: AccountStatus(
            capital: Money(rupees: 1_000_000), cash: Money(rupees: 1_000_000)))

    /// A desk in the middle of a lively day: nine handlers, three open positions and one closed, five
    /// dead letters, forty events.
    public static let busy = SnapshotScript(seed: 7).snapshot(number: 240)
}

extension DeskSnapshot {
    /// Returns the snapshot with some of its parts changed.
    ///
    /// - Parameter change: Changes the parts.
    /// - Returns: The changed copy.
    public func with(_ change: (inout DeskSnapshot) -> Void) -> DeskSnapshot {
        var copy = self
        change(&copy)
        return copy
    }

    /// Returns the snapshot as if taken later, everything else as it was.
    ///
    /// - Parameter seconds: Seconds later.
    /// - Returns: The moved copy, with the next sequence number.
    public func later(bySeconds seconds: Double) -> DeskSnapshot {
        with {
            $0.sequence += 1
            $0.takenAt = $0.takenAt.advanced(bySeconds: seconds)
            $0.marketTime = $0.marketTime.advanced(bySeconds: seconds)
        }
    }
}
