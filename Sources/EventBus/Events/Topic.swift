/// What an event is about: a dotted name such as `order.filled`.
///
/// Names are interned for the life of the process, so that a topic is one small number and routing
/// is an array look-up. Making one from text takes a lock: keep topics in `static let`s.
public struct Topic: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The place of the name in the process-wide registry, dense from 0.
    let index: Int32

    init(index: Int32) {
        self.index = index
    }

    /// Creates a topic from its name.
    ///
    /// - Parameter name: Tokens of letters, digits, `-` and `_`, joined by dots.
    /// - Throws: `TopicError` when the name is no such text.
    public init(_ name: String) throws(TopicError) {
        for token in try TopicRegistry.tokens(of: name) {
            guard TopicRegistry.isPlain(token) else {
                throw .invalidToken(text: name, token: String(token))
            }
        }
        self.init(index: TopicRegistry.shared.intern(name))
    }

    /// Creates a topic from a literal, which must be a valid name.
    ///
    /// - Parameter value: The name. An invalid literal is a mistake in the program and stops it.
    public init(stringLiteral value: String) {
        do {
            try self.init(value)
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// The dotted name.
    ///
    /// Takes a lock: for display, not for hot code.
    public var name: String { TopicRegistry.shared.name(of: index) }

    /// The dotted name.
    public var description: String { name }
}
