/// What curses needs to draw a style.
struct Pen: Equatable {
    var attributes: Attributes
    var pair: Int
    /// The number of the background's colour, -1 for the terminal's own.
    var background: Int

    /// Whether a space looks the same by both pens.
    ///
    /// Then it is drawn by the pen that is in hand, since a change of pens takes more bytes than most words.
    func drawsSpaces(of other: Pen) -> Bool {
        let seen: Attributes = [.reverse, .underline]
        return background == other.background && attributes.isDisjoint(with: seen)
            && other.attributes.isDisjoint(with: seen)
    }
}
