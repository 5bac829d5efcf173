/// A 128-bit event id whose order is the order of creation.
///
/// The upper half is the wall clock in nanoseconds, the lower half a number that no other event of
/// the same bus carries, started at a random place for each bus. Ids made later therefore sort
/// later, which keeps database keys in insertion order.
public struct EventID: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// The wall clock of the event's creation, in nanoseconds since 1970.
    public let high: UInt64
    /// The number that tells events of one nanosecond, and of several buses, apart.
    public let low: UInt64

    /// Creates an id from its two halves.
    ///
    /// - Parameters:
    ///   - high: The upper 64 bits.
    ///   - low: The lower 64 bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads an id from its 32 hexadecimal digits.
    ///
    /// - Parameter description: Exactly 32 digits, as `description` writes them.
    public init?(_ description: String) {
        let digits = description.utf8
        guard digits.count == 32, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let high = UInt64(description.prefix(16), radix: 16),
            let low = UInt64(description.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    /// The id as 32 lower-case hexadecimal digits.
    public var description: String { Self.digits(high) + Self.digits(low) }

    /// Returns whether `lhs` was made before `rhs`.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.high, lhs.low) < (rhs.high, rhs.low)
    }

    private static func digits(_ half: UInt64) -> String {
        let text = String(half, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
