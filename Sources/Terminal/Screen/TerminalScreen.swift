/// A place to show canvases and to wait for what the user does.
///
/// One owner on the main thread draws and waits in turn: nothing else may use the main actor
/// meanwhile, since ``wait(untilMilliseconds:wakeFD:)`` holds its thread.
@MainActor
public protocol TerminalScreen: AnyObject {
    /// The size to draw for.
    var size: Size { get }
    /// The colours it shows.
    var depth: ColourDepth { get }
    /// The signs it can show, with the frame of no theme in particular.
    var glyphs: Glyphs { get }
    /// Whether mouse events are reported; the user's own selection works only while they are not.
    var isMouseEnabled: Bool { get set }

    /// Shows a canvas; only what changed since the last one is sent.
    ///
    /// - Parameters:
    ///   - canvas: What to show.
    ///   - theme: The colours of its roles, at any depth.
    func present(_ canvas: Canvas, theme: Theme)

    /// Waits until something happens.
    ///
    /// - Parameters:
    ///   - untilMilliseconds: The longest time to wait from now in milliseconds, 0 not to wait at
    ///     all, or `nil` to wait for ever.
    ///   - wakeFD: A descriptor that other threads make readable to end the wait, or `nil`.
    /// - Returns: What happened, in order, never empty.
    func wait(untilMilliseconds: Int?, wakeFD: Int32?) -> [TerminalInput]

    /// Forgets what is shown, so that the next canvas is drawn in full.
    func redraw()

    /// Gives the terminal back and stops the whole process until it is continued.
    ///
    /// Call it for Ctrl-Z. The next wait reports ``TerminalInput/resumed``.
    func suspend()

    /// Puts a text on the user's clipboard, where the terminal allows it.
    ///
    /// - Parameter text: The text.
    func copy(_ text: String)

    /// Sounds the bell, or flashes, as the terminal is set.
    func ring()

    /// Asks the terminal to tell its desktop; one that cannot ignores it.
    ///
    /// - Parameters:
    ///   - text: What to tell.
    ///   - way: How to ask.
    func notify(_ text: String, by way: DesktopNotification)

    /// Gives the terminal back as it was found. Further calls do nothing.
    func close()
}
