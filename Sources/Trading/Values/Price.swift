/// A price in paise for one unit of an instrument.
///
/// Prices are integers: adding, comparing and hashing are exact, and a replay gives the same
/// figures bit for bit.
public struct Price: Hashable, Comparable, Sendable, Codable {
    /// The amount in paise (1 rupee = 100 paise).
    public var paise: Int64

    /// Makes a price from paise.
    ///
    /// - Parameter paise: The amount in paise for one unit.
    public init(paise: Int64) {
        self.paise = paise
    }

    /// Makes a price from rupees, rounded half-even to the paisa.
    ///
    /// Gives `nil` when the amount is not finite or out of range.
    ///
    /// - Parameter rupees: The amount in rupees; finite, and at most 10¹² either side of zero.
    public init?(rupees: Double) {
        guard rupees.isFinite, abs(rupees) <= 1e12 else { return nil }
        paise = Int64((rupees * 100).rounded(.toNearestOrEven))
    }

    /// The price in rupees, for formulas and for display.
    public var rupees: Double { Double(paise) / 100 }

    /// No price at all: zero paise.
    public static let zero = Price(paise: 0)

    /// Orders the two by their value.
    public static func < (lhs: Price, rhs: Price) -> Bool { lhs.paise < rhs.paise }
    /// Adds the two exactly.
    public static func + (lhs: Price, rhs: Price) -> Price { Price(paise: lhs.paise + rhs.paise) }
    /// Subtracts the second from the first exactly.
    public static func - (lhs: Price, rhs: Price) -> Price { Price(paise: lhs.paise - rhs.paise) }

    /// The value of a quantity at this price.
    ///
    /// - Parameters:
    ///   - lhs: The price of one unit.
    ///   - rhs: How many units.
    /// - Returns: Price times quantity.
    public static func * (lhs: Price, rhs: Quantity) -> Money {
        Money(paise: lhs.paise * Int64(rhs.units))
    }

    /// Rounds to a multiple of the tick size.
    ///
    /// - Parameters:
    ///   - tick: The exchange's price step; a tick of zero (an index) leaves the price as it is.
    ///   - rule: Which way to round; stops round up, targets round down.
    /// - Returns: The nearest allowed price in that direction.
    public func rounded(toTick tick: Price, _ rule: TickRounding) -> Price {
        guard tick.paise > 0 else { return self }
        let remainder = ((paise % tick.paise) + tick.paise) % tick.paise
        guard remainder != 0 else { return self }
        switch rule {
        case .down: return Price(paise: paise - remainder)
        case .up: return Price(paise: paise - remainder + tick.paise)
        }
    }

    /// Multiplies by a fraction, rounded half-even to the paisa.
    ///
    /// - Parameter fraction: A finite factor, such as 0.65 for "65 % of it"; eight decimals count.
    /// - Returns: The scaled price.
    public func scaled(by fraction: Double) -> Price {
        Price(
            paise: ExactFactor(fraction).times(paise).divided(by: ExactFactor.whole, .halfEven))
    }

    /// A level: this price and a share of a distance, brought onto the tick grid by one rounding.
    ///
    /// Rounding to the paisa first could carry it over a tick.
    ///
    /// - Parameters:
    ///   - percent: The share in percent; negative for a level below. Six decimals count.
    ///   - distance: What the share is of.
    ///   - tick: The price step; with a tick of zero (an index) it is a paisa.
    ///   - rule: Which way to round.
    /// - Returns: The nearest allowed price in that direction.
    func adding(
        _ percent: Double, percentOf distance: Price, toTick tick: Price, _ rule: TickRounding
    ) -> Price {
        let step = max(tick.paise, 1)
        let exact =
            Int128(paise) * ExactFactor.whole
            + ExactFactor(percent: percent).times(distance.paise)
        let steps = exact.divided(
            by: Int128(step) * ExactFactor.whole, rule == .up ? .up : .down)
        return Price(paise: steps * step)
    }
}

/// The direction in which a price is brought onto the tick grid.
public enum TickRounding: Sendable {
    case up
    case down
}
