/// The exchange's symbol of an option, for contracts that are generated.
///
/// Symbols are only ever written; what a contract is comes from the columns of the instrument list.
public enum ContractSymbol {
    /// Writes a symbol: `NIFTY25OCT25000CE` for a monthly expiry, `NIFTY25O1425000CE` for a weekly one.
    ///
    /// - Parameters:
    ///   - underlying: The underlying's name.
    ///   - expiry: The day of expiry.
    ///   - strike: The strike; written without trailing zeros, such as `142.5`.
    ///   - right: Call or put.
    ///   - isMonthly: Whether it is its month's last expiry.
    /// - Returns: The symbol.
    public static func text(
        underlying: String, expiry: CalendarDay, strike: Price, right: OptionRight, isMonthly: Bool
    ) -> String {
        let (year, month, day) = expiry.components
        let date =
            isMonthly ? monthNames[month - 1] : "\(monthLetters[month - 1])\(twoDigits(day))"
        return underlying + twoDigits(year % 100) + date + self.strike(strike) + right.rawValue
    }

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let monthLetters = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "O", "N", "D",
    ]

    private static func strike(_ strike: Price) -> String {
        let (rupees, paise) = strike.paise.quotientAndRemainder(dividingBy: 100)
        if paise == 0 { return String(rupees) }
        return paise % 10 == 0 ? "\(rupees).\(paise / 10)" : "\(rupees).\(twoDigits(Int(paise)))"
    }
}
