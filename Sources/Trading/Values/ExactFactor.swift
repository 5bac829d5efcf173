/// A factor as people write it, 0.65 or 1.45, as the decimal number that they mean.
///
/// A `Double` cannot hold 0.65: what is multiplied by it lies a hair beside the true product, and a level that
/// falls on a tick is then moved by a whole one. So a factor is taken to eight decimals, and what is multiplied
/// with it is exact.
struct ExactFactor {
    /// How many parts make 1.
    static let whole: Int128 = 100_000_000

    /// The factor in parts.
    let parts: Int128

    /// Takes a factor.
    ///
    /// - Parameter fraction: A finite number.
    init(_ fraction: Double) {
        parts = Int128((fraction * Double(Self.whole)).rounded(.toNearestOrEven))
    }

    /// Takes a percentage.
    ///
    /// - Parameter percent: A finite number, 35 for 0.35.
    init(percent: Double) {
        parts = Int128((percent * Double(Self.whole / 100)).rounded(.toNearestOrEven))
    }

    /// The product with a number of paise, in parts of a paisa.
    func times(_ paise: Int64) -> Int128 { Int128(paise) * parts }
}
