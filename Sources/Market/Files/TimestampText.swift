public import Trading

/// Instants in text: `YYYY-MM-DD HH:MM:SS`, with `T` or a space, a fraction and a zone as they
/// please.
public enum TimestampText {
    /// Reads an instant.
    ///
    /// - Parameter text: Such as `2025-06-26 09:27:47.784088`, `2025-06-26T03:57:47Z` or `…+05:30`;
    ///   a text without a zone is India's time, because that is what the exchange's files mean by
    ///   it.
    /// - Returns: The instant, `nil` when the text is anything else.
    public static func parse(_ text: some StringProtocol) -> Timestamp? {
        parse(ArraySlice(Array(text.utf8)))
    }

    static func parse(_ bytes: ArraySlice<UInt8>) -> Timestamp? {
        var scanner = Scanner(rest: bytes)
        guard let year = scanner.number(digits: 4), scanner.take(UInt8(ascii: "-")),
            let month = scanner.number(digits: 2), scanner.take(UInt8(ascii: "-")),
            let dayOfMonth = scanner.number(digits: 2),
            let day = CalendarDay(year: year, month: month, day: dayOfMonth),
            scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: " ")),
            let hour = scanner.number(digits: 2), hour < 24, scanner.take(UInt8(ascii: ":")),
            let minute = scanner.number(digits: 2), minute < 60
        else { return nil }
        var second = 0
        var nanoseconds = 0
        if scanner.take(UInt8(ascii: ":")) {
            guard let value = scanner.number(digits: 2), value < 60 else { return nil }
            second = value
            if scanner.take(UInt8(ascii: ".")) {
                guard let fraction = scanner.fraction() else { return nil }
                nanoseconds = fraction
            }
        }
        guard let offsetSeconds = scanner.zoneOffsetSeconds(), scanner.rest.isEmpty else {
            return nil
        }
        let india = Timestamp(
            india: day, secondsIntoDay: hour * 3600 + minute * 60 + second,
            nanoseconds: Int64(nanoseconds))
        let shift = Int64(Scanner.indiaOffsetSeconds - offsetSeconds)
        return Timestamp(nanoseconds: india.nanoseconds + shift * 1_000_000_000)
    }

    private struct Scanner {
        static let indiaOffsetSeconds = 19_800

        var rest: ArraySlice<UInt8>

        mutating func take(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(digits: Int) -> Int? {
            guard rest.count >= digits else { return nil }
            var value = 0
            for byte in rest.prefix(digits) {
                guard let digit = byte.digitValue else { return nil }
                value = value * 10 + digit
            }
            rest.removeFirst(digits)
            return value
        }

        /// The digits after the point as nanoseconds; digits past the ninth are dropped.
        mutating func fraction() -> Int? {
            var value = 0
            var digits = 0
            while let digit = rest.first?.digitValue {
                if digits < 9 {
                    value = value * 10 + digit
                    digits += 1
                }
                rest.removeFirst()
            }
            guard digits > 0 else { return nil }
            while digits < 9 {
                value *= 10
                digits += 1
            }
            return value
        }

        mutating func zoneOffsetSeconds() -> Int? {
            if rest.isEmpty { return Self.indiaOffsetSeconds }
            if take(UInt8(ascii: "Z")) { return 0 }
            let sign: Int
            if take(UInt8(ascii: "+")) {
                sign = 1
            } else if take(UInt8(ascii: "-")) {
                sign = -1
            } else {
                return nil
            }
            guard let hours = number(digits: 2), hours <= 14 else { return nil }
            _ = take(UInt8(ascii: ":"))
            guard let minutes = number(digits: 2), minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }
}
