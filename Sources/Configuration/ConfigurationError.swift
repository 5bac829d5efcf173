public import LocatedTOML
public import Trading

/// Why a configuration cannot be used: where, what is wrong, what would be right.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The file was named and cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is not TOML.
    case syntax(TOMLDocument.SyntaxError)
    /// There is no such key.
    case unknownKey(TOMLLocation, key: String, nearest: String?, known: [String])
    /// A name is not among those there are.
    case unknownName(
        TOMLLocation, kind: String, name: String, nearest: String?, known: [String])
    /// A value cannot be used.
    case unusable(TOMLLocation, reason: String)
    /// A value is not what its key needs.
    case badValue(TOMLLocation, key: String, expected: String, found: String)
    /// A calendar cannot be used; every line that is wrong.
    case calendar(SessionCalendarError)

    /// Where, what is wrong, and what would be right.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            return "\(path): the configuration cannot be read: \(reason)"
        case .syntax(let error):
            return error.description
        case .unknownKey(let place, let key, let nearest, let known):
            return "\(place): no key is called \"\(key)\"; \(Self.hint(nearest, known))"
        case .unknownName(let place, let kind, let name, let nearest, let known):
            return "\(place): no \(kind) is called \"\(name)\"; \(Self.hint(nearest, known))"
        case .unusable(let place, let reason):
            return "\(place): \(reason)"
        case .calendar(let error):
            return error.description
        case .badValue(let place, let key, let expected, let found):
            return "\(place): \"\(key)\" must be \(expected), not \(found)"
        }
    }

    /// Its line and column, from 1; 0 where it is about a file as a whole.
    public var place: (line: Int, column: Int) {
        switch self {
        case .unreadable, .calendar: (0, 0)
        case .syntax(let error): (error.location.line, error.location.column)
        case .unknownKey(let place, _, _, _), .unknownName(let place, _, _, _, _),
            .unusable(let place, _), .badValue(let place, _, _, _):
            (place.line, place.column)
        }
    }

    /// The key whose value is wrong, by the names of its tables from the outside in.
    var key: String? {
        guard case .badValue(_, let key, _, _) = self else { return nil }
        return key
    }

    private static func hint(_ nearest: String?, _ known: [String]) -> String {
        nearest.map { "did you mean \"\($0)\"?" } ?? "there are \(known.joined(separator: ", "))"
    }
}
