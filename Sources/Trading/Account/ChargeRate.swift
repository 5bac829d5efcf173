/// A share of an amount, exact to one ten-millionth; 0.03503 % is 3,503 of them.
public struct ChargeRate: Hashable, Sendable, Codable {
    /// The share in ten-millionths.
    public var tenMillionths: Int64

    /// Makes a rate.
    ///
    /// - Parameter tenMillionths: The share in ten-millionths; 10,000 for 0.1 %.
    public init(tenMillionths: Int64) {
        self.tenMillionths = tenMillionths
    }

    /// Takes the share of an amount, rounded half-even to the paisa.
    ///
    /// - Parameter amount: The amount, never negative.
    /// - Returns: The share.
    public func of(_ amount: Money) -> Money {

        Money(
            paise: (Int128(amount.paise) * Int128(tenMillionths))
                .divided(by: Self.whole, .halfEven))
    }

    private static let whole: Int128 = 10_000_000
}
