/// A key as the user pressed it, whatever bytes the terminal sent for it.
///
/// Shift, Control or Alt together with a key that is not a character are told only for Shift-Tab;
/// other such keys are reported as the plain key.
public enum Key: Sendable, Hashable {
    /// A character, the space among them.
    case character(Character)
    /// Control and a character, in lower case.
    case control(Character)
    /// Alt and a character.
    case alt(Character)
    /// The arrow up.
    case up
    /// The arrow down.
    case down
    /// The arrow left.
    case left
    /// The arrow right.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Tab.
    case tab
    /// Shift and Tab.
    case backTab
    /// Enter or return.
    case enter
    /// Escape, pressed by itself.
    case escape
    /// Backspace.
    case backspace
    /// Delete.
    case delete
    /// Insert.
    case insert
    /// A function key, from 1.
    case function(Int)
    /// A press, release or turn of the wheel of the mouse.
    case mouse(MouseEvent)
    /// Text that was pasted in one piece, which is never a command.
    case paste(String)
}
