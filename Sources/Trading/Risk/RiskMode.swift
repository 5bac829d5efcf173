/// How bold the desk is: one column of the mode table.
///
/// Percentages are written as people say them: 35 means 35 %.
public struct RiskMode: Hashable, Sendable, Codable, Identifiable {
    /// The mode's name.
    public var name: RiskModeName
    /// Where its strikes lie.
    public var offset: StrikeOffset
    /// Offsets for large or small expected moves; the first one that holds is used.
    public var dynamicOffsets: [DynamicOffset]
    /// The least |delta| of a contract, 0…1.
    public var minimumDelta: Double
    /// How far the premium may fall below the entry, in percent of the entry.
    public var stopPercent: Double
    /// The first target's gain, in percent of the entry.
    public var targetPercent: Double
    /// The gain aimed at after a partial booking, in percent of the entry; `nil` for none.
    public var secondTargetPercent: Double?
    /// What one trade may lose, in percent of the capital.
    public var riskPerTradePercent: Double
    /// The most a contract may lose to time in a day, in percent of its premium.
    public var maximumThetaPercent: Double
    /// The least expected move of a signal, in percent of its entry.
    public var minimumMovePercent: Double
    /// The least strength of a signal, 0…1.
    public var minimumStrength: Double
    /// The longest time a position is held, in hours.
    public var maximumHoldHours: Double
    /// Whether positions may stay over the night.
    public var holdsOvernight: Bool
    /// The one early sale of a part; `nil` for none.
    public var partialBooking: PartialBooking?
    /// How the stop follows the premium; `nil` for not at all.
    public var trailing: TrailingRule?

    /// The mode's name.
    public var id: RiskModeName { name }

    /// Makes a mode.
    ///
    /// - Parameters:
    ///   - name: The mode's name.
    ///   - offset: Where its strikes lie.
    ///   - dynamicOffsets: Offsets for large or small expected moves, the first that holds is used.
    ///   - minimumDelta: The least |delta| of a contract, 0…1.
    ///   - stopPercent: How far the premium may fall, in percent of the entry.
    ///   - targetPercent: The first target's gain in percent.
    ///   - secondTargetPercent: The gain aimed at after a partial booking in percent, if any.
    ///   - riskPerTradePercent: What one trade may lose, in percent of the capital.
    ///   - maximumThetaPercent: The most lost to time in a day, in percent of the premium.
    ///   - minimumMovePercent: The least expected move of a signal in percent.
    ///   - minimumStrength: The least strength of a signal, 0…1.
    ///   - maximumHoldHours: The longest time a position is held, in hours.
    ///   - holdsOvernight: Whether positions may stay over the night.
    ///   - partialBooking: The one early sale of a part, if any.
    ///   - trailing: How the stop follows the premium, if it does.
    public init(
        name: RiskModeName, offset: StrikeOffset, dynamicOffsets: [DynamicOffset] = [],
        minimumDelta: Double, stopPercent: Double, targetPercent: Double,
        secondTargetPercent: Double? = nil, riskPerTradePercent: Double,
        maximumThetaPercent: Double, minimumMovePercent: Double, minimumStrength: Double,
        maximumHoldHours: Double, holdsOvernight: Bool = false,
        partialBooking: PartialBooking? = nil, trailing: TrailingRule? = nil
    ) {
        self.name = name
        self.offset = offset
        self.dynamicOffsets = dynamicOffsets
        self.minimumDelta = minimumDelta
        self.stopPercent = stopPercent
        self.targetPercent = targetPercent
        self.secondTargetPercent = secondTargetPercent
        self.riskPerTradePercent = riskPerTradePercent
        self.maximumThetaPercent = maximumThetaPercent
        self.minimumMovePercent = minimumMovePercent
        self.minimumStrength = minimumStrength
        self.maximumHoldHours = maximumHoldHours
        self.holdsOvernight = holdsOvernight
        self.partialBooking = partialBooking
        self.trailing = trailing
    }

    /// The offset to use for an expected move.
    ///
    /// - Parameter movePercent: The signal's expected move in percent of its entry.
    /// - Returns: The first dynamic offset whose condition holds, else the mode's own.
    public func offset(forMovePercent movePercent: Double) -> StrikeOffset {
        dynamicOffsets.first { $0.condition.holds(for: movePercent) }?.offset ?? offset
    }
}

/// The one early sale of a part of a position.
public struct PartialBooking: Hashable, Sendable, Codable {
    /// The gain at which it is made, in percent of the entry.
    public var atPercent: Double
    /// The share of the remaining lots that is sold, in percent, rounded down to whole lots.
    public var sizePercent: Double

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - atPercent: The gain at which it is made, in percent of the entry.
    ///   - sizePercent: The share of the remaining lots that is sold, in percent.
    public init(atPercent: Double, sizePercent: Double) {
        self.atPercent = atPercent
        self.sizePercent = sizePercent
    }
}

/// How the stop follows the premium upwards.
public struct TrailingRule: Hashable, Sendable, Codable {
    /// The peak gain from which on the stop follows, in percent of the entry.
    public var afterPercent: Double
    /// The share of the peak gain that may be given back, in percent.
    public var giveBackPercent: Double

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - afterPercent: The peak gain from which on the stop follows, in percent of the entry.
    ///   - giveBackPercent: The share of the peak gain that may be given back, in percent.
    public init(afterPercent: Double, giveBackPercent: Double) {
        self.afterPercent = afterPercent
        self.giveBackPercent = giveBackPercent
    }
}
