/// Numbers in text, read from bytes.
enum DecimalText {
    /// Reads a decimal number.
    ///
    /// Up to 15 digits with a point are exact in binary floating point before one division by an
    /// exact power of ten, so the result is correctly rounded (Clinger's fast path); everything
    /// else goes to the standard library.
    ///
    /// - Parameter bytes: The number's characters and nothing else.
    /// - Returns: The number, infinite where the text names one that is too large; `nil` when it is none in
    ///   decimals.
    static func double(_ bytes: ArraySlice<UInt8>) -> Double? {
        var mantissa = 0
        var digits = 0
        var decimals = 0
        var hasPoint = false
        let isNegative = bytes.first == UInt8(ascii: "-")
        for byte in isNegative ? bytes.dropFirst() : bytes {
            if let digit = byte.digitValue {
                mantissa = mantissa * 10 + digit
                digits += 1
                if hasPoint { decimals += 1 }
                guard digits <= 15 else { return fromLibrary(bytes) }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                return fromLibrary(bytes)
            }
        }
        guard digits > 0 else { return nil }
        let value = Double(mantissa) / powersOfTen[decimals]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    private static let characters = Set("+-.0123456789Ee".utf8)

    private static func fromLibrary(_ bytes: ArraySlice<UInt8>) -> Double? {
        // The library would read words and hexadecimal numbers too.
        guard bytes.count <= 64, bytes.allSatisfy(characters.contains) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }
}
