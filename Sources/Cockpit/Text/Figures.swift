import Terminal
import Trading

/// Writes numbers as the cockpit shows them, in the signs of one glyph set.
///
/// Every number, a count as well as an amount of money, is grouped as it is in India: by lakhs and crores.
struct Figures: Sendable {
    let glyphs: Glyphs

    // MARK: - Plain numbers

    /// A count, such as `4,812` or `12,10,334`.
    func count(_ value: some BinaryInteger) -> String {
        let text = IndianFormat.whole(Int64(clamping: value.magnitude))
        return value < 0 ? "\(glyphs.minus)\(text)" : text
    }

    /// A count in at most five columns, such as `48.1k` or `3.2M`.
    func shortCount(_ value: some BinaryInteger) -> String {
        let number = Double(value)
        if number < 10_000 { return count(value) }
        if number < 1_000_000 { return Self.fixed(number / 1000, number < 100_000 ? 1 : 0) + "k" }
        if number < 1e9 { return Self.fixed(number / 1e6, number < 1e8 ? 1 : 0) + "M" }
        return Self.fixed(number / 1e9, 1) + "G"
    }

    /// A rate a second, such as `0.4`, `98` or `4,812`.
    func rate(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return "0" }
        return value < 9.95 ? Self.fixed(value, 1) : count(Int(min(value, 1e15).rounded()))
    }

    /// A fraction in percent, such as `41 %`.
    func percent(_ fraction: Double, decimals: Int = 0) -> String {
        bare(percent: fraction, decimals: decimals) + " %"
    }

    /// A fraction in percent without the sign, for columns that say it in the header.
    func bare(percent fraction: Double, decimals: Int = 1) -> String {
        number(fraction * 100, decimals: decimals)
    }

    /// A number with a plus or minus sign, such as `+10.9`.
    func signed(_ value: Double, decimals: Int) -> String {
        let text = Self.grouped(abs(value), decimals)
        if Self.isZero(value, decimals) { return text }
        return (value < 0 ? "\(glyphs.minus)" : "+") + text
    }

    /// A number with a minus sign where it is negative, such as `−6.1`.
    func number(_ value: Double, decimals: Int) -> String {
        let text = Self.grouped(abs(value), decimals)
        return value < 0 && !Self.isZero(value, decimals) ? "\(glyphs.minus)\(text)" : text
    }

    // MARK: - Money

    /// A price in rupees with two decimals, such as `118.40`.
    func price(_ price: Price) -> String { rupees(price.paise, decimals: true) }

    /// An amount with its sign only when negative, such as `−412.10`.
    func money(_ money: Money, decimals: Bool = true) -> String {
        rupees(money.paise, decimals: decimals)
    }

    /// An amount with its sign, such as `+12,480.50`.
    func signedMoney(_ money: Money, decimals: Bool = true) -> String {
        (money.paise > 0 ? "+" : "") + rupees(money.paise, decimals: decimals)
    }

    /// A profit with arrow, sign and role: three cues, of which colour is only one.
    func profit(_ money: Money, decimals: Bool = true, spaced: Bool = true) -> StyledText {
        let (arrow, role) = direction(money.paise)
        let gap = spaced ? " " : ""
        return StyledText("\(arrow)\(gap)\(signedMoney(money, decimals: decimals))", role)
    }

    /// An amount in rupees for an axis, in at most six columns: `+500`, `+1.5k`, `−20k`, `+2.5L`, `+3Cr`.
    func shortMoney(_ rupees: Double) -> String {
        let size = abs(rupees)
        let (unit, name): (Double, String) =
            if size < 1000 { (1, "") } else if size < 1e5 { (1e3, "k") } else if size < 1e7 {
                (1e5, "L")
            } else { (1e7, "Cr") }
        let value = rupees / unit
        let isWhole = abs(value - value.rounded()) < 0.05
        return signed(value, decimals: isWhole || unit == 1 ? 0 : 1) + name
    }

    /// A price of an underlying in rupees, such as `24,512.35`.
    func level(_ rupees: Double) -> String { Self.grouped(rupees, 2) }

    /// The arrow and the role of a change.
    func direction(_ change: some SignedNumeric & Comparable) -> (arrow: Character, role: Role) {
        if change > 0 { return (glyphs.up, .pnlGain) }
        if change < 0 { return (glyphs.down, .pnlLoss) }
        return (glyphs.flat, .pnlFlat)
    }

    private func rupees(_ paise: Int64, decimals: Bool) -> String {
        let magnitude = Money(paise: Int64(clamping: paise.magnitude))
        let text =
            decimals
            ? IndianFormat.rupees(magnitude) : IndianFormat.whole((magnitude.paise + 50) / 100)
        return paise < 0 ? "\(glyphs.minus)\(text)" : text
    }

    // MARK: - Time

    /// A latency, such as `340 µs`, `18 ms` or `2.1 s`; a dash when there is none.
    func latency(_ nanoseconds: UInt64) -> String {
        let value = Double(nanoseconds)
        if nanoseconds == 0 { return String(glyphs.dash) }
        if value < 1e6 {
            return Self.fixed(max(1, value / 1e3), 0) + (glyphs.isASCII ? " us" : " µs")
        }
        if value < 9.95e6 { return Self.fixed(value / 1e6, 1) + " ms" }
        if value < 9.995e8 { return Self.fixed(value / 1e6, 0) + " ms" }
        if value < 99.5e9 { return Self.fixed(value / 1e9, 1) + " s" }
        return span(value / 1e9)
    }

    /// A length of time in its largest unit, such as `12s`, `4m`, `3h` or `2d`.
    func span(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e12 else { return String(glyphs.infinity) }
        let whole = Int(max(0, seconds))
        if whole < 60 { return "\(whole)s" }
        if whole < 3600 { return "\(whole / 60)m" }
        if whole < 86_400 { return "\(whole / 3600)h" }
        return "\(whole / 86_400)d"
    }

    /// A length of time as `HH:MM:SS`.
    func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return String(glyphs.infinity) }
        let whole = Int(max(0, seconds))
        return [whole / 3600, whole / 60 % 60, whole % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// The age of a snapshot in seconds with one decimal, such as `0.2 s`.
    func age(_ seconds: Double) -> String {
        seconds < 10 ? Self.fixed(max(0, seconds), 1) + " s" : span(seconds)
    }

    // MARK: - Contracts

    /// A contract as people say it, such as `NIFTY 24500 CE 28AUG`.
    func symbol(_ contract: OptionContract) -> String {
        "\(strike(contract)) \(expiry(contract))"
    }

    /// A contract without its expiry, such as `NIFTY 24500 CE`.
    func strike(_ contract: OptionContract) -> String {
        let strike =
            contract.strike.paise % 100 == 0
            ? String(contract.strike.paise / 100) : Self.fixed(contract.strike.rupees, 2)
        return "\(contract.underlying) \(strike) \(contract.right.rawValue)"
    }

    /// A quantity in lots of its contract, such as `2 lots`; an odd remainder in units.
    func lots(of quantity: Quantity, _ contract: OptionContract) -> String {
        let (lots, rest) = quantity.units.quotientAndRemainder(dividingBy: contract.lotUnits)
        let words = "\(count(lots)) \(lots == 1 ? "lot" : "lots")"
        return rest == 0 ? words : "\(words) + \(rest)"
    }

    /// A contract's expiry, such as `28AUG`.
    func expiry(_ contract: OptionContract) -> String {
        let (_, month, day) = contract.expiry.components
        return (day < 10 ? "0\(day)" : "\(day)") + Self.months[(month - 1) % 12]
    }

    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    // MARK: - Digits

    /// A number with a fixed count of decimals and no grouping.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "?" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * Double(scale)).rounded()
        guard abs(scaled) < 9e18 else { return "?" }
        let whole = Int(scaled)
        let sign = whole < 0 ? "-" : ""
        guard decimals > 0 else { return sign + String(whole.magnitude) }
        let rest = String(whole.magnitude % UInt(scale))
        let zeros = String(repeating: "0", count: decimals - rest.count)
        return "\(sign)\(whole.magnitude / UInt(scale)).\(zeros)\(rest)"
    }

    /// The same with its whole part grouped.
    private static func grouped(_ value: Double, _ decimals: Int) -> String {
        let plain = fixed(value, decimals)
        return abs(value) < 1000 || plain == "?"
            ? plain : IndianFormat.decimal(value, decimals: decimals)
    }

    private static func isZero(_ value: Double, _ decimals: Int) -> Bool {
        fixed(value, decimals).allSatisfy { "-0.".contains($0) }
    }
}
