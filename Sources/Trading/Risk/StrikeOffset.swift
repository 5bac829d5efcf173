/// Where a mode wants its strike, seen from the spot.
public struct StrikeOffset: Hashable, Sendable, Codable {
    /// On which side of the spot.
    public var preference: StrikePreference
    /// How far from the spot, in percent of it; 0 at the money.
    public var percent: Double

    /// Makes an offset.
    ///
    /// - Parameters:
    ///   - preference: On which side of the spot.
    ///   - percent: How far from the spot, in percent of it.
    public init(_ preference: StrikePreference, percent: Double) {
        self.preference = preference
        self.percent = percent
    }

    /// The strike that is wanted: a call in the money lies below the spot, a put above it.
    ///
    /// - Parameters:
    ///   - right: Call or put.
    ///   - spot: The underlying's price.
    /// - Returns: The wanted strike, rounded to the paisa; usually not a listed one.
    public func targetStrike(for right: OptionRight, spot: Price) -> Price {
        let outward = right == .call ? 1.0 : -1.0
        let direction =
            switch preference {
            case .inTheMoney: -outward
            case .atTheMoney: 0.0
            case .slightlyOutOfTheMoney, .outOfTheMoney: outward
            }
        return spot.scaled(by: 1 + direction * percent / 100)
    }
}

/// The side of the spot on which a mode buys its options.
public enum StrikePreference: String, Sendable, Codable, CaseIterable {
    case inTheMoney = "ITM"
    case atTheMoney = "ATM"
    case slightlyOutOfTheMoney = "SLIGHT_OTM"
    case outOfTheMoney = "OTM"
}

/// An offset that takes the place of the mode's own when the expected move is large or small.
public struct DynamicOffset: Hashable, Sendable, Codable {
    /// The moves for which it holds.
    public var condition: MoveCondition
    /// The offset to use then.
    public var offset: StrikeOffset

    /// Makes a dynamic offset.
    ///
    /// - Parameters:
    ///   - condition: The moves for which it holds.
    ///   - offset: The offset to use then.
    public init(when condition: MoveCondition, _ offset: StrikeOffset) {
        self.condition = condition
        self.offset = offset
    }
}

/// A bound on a signal's expected move, in percent of its entry.
public enum MoveCondition: Hashable, Sendable, Codable {
    case atLeast(Double)
    case below(Double)

    /// Whether a move meets the condition.
    ///
    /// - Parameter movePercent: The expected move in percent of the entry.
    /// - Returns: `true` when it does.
    public func holds(for movePercent: Double) -> Bool {
        switch self {
        case .atLeast(let bound): movePercent >= bound
        case .below(let bound): movePercent < bound
        }
    }
}
