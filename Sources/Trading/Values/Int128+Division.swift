/// Where an inexact quotient goes.
enum DivisionRounding {
    /// To the next lower whole number, also below zero.
    case down
    /// To the next higher one.
    case up
    /// To the nearest one, and from the middle to the even one.
    case halfEven
}

extension Int128 {
    /// Divides money and prices: exact, with one rounding at the end.
    ///
    /// - Parameters:
    ///   - divisor: More than zero.
    ///   - rounding: Where an inexact quotient goes.
    /// - Returns: The quotient, which has to fit into 64 bits.
    func divided(by divisor: Int128, _ rounding: DivisionRounding) -> Int64 {
        precondition(divisor > 0, "a divisor above zero is needed, got \(divisor)")
        var (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        if remainder < 0 {
            quotient -= 1
            remainder += divisor
        }
        let isUp =
            switch rounding {
            case .down: false
            case .up: remainder > 0
            case .halfEven:
                remainder * 2 > divisor || (remainder * 2 == divisor && quotient % 2 != 0)
            }
        return Int64(isUp ? quotient + 1 : quotient)
    }
}
