/// A screen in memory, for tests: inputs are prepared, and canvases are kept to be looked at.
@MainActor
public final class MemoryScreen: TerminalScreen {
    /// The size to draw for.
    public private(set) var size: Size
    /// The colours it shows.
    public let depth: ColourDepth
    /// The signs it can show.
    public let glyphs: Glyphs
    /// Whether mouse events are reported.
    public var isMouseEnabled = true

    /// The last canvas presented, or `nil` before the first.
    public private(set) var canvas: Canvas?
    /// The theme of the last canvas.
    public private(set) var theme: Theme?
    /// The number of canvases presented.
    public private(set) var presentations = 0
    /// The texts put on the clipboard.
    public private(set) var copied: [String] = []
    /// How often the bell sounded.
    public private(set) var rings = 0
    /// What the desktop was told.
    public private(set) var notifications: [String] = []
    /// Whether the screen was closed.
    public private(set) var isClosed = false

    private var inputs: [[TerminalInput]]

    /// Creates a screen.
    ///
    /// - Parameters:
    ///   - size: The size to draw for.
    ///   - depth: The colours it is to pretend to show.
    ///   - glyphs: The signs it is to pretend to show.
    ///   - inputs: What each wait returns, in order; once they are used up every wait asks the
    ///     program to end, so that no test runs for ever.
    public init(
        size: Size, depth: ColourDepth = .trueColour, glyphs: Glyphs = .unicode,
        inputs: [[TerminalInput]] = []
    ) {
        self.size = size
        self.depth = depth
        self.glyphs = glyphs
        self.inputs = inputs
    }

    /// Adds what a later wait returns.
    ///
    /// - Parameter inputs: The inputs of one wait.
    public func enqueue(_ inputs: TerminalInput...) {
        self.inputs.append(inputs)
    }

    /// Keeps a canvas and its theme.
    ///
    /// - Parameters:
    ///   - canvas: What to show.
    ///   - theme: The colours of its roles, at any depth.
    public func present(_ canvas: Canvas, theme: Theme) {
        guard !isClosed else { return }
        self.canvas = canvas
        self.theme = theme
        presentations += 1
    }

    /// Returns the next prepared inputs at once.
    ///
    /// - Parameters:
    ///   - untilMilliseconds: The longest time to wait from now, or `nil` for ever.
    ///   - wakeFD: A descriptor that ends the wait when it is readable, or `nil`.
    /// - Returns: What happened, in order, never empty.
    public func wait(untilMilliseconds: Int?, wakeFD: Int32?) -> [TerminalInput] {
        guard !isClosed, !inputs.isEmpty else { return [.terminate(signal: 15)] }
        let next = inputs.removeFirst()
        for case .resize(let size) in next { self.size = size }
        return next.isEmpty ? [.timeout] : next
    }

    /// Does nothing, since every canvas is kept whole.
    public func redraw() {}

    /// Lets the next wait report that the program is back.
    public func suspend() { inputs.insert([.resumed], at: 0) }

    /// Keeps a text as if it were put on the clipboard.
    ///
    /// - Parameter text: The text.
    public func copy(_ text: String) { copied.append(text) }

    /// Counts the bell.
    public func ring() { rings += 1 }

    /// Keeps a message as if the desktop had been told.
    ///
    /// - Parameters:
    ///   - text: What to tell.
    ///   - way: How to ask.
    public func notify(_ text: String, by way: DesktopNotification) { notifications.append(text) }

    /// Ends the screen; what is presented later is not kept.
    public func close() { isClosed = true }
}
