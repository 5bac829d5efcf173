import Foundation

/// The parts of an sRGB colour as amounts of light, 0…1.
struct LinearRGB {
    let parts: (red: Double, green: Double, blue: Double)

    init(_ colour: RGB) {
        parts = (Self.linear(colour.red), Self.linear(colour.green), Self.linear(colour.blue))
    }

    init(red: Double, green: Double, blue: Double) {
        parts = (red, green, blue)
    }

    /// The colour as screens take it; amounts outside 0…1 become the nearer end.
    var encoded: RGB {
        func encode(_ light: Double) -> UInt8 {
            let bounded = min(1, max(0, light))
            let value =
                bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * pow(bounded, 1 / 2.4) - 0.055
            return UInt8((value * 255).rounded())
        }
        return RGB(red: encode(parts.red), green: encode(parts.green), blue: encode(parts.blue))
    }

    private static func linear(_ part: UInt8) -> Double {
        let value = Double(part) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
}
