public import Trading

/// What the cockpit asks of the world outside it; the model itself only decides.
public enum Effect: Hashable, Sendable {
    /// Send a command to the desk, and tell the model the id it was given.
    case send(Command)
    /// End the cockpit.
    case quit
    /// Give the terminal back to the shell for a while.
    case suspend
    /// Use the theme of this name.
    case theme(String)
    /// Draw everything anew.
    case redraw
    /// Sound the bell: a key was refused.
    case bell
    /// Tell of an alert beyond the screen, as the rules say: by the bell, on the desktop.
    case alert(String)
    /// Put a text on the clipboard.
    case copy(String)
    /// Write a list to a file, and tell the model where.
    case export(ViewExport)
    /// Take the mouse, or leave it to the terminal.
    case mouse(Bool)
}
