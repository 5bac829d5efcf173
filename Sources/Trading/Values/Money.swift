/// An amount of money in paise.
///
/// Money never touches a floating-point number on its way into a balance.
public struct Money: Hashable, Comparable, Sendable, Codable {
    /// The amount in paise (1 rupee = 100 paise); negative for a loss or a debt.
    public var paise: Int64

    /// Makes an amount from paise.
    ///
    /// - Parameter paise: The amount in paise.
    public init(paise: Int64) {
        self.paise = paise
    }

    /// Makes an amount from whole rupees.
    ///
    /// - Parameter rupees: The amount in rupees.
    public init(rupees: Int64) {
        paise = rupees * 100
    }

    /// The amount in rupees, for display and ratios only.
    public var rupees: Double { Double(paise) / 100 }

    /// Nothing.
    public static let zero = Money(paise: 0)

    /// Orders the two by their value.
    public static func < (lhs: Money, rhs: Money) -> Bool { lhs.paise < rhs.paise }
    /// Adds the two exactly.
    public static func + (lhs: Money, rhs: Money) -> Money { Money(paise: lhs.paise + rhs.paise) }
    /// Subtracts the second from the first exactly.
    public static func - (lhs: Money, rhs: Money) -> Money { Money(paise: lhs.paise - rhs.paise) }
    /// Turns the sign around.
    public static prefix func - (value: Money) -> Money { Money(paise: -value.paise) }
    /// Adds the second to the first exactly.
    public static func += (lhs: inout Money, rhs: Money) { lhs.paise += rhs.paise }
    /// Subtracts the second from the first exactly.
    public static func -= (lhs: inout Money, rhs: Money) { lhs.paise -= rhs.paise }

    /// Multiplies by a fraction, rounded half-even to the paisa.
    ///
    /// - Parameter fraction: A finite factor, such as 0.03 for "3 % of it"; eight decimals count.
    /// - Returns: The scaled amount.
    public func scaled(by fraction: Double) -> Money {
        Money(
            paise: ExactFactor(fraction).times(paise).divided(by: ExactFactor.whole, .halfEven))
    }

    /// The share of each of some, rounded half-even to the paisa.
    ///
    /// - Parameter count: How many, more than zero.
    /// - Returns: The share.
    public func divided(by count: Int) -> Money {
        Money(paise: Int128(paise).divided(by: Int128(count), .halfEven))
    }
}
