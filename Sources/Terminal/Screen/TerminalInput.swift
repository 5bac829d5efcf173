/// What ended a wait of the screen.
public enum TerminalInput: Sendable, Hashable {
    /// A key, the mouse or a paste.
    case key(Key)
    /// The terminal has another size.
    case resize(Size)
    /// The colour of the terminal's own background, as it has told when asked.
    case background(RGB)
    /// The terminal's window got or lost the focus.
    case focus(Bool)
    /// The program is back in the foreground after it was suspended; draw everything again.
    case resumed
    /// The program is to end: the signal that asked, where a lost terminal counts as SIGHUP.
    case terminate(signal: Int32)
    /// The wake descriptor was signalled.
    case wake
    /// Nothing happened in the time given.
    case timeout
}
