/// What a terminal is asked for to draw a style.
struct Pen: Equatable {
    /// The pen of a terminal that was asked for nothing.
    static let normal = Pen(attributes: [], foreground: -1, background: -1)

    var attributes: Attributes
    /// The number of the text's colour, -1 for the terminal's own.
    var foreground: Int
    /// The number of the background's colour, -1 for the terminal's own.
    var background: Int

    /// Whether a space looks the same by both pens.
    ///
    /// Then it is drawn by the pen that is in hand, since a change of pens takes more bytes than most words.
    func drawsSpaces(of other: Pen) -> Bool {
        background == other.background && showsBackgroundOnly && other.showsBackgroundOnly
    }

    /// Whether a space drawn by it shows nothing but the background.
    var showsBackgroundOnly: Bool { attributes.isDisjoint(with: [.reverse, .underline]) }
}
