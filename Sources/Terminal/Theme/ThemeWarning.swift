public import LocatedTOML

/// A key in a theme file that nothing is called by: the theme is used without it.
public struct ThemeWarning: Sendable, Equatable, CustomStringConvertible {
    /// Where it is.
    public let location: TOMLLocation
    /// The key nobody reads, with its tables before it.
    public let key: String
    /// The known key that may have been meant, written the same way.
    public let nearest: String?

    /// Where, what has no effect, and what may have been meant.
    public var description: String {
        "\(location): \"\(key)\" is unknown and has no effect"
            + (nearest.map { " (did you mean \"\($0)\"?)" } ?? "")
    }

    /// Tells of the unknown keys of a theme in one line, as far as one line goes: the first of them.
    ///
    /// - Parameters:
    ///   - warnings: The warnings of one theme, in the order of its file.
    ///   - theme: The name of the theme.
    /// - Returns: The line, or `nil` when there is nothing to tell.
    public static func summary(_ warnings: [ThemeWarning], ofTheme theme: String) -> String? {
        guard let first = warnings.first else { return nil }
        let keys = warnings.count == 1 ? "1 unknown key" : "\(warnings.count) unknown keys"
        return "theme \(theme): \(keys), line \(first.location.line): \(first.key)"
            + (first.nearest.map { "; did you mean \($0)" } ?? "")
    }
}
