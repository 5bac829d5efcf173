/// The ways to ask a terminal for a message on its desktop; none of them can be asked whether it works.
public enum DesktopNotification: Sendable {
    /// A text alone.
    case osc9
    /// A title and a text.
    case osc777
}
