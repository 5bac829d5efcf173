extension DeskLimits {
    /// The values that make no sense; empty for limits that a desk can run with.
    public var issues: [RuleIssue] {
        var check = RuleCheck()
        check.expect(minimumOpenInterestUnits >= 0, "minimumOpenInterestUnits", "is below 0")
        check.expect(minimumVolumeUnits >= 0, "minimumVolumeUnits", "is below 0")
        check.expect(maximumSpreadPercent, in: 0...100, "maximumSpreadPercent")
        check.expect(minimumPremium > .zero, "minimumPremium", "must be above 0")
        check.expect(
            maximumPremium >= minimumPremium, "maximumPremium",
            "\(IndianFormat.rupees(maximumPremium)) is below the minimum of "
                + IndianFormat.rupees(minimumPremium))
        check.expect(minimumDaysToExpiry >= 0, "minimumDaysToExpiry", "is below 0")
        check.expect(
            maximumDaysToExpiry >= minimumDaysToExpiry, "maximumDaysToExpiry",
            "\(maximumDaysToExpiry) is below the minimum of \(minimumDaysToExpiry)")
        check.expect(maximumStrikeDistancePercent, in: 0.01...100, "maximumStrikeDistancePercent")
        check.expect(Double(maximumPositions), in: 1...1000, "maximumPositions")
        check.expect(capitalAtRiskPercent, in: 0.01...100, "capitalAtRiskPercent")
        check.expect(dailyLossPercent, in: 0.01...100, "dailyLossPercent")
        check.expect(Double(lossStreak), in: 1...1000, "lossStreak")
        check.expect(Double(maximumLots), in: 1...10_000, "maximumLots")
        check.expect(minimumStop > .zero, "minimumStop", "must be above 0")
        check.expect(minimumTargetGain > .zero, "minimumTargetGain", "must be above 0")
        check.expect(signalLifeSeconds, in: 0.001...86_400, "signalLifeSeconds")
        check.expect(staleQuoteSeconds, in: 0.001...86_400, "staleQuoteSeconds")
        check.expect(
            unknownMarkSeconds >= staleQuoteSeconds, "unknownMarkSeconds",
            "found \(unknownMarkSeconds), expected at least staleQuoteSeconds, "
                + "which is \(staleQuoteSeconds)")
        check.expect(Double(exitProtectionTicks), in: 0...10_000, "exitProtectionTicks")
        check.expect(exitProtectionPercent, in: 0...100, "exitProtectionPercent")
        check.expect(exitPatienceSeconds, in: 0.1...3600, "exitPatienceSeconds")
        check.expect(exitRetrySeconds, in: 0.1...3600, "exitRetrySeconds")
        check.expect(orderSilenceSeconds, in: 0.1...3600, "orderSilenceSeconds")
        check.expect(defaultVolatility, in: 0.001...5, "defaultVolatility")
        check.expect(interestRate, in: -0.5...1, "interestRate")
        return check.issues
    }
}
