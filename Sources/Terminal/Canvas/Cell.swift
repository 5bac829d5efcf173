/// One cell of the screen: a glyph, how it looks, and how many columns it takes.
///
/// A plain value without references in 16 bytes, so that grids copy and compare fast. A base code point with up to two
/// combining marks of the basic plane fits; other marks are dropped.
public struct Cell: Sendable, Hashable {
    let base: Unicode.Scalar
    /// The marks upon it, 0 where there is none.
    private var firstMark: UInt16 = 0
    private var secondMark: UInt16 = 0
    /// How the cell looks.
    public var style: Style
    /// The columns the glyph takes: 1, 2, or 0 for the right half of a wide one.
    public let columns: UInt8

    /// A space on the screen's background.
    public static let blank = Cell(" ", style: .plain)

    /// Creates a cell from a code point that takes a column of its own.
    ///
    /// - Parameters:
    ///   - scalar: The code point; a control or zero-width one becomes a space, so that no text
    ///     can send commands to the terminal.
    ///   - style: How it looks.
    public init(_ scalar: Unicode.Scalar, style: Style) {
        let width = Self.isControl(scalar) ? 0 : DisplayWidth.of(scalar)
        base = width == 0 ? " " : scalar
        columns = UInt8(max(1, width))
        self.style = style
    }

    /// Creates a cell from a code point that is known to take one column; a control one becomes a space.
    init(narrow scalar: Unicode.Scalar, style: Style) {
        base = Self.isControl(scalar) ? " " : scalar
        columns = 1
        self.style = style
    }

    private init(rightHalfOf style: Style) {
        base = " "
        columns = 0
        self.style = style
    }

    /// Returns the right half that follows a wide cell.
    ///
    /// - Parameter style: The style of the wide cell.
    /// - Returns: A cell of no columns.
    static func continuation(style: Style) -> Cell { Cell(rightHalfOf: style) }

    /// The combining marks upon the base.
    var marks: [Unicode.Scalar] {
        [firstMark, secondMark].compactMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }

    /// Whether there is any mark.
    var hasMarks: Bool { firstMark != 0 }

    /// Whether the cell is the right half of the wide glyph before it.
    public var isContinuation: Bool { columns == 0 }

    /// The glyph with its combining marks; a space for a right half.
    public var glyph: Character {
        var text = String.UnicodeScalarView()
        text.append(base)
        text.append(contentsOf: marks)
        return Character(String(text))
    }

    /// Adds a combining mark, unless there are two already.
    ///
    /// - Parameter mark: A mark of no width; any other code point is ignored.
    mutating func combine(_ mark: Unicode.Scalar) {
        switch mark.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: break
        default: return  // format characters reorder or join text, which a grid cannot show
        }
        // The emoji selector makes some terminals draw two columns where the grid has one.
        guard mark.value != 0xFE0F, let mark = UInt16(exactly: mark.value) else { return }
        if firstMark == 0 { firstMark = mark } else if secondMark == 0 { secondMark = mark }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
}
