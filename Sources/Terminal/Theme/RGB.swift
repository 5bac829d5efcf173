/// A colour as red, green and blue.
public struct RGB: Sendable, Hashable, CustomStringConvertible {
    /// The red part, 0…255.
    public let red: UInt8
    /// The green part, 0…255.
    public let green: UInt8
    /// The blue part, 0…255.
    public let blue: UInt8

    /// Creates a colour from its parts.
    ///
    /// - Parameters:
    ///   - red: The red part, 0…255.
    ///   - green: The green part, 0…255.
    ///   - blue: The blue part, 0…255.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Creates a colour from a number as it is usually written, `0xRRGGBB`.
    ///
    /// - Parameter hex: The number; bits above the lowest 24 are ignored.
    public init(_ hex: UInt32) {
        self.init(
            red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
    }

    /// The colour as a number, `0xRRGGBB`.
    public var hex: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

    /// The colour as theme files write it, `#rrggbb`.
    public var description: String {
        let digits = String(hex, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Returns a colour on the straight line to another one.
    ///
    /// - Parameters:
    ///   - other: The colour at 1.
    ///   - fraction: How far to go, 0…1.
    /// - Returns: The mixed colour.
    func mixed(with other: RGB, _ fraction: Double) -> RGB {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * fraction).rounded())
        }
        return RGB(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
}
