import LocatedTOML

/// A colour scheme in the base16 format, which many editors' themes are published in.
///
/// It is a list of sixteen colours with fixed meanings, from `base00` to `base0F`, in the simplest
/// form of YAML: a key and a value on a line.
public struct Base16Scheme: Sendable {
    /// The name of the scheme.
    public let name: String
    /// Who made it.
    public let author: String
    /// Whether its background is dark.
    public let variant: ThemeVariant
    private let colours: [String: RGB]

    /// The palette names of our themes and the slots they are taken from.
    private static let slots: [(name: String, slot: String)] = [
        ("bg", "base00"), ("panel", "base01"), ("sel", "base02"), ("faint", "base03"),
        ("muted", "base04"), ("fg", "base05"), ("red", "base08"), ("orange", "base09"),
        ("yellow", "base0a"), ("green", "base0b"), ("cyan", "base0c"), ("blue", "base0d"),
        ("magenta", "base0e"),
    ]

    /// Reads a scheme.
    ///
    /// - Parameters:
    ///   - text: The contents of the file.
    ///   - file: The file's name, for messages, and for the scheme if it has no name.
    /// - Throws: ``ThemeError`` with the line of a value that is no colour, or with the name of a
    ///   colour that is missing.
    public init(_ text: String, file: String) throws(ThemeError) {
        var values: [String: String] = [:]
        var colours: [String: RGB] = [:]
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = Self.trimmed(line[..<colon]).lowercased()
            let value = Self.value(line[line.index(after: colon)...])
            values[key] = value
            guard key.hasPrefix("base0") else { continue }
            let hex = value.hasPrefix("#") ? value : "#" + value
            guard case .colour(.rgb(let rgb)) = ColourReference(hex) else {
                let place = TOMLLocation(file: file, line: index + 1, column: 1)
                throw ThemeError(location: place, problem: .badColour(text: value))
            }
            colours[key] = rgb
        }
        for (_, slot) in Self.slots where colours[slot] == nil {
            throw ThemeError(
                location: TOMLLocation(file: file, line: 0, column: 0),
                problem: .badValue(
                    key: slot, expected: "six hexadecimal digits in quotes", found: "missing"))
        }
        name = values["name"] ?? values["scheme"] ?? file
        author = values["author"] ?? ""
        self.colours = colours
        let isDark = colours["base00"].map { Lab($0).lightness < 50 } ?? true
        variant = values["variant"].flatMap(ThemeVariant.init) ?? (isDark ? .dark : .light)
    }

    /// The scheme as a theme file of ours.
    public var themeFile: String {
        var lines = [
            "[meta]", "name = \(Self.quoted(name))", "variant = \"\(variant.rawValue)\"",
            "author = \(Self.quoted(author))", "inherits = \"base-\(variant.rawValue)\"", "",
            "[palette]",
        ]
        for (name, slot) in Self.slots {
            if let colour = colours[slot] { lines.append("\(name) = \"\(colour)\"") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Text

    /// The value of a line, without quotes, and without a comment after an unquoted value.
    private static func value(_ text: Substring) -> String {
        let value = trimmed(text)
        if let quote = value.first, quote == "\"" || quote == "'" {
            return String(value.dropFirst().prefix { $0 != quote })
        }
        return value.firstRange(of: " #").map { trimmed(value[..<$0.lowerBound]) } ?? value
    }

    private static func trimmed(_ text: Substring) -> String {
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) }
        return String(text[..<(end ?? text.startIndex)].drop(while: \.isWhitespace))
    }

    /// A text as TOML writes it.
    private static func quoted(_ text: String) -> String {
        let safe = text.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
            .unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return "\"\(String(String.UnicodeScalarView(safe)))\""
    }
}
