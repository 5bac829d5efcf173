extension RiskMode {
    /// The four modes that ship, from the most careful to the boldest.
    public static let builtIn: [RiskMode] = [.ultraSafe, .conservative, .balanced, .aggressive]

    /// In the money, a small stop, one target, no trailing.
    public static let ultraSafe = RiskMode(
        name: .ultraSafe,
        offset: StrikeOffset(.inTheMoney, percent: 0.5),
        minimumDelta: 0.60,
        stopPercent: 20, targetPercent: 30,
        riskPerTradePercent: 1.5,
        maximumThetaPercent: 8,
        minimumMovePercent: 1.0, minimumStrength: 0.8,
        maximumHoldHours: 3)

    /// At the money, half of the risk budget of the boldest.
    public static let conservative = RiskMode(
        name: .conservative,
        offset: StrikeOffset(.atTheMoney, percent: 0),
        minimumDelta: 0.45,
        stopPercent: 30, targetPercent: 45, secondTargetPercent: 70,
        riskPerTradePercent: 2.0,
        maximumThetaPercent: 10,
        minimumMovePercent: 1.5, minimumStrength: 0.7,
        maximumHoldHours: 4,
        partialBooking: PartialBooking(atPercent: 45, sizePercent: 60),
        trailing: TrailingRule(afterPercent: 25, giveBackPercent: 50))

    /// Slightly out of the money, nearer when little is expected; the default.
    public static let balanced = RiskMode(
        name: .balanced,
        offset: StrikeOffset(.slightlyOutOfTheMoney, percent: 0.75),
        dynamicOffsets: [
            DynamicOffset(when: .atLeast(2), StrikeOffset(.outOfTheMoney, percent: 1)),
            DynamicOffset(when: .below(1), StrikeOffset(.atTheMoney, percent: 0)),
        ],
        minimumDelta: 0.35,
        stopPercent: 35, targetPercent: 60, secondTargetPercent: 100,
        riskPerTradePercent: 3.0,
        maximumThetaPercent: 12,
        minimumMovePercent: 1.0, minimumStrength: 0.6,
        maximumHoldHours: 6,
        partialBooking: PartialBooking(atPercent: 50, sizePercent: 50),
        trailing: TrailingRule(afterPercent: 30, giveBackPercent: 50))

    /// Out of the money, wide stops and targets, may stay over the night.
    public static let aggressive = RiskMode(
        name: .aggressive,
        offset: StrikeOffset(.outOfTheMoney, percent: 1.5),
        dynamicOffsets: [
            DynamicOffset(when: .atLeast(3), StrikeOffset(.outOfTheMoney, percent: 2)),
            DynamicOffset(when: .below(2), StrikeOffset(.outOfTheMoney, percent: 1)),
        ],
        minimumDelta: 0.25,
        stopPercent: 50, targetPercent: 100, secondTargetPercent: 150,
        riskPerTradePercent: 4.0,
        maximumThetaPercent: 15,
        minimumMovePercent: 2.0, minimumStrength: 0.7,
        maximumHoldHours: 12, holdsOvernight: true,
        partialBooking: PartialBooking(atPercent: 60, sizePercent: 30),
        trailing: TrailingRule(afterPercent: 50, giveBackPercent: 40))
}
