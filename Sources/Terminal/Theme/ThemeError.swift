public import LocatedTOML

/// Why a theme cannot be used.
public struct ThemeError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Equatable {
        /// The file cannot be read.
        case unreadable(reason: String)
        /// The file is not TOML, or defines a key twice.
        case syntax(message: String)
        /// No theme has this name.
        case unknownTheme(name: String, nearest: String?, known: [String])
        /// A theme inherits itself by way of these.
        case inheritsItself(chain: [String])
        /// A dark theme inherits a light one, or the other way round.
        case inheritsOtherVariant(name: String, variant: ThemeVariant)
        /// There is no such role.
        case unknownRole(name: String, nearest: String?)
        /// A palette has no such name.
        case unknownColourName(name: String, nearest: String?)
        /// A palette name stands, by way of others, for itself.
        case circularColourName(name: String)
        /// Something that looks like a colour is none.
        case badColour(text: String)
        /// There is no such attribute.
        case badAttribute(name: String, nearest: String?)
        /// A value is not what its key needs.
        case badValue(key: String, expected: String, found: String)
    }

    /// Where it is.
    public let location: TOMLLocation
    /// What is wrong.
    public let problem: Problem

    /// Where, what is wrong, and what would be right.
    public var description: String { "\(location): \(message)" }

    private var message: String {
        switch problem {
        case .unreadable(let reason):
            return "the theme cannot be read: \(reason)"
        case .syntax(let message):
            return "not valid TOML: \(message)"
        case .unknownTheme(let name, let nearest, let known):
            return "no theme is called \"\(name)\"\(hint(nearest)); "
                + "there are \(known.joined(separator: ", "))"
        case .inheritsItself(let chain):
            return "the theme inherits itself: \(chain.joined(separator: " > ")); "
                + "inherit base-dark or base-light"
        case .inheritsOtherVariant(let name, let variant):
            return "\"\(name)\" is a \(variant) theme, and its colours would not be readable here; "
                + "inherit one of the same variant"
        case .unknownRole(let name, let nearest):
            return "no role is called \"\(name)\"\(hint(nearest))"
        case .unknownColourName(let name, let nearest):
            return
                "the palette has no colour \"\(name)\"\(hint(nearest)); expected a palette name, "
                + Self.colourForms
        case .circularColourName(let name):
            return "the palette's colour \"\(name)\" stands for itself; give it a value"
        case .badColour(let text):
            return "\"\(text)\" is no colour; expected a palette name, \(Self.colourForms)"
        case .badAttribute(let name, let nearest):
            let known = Attributes.named.map(\.name).joined(separator: ", ")
            return "no attribute is called \"\(name)\"\(hint(nearest)); expected \(known)"
        case .badValue(let key, let expected, let found):
            return "\"\(key)\" must be \(expected), not \(found)"
        }
    }

    private static let colourForms =
        "\"#rrggbb\", \"ansi:0\" to \"ansi:15\", \"x:0\" to \"x:255\" or \"default\""

    private func hint(_ nearest: String?) -> String {
        nearest.map { " (did you mean \"\($0)\"?)" } ?? ""
    }
}
