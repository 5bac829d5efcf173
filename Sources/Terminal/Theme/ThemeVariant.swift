/// Whether a theme is made for a dark or a light background.
public enum ThemeVariant: String, CaseIterable, Sendable {
    /// Light text on a dark background.
    case dark
    /// Dark text on a light background.
    case light
}
