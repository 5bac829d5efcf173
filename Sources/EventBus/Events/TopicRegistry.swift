import Synchronization

/// The names of all topics that this process has made.
///
/// Cold: it is asked when a topic is made from text, when a pattern is resolved and when a name is
/// shown, never from publish to the start of a handler.
final class TopicRegistry: Sendable {
    static let shared = TopicRegistry()

    private struct State {
        var names: [String] = []
        var indices: [String: Int32] = [:]
    }

    private let state = Mutex(State())

    /// How many topics there are.
    ///
    /// Indices run from 0 to one less.
    var count: Int { state.withLock { $0.names.count } }

    func name(of index: Int32) -> String { state.withLock { $0.names[Int(index)] } }

    func intern(_ name: String) -> Int32 {
        state.withLock { state in
            if let index = state.indices[name] { return index }
            let index = Int32(state.names.count)
            state.names.append(name)
            state.indices[name] = index
            return index
        }
    }

    /// Splits a dotted text, and refuses empty tokens.
    static func tokens(of text: String) throws(TopicError) -> [Substring] {
        guard !text.isEmpty else { throw .empty }
        let tokens = text.split(separator: ".", omittingEmptySubsequences: false)
        if let position = tokens.firstIndex(where: \.isEmpty) {
            throw .emptyToken(text: text, position: position + 1)
        }
        return tokens
    }

    static func isPlain(_ token: Substring) -> Bool {
        token.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }
}
