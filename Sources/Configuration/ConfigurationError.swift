public import LocatedTOML

/// Why a configuration cannot be used: where, what is wrong, what would be right.
public enum ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The file was named and cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is not TOML.
    case syntax(TOMLDocument.SyntaxError)
    /// There is no such key.
    case unknownKey(TOMLLocation, key: String, nearest: String?, known: [String])
    /// A value is not what its key needs.
    case badValue(TOMLLocation, key: String, expected: String, found: String)

    /// Where, what is wrong, and what would be right.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            return "\(path): the configuration cannot be read: \(reason)"
        case .syntax(let error):
            return error.description
        case .unknownKey(let place, let key, let nearest, let known):
            let hint =
                nearest.map { "did you mean \"\($0)\"?" }
                ?? "there are \(known.joined(separator: ", "))"
            return "\(place): no key is called \"\(key)\"; \(hint)"
        case .badValue(let place, let key, let expected, let found):
            return "\(place): \"\(key)\" must be \(expected), not \(found)"
        }
    }
}
