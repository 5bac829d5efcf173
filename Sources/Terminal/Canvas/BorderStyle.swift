/// The kinds of frame a theme may ask for.
///
/// The raw value is the word in the `[border]` table of a theme file.
public enum BorderStyle: String, CaseIterable, Sendable {
    /// Thin lines with round corners.
    case rounded
    /// Thin lines.
    case single
    /// Thick lines.
    case heavy
    /// Two lines side by side.
    case double
    /// Signs of plain ASCII.
    case ascii
}
