extension Account {
    /// Open positions and entries on their way against their limit.
    ///
    /// - Parameter limits: The desk's limits.
    /// - Returns: Both in positions.
    public func positionUse(_ limits: DeskLimits) -> LimitUse {
        LimitUse(used: Int64(positionCount), limit: Int64(limits.maximumPositions))
    }

    /// Capital at risk against its limit.
    ///
    /// - Parameter limits: The desk's limits.
    /// - Returns: Both in paise.
    public func capitalAtRiskUse(_ limits: DeskLimits) -> LimitUse {
        LimitUse(
            used: capitalAtRisk.paise,
            limit: capital.scaled(by: limits.capitalAtRiskPercent / 100).paise)
    }

    /// The day's loss against its limit, counted from what the operator has accepted.
    ///
    /// - Parameter limits: The desk's limits.
    /// - Returns: Both in paise; a profit uses nothing.
    public func dailyLossUse(_ limits: DeskLimits) -> LimitUse {
        LimitUse(
            used: max(0, (today.acceptedLoss - dayNet).paise),
            limit: today.openingEquity.scaled(by: limits.dailyLossPercent / 100).paise)
    }

    /// Losses in a row against their limit.
    ///
    /// - Parameter limits: The desk's limits.
    /// - Returns: Both in losses.
    public func lossStreakUse(_ limits: DeskLimits) -> LimitUse {
        LimitUse(used: Int64(lossStreak), limit: Int64(limits.lossStreak))
    }
}
