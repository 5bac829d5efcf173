/// A colour as a terminal can be asked for it.
public enum Colour: Sendable, Hashable, CustomStringConvertible {
    /// Whatever the user's terminal has for text or background.
    case terminalDefault
    /// A number in the terminal's palette. The first 16 are the user's own, the rest are fixed.
    case indexed(UInt8)
    /// A colour of 24 bits.
    case rgb(RGB)

    /// The colour that is shown, or `nil` where only the user's terminal knows.
    public var rgb: RGB? {
        switch self {
        case .terminalDefault: nil
        case .indexed(let index): index < 16 ? nil : Palette256.colours[Int(index)]
        case .rgb(let rgb): rgb
        }
    }

    /// The colour as theme files write it.
    public var description: String {
        switch self {
        case .terminalDefault: "default"
        case .indexed(let index): index < 16 ? "ansi:\(index)" : "x:\(index)"
        case .rgb(let rgb): rgb.description
        }
    }
}
