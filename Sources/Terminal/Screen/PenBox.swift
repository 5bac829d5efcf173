/// Keeps the pens of a theme: each style is resolved once.
struct PenBox {
    /// The theme as it was given, and as it is for this terminal.
    private var given: Theme?
    private var theme: Theme?
    /// The pens, those wanted often in front: a frame takes a dozen of them by the hundred, which are found by a look at
    /// each sooner than by a hash of names.
    private var pens: [(style: Style, pen: Pen)] = []
    private let colours: Int
    private let colourless: Attributes

    /// Creates an empty box.
    ///
    /// - Parameters:
    ///   - colours: The colours the terminal has.
    ///   - colourless: The attributes that the terminal does not show together with a colour.
    init(colours: Int, colourless: Attributes) {
        self.colours = colours
        self.colourless = colourless
    }

    /// Takes a theme; returns whether it is another one, so that everything must be drawn again.
    mutating func use(_ theme: Theme, depth: ColourDepth) -> Bool {
        guard theme != given else { return false }
        let isFirst = given == nil
        given = theme
        self.theme = theme.adapted(to: depth)
        pens = []
        return !isFirst
    }

    mutating func pen(for style: Style) -> Pen {
        for place in pens.indices where pens[place].style == style {
            let pen = pens[place].pen
            pens.swapAt(place, place / 2)
            return pen
        }
        guard let theme else { return .normal }
        let resolved = theme.resolve(style)
        var attributes = resolved.attributes
        var foreground = number(resolved.foreground)
        var background = number(resolved.background)
        // With 8 colours only, bold stands for the bright ones.
        if colours <= 8 {
            if foreground >= 8 { attributes.insert(.bold) }
            if foreground >= 0 { foreground %= 8 }
            if background >= 0 { background %= 8 }
        }
        if foreground >= 0 || background >= 0 { attributes.subtract(colourless) }
        let pen = Pen(attributes: attributes, foreground: foreground, background: background)
        pens.append((style, pen))
        return pen
    }

    /// The number terminfo has for a colour: an index, or red, green and blue on a 24-bit entry.
    private func number(_ colour: Colour) -> Int {
        switch colour {
        case .terminalDefault: return -1
        case .indexed(let index):
            guard colours > 256, index >= 8 else { return Int(index) }
            return rgbNumber(Palette256.colours[Int(index)])
        case .rgb(let rgb): return rgbNumber(rgb)
        }
    }

    /// On a 24-bit entry the numbers below 8 are the user's colours, so the few almost black blues
    /// there are move to the nearest one that is not.
    private func rgbNumber(_ rgb: RGB) -> Int { max(8, Int(rgb.hex)) }
}
