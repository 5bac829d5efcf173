/// Numbers as they are written in India: 12,34,567.50.
///
/// The last three digits stand together, all others in pairs. Everything is built from integers, so
/// the text never depends on a locale.
public enum IndianFormat {
    /// Writes an amount of money in rupees with two decimals.
    ///
    /// - Parameters:
    ///   - money: The amount.
    ///   - showsPlus: Whether an amount above zero carries a plus sign.
    /// - Returns: Such as `12,34,567.50`, `-20.00` or `+5.00`.
    public static func rupees(_ money: Money, showsPlus: Bool = false) -> String {
        paise(money.paise, showsPlus: showsPlus)
    }

    /// Writes a price in rupees with two decimals.
    ///
    /// - Parameter price: The price of one unit.
    /// - Returns: Such as `25,000.05`.
    public static func rupees(_ price: Price) -> String {
        paise(price.paise, showsPlus: false)
    }

    /// Writes a whole number with Indian grouping.
    ///
    /// - Parameter number: Any number.
    /// - Returns: Such as `-12,34,567`.
    public static func whole(_ number: Int64) -> String {
        (number < 0 ? "-" : "") + grouped(number.magnitude)
    }

    /// Writes a number with a fixed count of decimals, grouped, rounded half away from zero.
    ///
    /// - Parameters:
    ///   - value: Any number; what is not finite is written as a word.
    ///   - decimals: The count of decimals, 0…9.
    /// - Returns: Such as `0.526` or `1,234.5`.
    public static func decimal(_ value: Double, decimals: Int) -> String {
        precondition((0...9).contains(decimals), "decimals must be 0…9, got \(decimals)")
        guard value.isFinite else { return value.isNaN ? "not a number" : (value < 0 ? "-∞" : "∞") }
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero)
        guard scaled < 1e18 else { return String(value) }
        let digits = UInt64(scaled)
        let sign = value < 0 && digits > 0 ? "-" : ""
        guard decimals > 0 else { return sign + grouped(digits) }
        let fraction = String(digits % scale)
        let padding = String(repeating: "0", count: decimals - fraction.count)
        return sign + grouped(digits / scale) + "." + padding + fraction
    }

    /// Writes a percentage with its sign.
    ///
    /// - Parameters:
    ///   - value: The percentage; 5 for 5 %.
    ///   - decimals: The count of decimals, 0…9.
    /// - Returns: Such as `5.00 %`.
    public static func percent(_ value: Double, decimals: Int = 2) -> String {
        decimal(value, decimals: decimals) + " %"
    }

    private static func paise(_ paise: Int64, showsPlus: Bool) -> String {
        let magnitude = paise.magnitude
        let sign = paise < 0 ? "-" : (showsPlus && paise > 0 ? "+" : "")
        return sign + grouped(magnitude / 100) + "." + twoDigits(Int(magnitude % 100))
    }

    /// Three digits at the end, and pairs before them.
    private static func grouped(_ number: UInt64) -> String {
        let digits = String(number).utf8
        guard digits.count > 3 else { return String(number) }
        var text: [UInt8] = []
        text.reserveCapacity(2 * digits.count)
        var left = digits.count
        for digit in digits {
            if left < digits.count, left == 3 || left > 3 && left % 2 == 1 {
                text.append(UInt8(ascii: ","))
            }
            text.append(digit)
            left -= 1
        }
        return String(decoding: text, as: UTF8.self)
    }
}
