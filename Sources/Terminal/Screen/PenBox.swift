/// Keeps the pens of a theme: each style is resolved once, each pair of colours defined once.
@MainActor
struct PenBox {
    /// The theme as it was given, and as it is for this terminal.
    private var given: Theme?
    private var theme: Theme?
    /// The pens, those wanted often in front: a frame takes a dozen of them by the hundred, which are found by a look at
    /// each sooner than by a hash of names.
    private var pens: [(style: Style, pen: Pen)] = []
    private var pairs: [ColourPair: Int] = [:]
    private let colours: Int
    private let pairLimit: Int

    private struct ColourPair: Hashable {
        let foreground: Int
        let background: Int
    }

    /// Creates an empty box.
    ///
    /// - Parameters:
    ///   - colours: The colours curses has.
    ///   - pairLimit: The pairs curses has.
    init(colours: Int, pairLimit: Int) {
        self.colours = colours
        self.pairLimit = pairLimit
    }

    /// Takes a theme; returns whether it is another one, so that everything must be drawn again.
    mutating func use(_ theme: Theme, depth: ColourDepth) -> Bool {
        guard theme != given else { return false }
        let isFirst = given == nil
        given = theme
        self.theme = theme.adapted(to: depth)
        pens = []
        pairs = [:]
        return !isFirst
    }

    mutating func pen(for style: Style) -> Pen {
        // Not by a closure: each call of one would first ask whether this is the main thread.
        for place in pens.indices where pens[place].style == style {
            let pen = pens[place].pen
            pens.swapAt(place, place / 2)
            return pen
        }
        guard let theme else { return Pen(attributes: style.attributes, pair: 0, background: -1) }
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
        let pair = define(ColourPair(foreground: foreground, background: background))
        // Pair 0 is the terminal's own colours, also where there was no pair left.
        let pen = Pen(
            attributes: attributes, pair: pair, background: pair == 0 ? -1 : background)
        pens.append((style, pen))
        return pen
    }

    private mutating func define(_ colours: ColourPair) -> Int {
        if let known = pairs[colours] { return known }
        if colours == ColourPair(foreground: -1, background: -1) { return 0 }
        // When all are in use the text takes the terminal's own colours, and stays readable.
        guard pairs.count < pairLimit else { return 0 }
        let pair = pairs.count + 1
        Curses.definePair(pair, foreground: colours.foreground, background: colours.background)
        pairs[colours] = pair
        return pair
    }

    /// The number curses has for a colour: an index, or red, green and blue on a 24-bit entry.
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
