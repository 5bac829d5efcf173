/// The premiums at which a position is left: the stop, the target, and the second target.
///
/// Stop = entry · (1 − stop %), at least ₹1, rounded up to the tick. Targets = entry · (1 + target %),
/// at least ₹5 above the entry, rounded down to the tick. There is one rounding and it comes last, so that
/// a level never asks for more than the rule does, and lies less than a tick beside it.
public struct PremiumLevels: Hashable, Sendable, Codable {
    /// The premium that they were computed from.
    public var entry: Price
    /// The premium at which all is sold at a loss.
    public var stop: Price
    /// The first target.
    public var target: Price
    /// The target after a partial booking, where the mode has one.
    public var secondTarget: Price?

    /// Computes the levels of an entry.
    ///
    /// - Parameters:
    ///   - entry: The premium paid for one unit.
    ///   - mode: The mode whose percentages hold.
    ///   - tick: The contract's price step.
    ///   - limits: The lowest stop and the least gain of a target.
    public init(entry: Price, mode: RiskMode, tick: Price, limits: DeskLimits) {
        func target(_ percent: Double) -> Price {
            max(
                entry.adding(percent, percentOf: entry, toTick: tick, .down),
                (entry + limits.minimumTargetGain).rounded(toTick: tick, .down))
        }
        self.entry = entry
        stop = max(
            entry.adding(-mode.stopPercent, percentOf: entry, toTick: tick, .up),
            limits.minimumStop.rounded(toTick: tick, .up))
        self.target = target(mode.targetPercent)
        secondTarget = mode.secondTargetPercent.map(target)
    }
}
