/// The six signs of a frame.
public struct BorderGlyphs: Sendable, Equatable {
    /// The level line.
    public let horizontal: Character
    /// The upright line.
    public let vertical: Character
    /// The upper left corner.
    public let topLeft: Character
    /// The upper right corner.
    public let topRight: Character
    /// The lower left corner.
    public let bottomLeft: Character
    /// The lower right corner.
    public let bottomRight: Character

    /// Creates the signs of a kind of frame.
    ///
    /// - Parameter style: The kind of frame.
    public init(_ style: BorderStyle) {
        switch style {
        case .rounded: self.init("─", "│", "╭", "╮", "╰", "╯")
        case .single: self.init("─", "│", "┌", "┐", "└", "┘")
        case .heavy: self.init("━", "┃", "┏", "┓", "┗", "┛")
        case .double: self.init("═", "║", "╔", "╗", "╚", "╝")
        case .ascii: self.init("-", "|", "+", "+", "+", "+")
        }
    }

    init(
        _ horizontal: Character, _ vertical: Character, _ topLeft: Character,
        _ topRight: Character, _ bottomLeft: Character, _ bottomRight: Character
    ) {
        self.horizontal = horizontal
        self.vertical = vertical
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomLeft = bottomLeft
        self.bottomRight = bottomRight
    }
}
