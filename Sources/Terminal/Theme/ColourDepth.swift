/// How many colours a terminal shows.
public enum ColourDepth: Int, CaseIterable, Comparable, Sendable {
    /// None; attributes only.
    case mono = 0
    /// The user's 16 colours.
    case ansi16 = 16
    /// The fixed palette of 256.
    case indexed256 = 256
    /// Every colour of 24 bits.
    case trueColour = 0x100_0000

    /// Returns whether one depth shows fewer colours than another.
    ///
    /// - Parameters:
    ///   - lhs: One depth.
    ///   - rhs: The other.
    /// - Returns: `true` when `lhs` shows fewer.
    public static func < (lhs: ColourDepth, rhs: ColourDepth) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}
