extension RiskMode {
    /// The values that make no sense; empty for a mode that can be traded.
    ///
    /// Percentages of a premium end at 1,000: a target beyond that is a slip of the pen.
    public var issues: [RuleIssue] {
        var check = RuleCheck()
        check.expect(!name.text.isEmpty, "name", "a mode needs a name")
        check.expect(offset.percent, in: 0...20, "offset")
        for dynamic in dynamicOffsets {
            check.expect(dynamic.offset.percent, in: 0...20, "dynamicOffsets")
        }
        check.expect(minimumDelta, in: 0...1, "minimumDelta")
        check.expect(stopPercent, in: 1...99, "stopPercent")
        check.expect(targetPercent, in: 1...1000, "targetPercent")
        check.expect(secondTargetPercent, in: 1...1000, "secondTargetPercent")
        if let secondTargetPercent {
            check.expect(
                secondTargetPercent > targetPercent, "secondTargetPercent",
                "found \(secondTargetPercent), expected more than the first target's \(targetPercent)"
            )
        }
        check.expect(riskPerTradePercent, in: 0.01...100, "riskPerTradePercent")
        check.expect(maximumThetaPercent, in: 0...100, "maximumThetaPercent")
        check.expect(minimumMovePercent, in: 0...100, "minimumMovePercent")
        check.expect(minimumStrength, in: 0...1, "minimumStrength")
        check.expect(maximumHoldHours, in: 0.01...10_000, "maximumHoldHours")
        check.expect(partialBooking?.atPercent, in: 1...1000, "partialBooking")
        check.expect(partialBooking?.sizePercent, in: 1...99, "partialBooking")
        check.expect(trailing?.afterPercent, in: 0...1000, "trailing")
        check.expect(trailing?.giveBackPercent, in: 0...100, "trailing")
        return check.issues
    }
}
