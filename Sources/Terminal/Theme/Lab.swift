import Foundation

/// A colour in CIE L*a*b* under D65 light, where distances follow the eye more closely than in RGB.
struct Lab {
    let lightness: Double
    let a: Double
    let b: Double

    init(_ colour: RGB) {
        let (red, green, blue) = LinearRGB(colour).parts
        // The matrix of sRGB to XYZ (IEC 61966-2-1) and the white point of D65.
        let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
        let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
        let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
        func f(_ t: Double) -> Double {
            t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
        }
        lightness = 116 * f(y) - 16
        a = 500 * (f(x) - f(y))
        b = 200 * (f(y) - f(z))
    }

    /// Returns the distance ΔE of CIE 1976; about 2 can just be told apart side by side.
    func distance(to other: Lab) -> Double {
        let (l, u, v) = (lightness - other.lightness, a - other.a, b - other.b)
        return (l * l + u * u + v * v).squareRoot()
    }
}
