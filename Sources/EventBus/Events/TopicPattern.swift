/// A set of topics: a name in which `*` stands for any one token, and a last `>` for one or more.
///
/// `order.*` matches `order.filled` but not `order` or `order.leg.filled`; `order.>` matches the
/// first and the last of these; `>` alone matches every topic.
///
/// As with `Topic`, a literal argument (`TopicPattern("order.*")`) takes the literal initializer,
/// which stops the program when it is invalid; text that may be wrong belongs in a variable.
public struct TopicPattern: Hashable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    private enum Token: Hashable {
        case name(String)
        case any
        case rest
    }

    /// The text of the pattern.
    public let description: String
    private let tokens: [Token]

    /// Creates a pattern from its text.
    ///
    /// - Parameter text: A topic's name in which tokens may be `*` and the last one `>`.
    /// - Throws: `TopicError` when the text is no such pattern.
    public init(_ text: String) throws(TopicError) {
        let parts = try TopicRegistry.tokens(of: text)
        var tokens: [Token] = []
        for part in parts {
            switch part {
            case "*": tokens.append(.any)
            case ">":
                guard tokens.count == parts.count - 1 else { throw .restNotLast(text: text) }
                tokens.append(.rest)
            default:
                guard TopicRegistry.isPlain(part) else {
                    throw .invalidToken(text: text, token: String(part))
                }
                tokens.append(.name(String(part)))
            }
        }
        self.tokens = tokens
        description = text
    }

    /// Creates a pattern from a literal, which must be valid.
    ///
    /// - Parameter value: The pattern. An invalid literal is a mistake in the program and stops it.
    public init(stringLiteral value: String) {
        do {
            try self.init(value)
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// Creates the pattern that matches one topic only.
    ///
    /// - Parameter topic: The topic.
    public init(_ topic: Topic) {
        description = topic.name
        tokens = description.split(separator: ".").map { .name(String($0)) }
    }

    /// Returns whether the pattern covers a topic.
    ///
    /// - Parameter topic: The topic.
    /// - Returns: Whether it matches.
    /// - Complexity: O(tokens). Routing does this when subscribing, not per event.
    public func matches(_ topic: Topic) -> Bool {
        matches(topic.name)
    }

    func matches(_ name: String) -> Bool {
        let names = name.split(separator: ".")
        for (position, token) in tokens.enumerated() {
            guard position < names.count else { return false }
            switch token {
            case .rest: return true
            case .any: continue
            case .name(let expected): guard names[position] == expected else { return false }
            }
        }
        return names.count == tokens.count
    }
}
