/// The leaves of a payload as fields of a form, and the payload with some of them changed.
struct PayloadFields: Sendable, Equatable {
    /// A leaf with the keys that lead to it.
    struct Leaf: Sendable, Equatable {
        /// The keys from the outermost in, without those that only wrap.
        var label: String
        /// The text as a person edits it: a string without its quotes.
        var text: String
        /// Whether it is a string; else a number, `true`, `false` or `null`.
        var isString: Bool
        /// What is not shown, and stays unless something is typed over its mask.
        var secret: String?
    }

    private let root: JSONValue
    let leaves: [Leaf]

    /// Takes a payload apart.
    ///
    /// - Returns: `nil` when it is not JSON or has no leaf.
    init?(_ json: String) {
        guard let root = JSONValue(json) else { return nil }
        self.root = root
        var leaves: [Leaf] = []
        Self.collect(root, [], isSecret: false, &leaves)
        guard !leaves.isEmpty else { return nil }
        self.leaves = leaves
    }

    private static func collect(
        _ value: JSONValue, _ path: [String], isSecret: Bool, _ leaves: inout [Leaf]
    ) {
        switch value {
        case .object(let members):
            let parent = path.last { $0 != "_0" && Int($0) == nil }
            for member in members {
                collect(
                    member.value, path + [member.key],
                    isSecret: isSecret || Payload.isSecret(member.key, member.value, in: parent),
                    &leaves)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                collect(element, path + ["\(index)"], isSecret: isSecret, &leaves)
            }
        case .string(let text): leaves.append(leaf(path, text, isString: true, isSecret: isSecret))
        case .literal(let text):
            leaves.append(leaf(path, text, isString: false, isSecret: isSecret && text != "null"))
        }
    }

    private static func leaf(
        _ path: [String], _ text: String, isString: Bool, isSecret: Bool
    ) -> Leaf {
        Leaf(
            label: label(path), text: isSecret ? Payload.mask : text, isString: isString,
            secret: isSecret ? text : nil)
    }

    /// The name of the event's kind and of enumeration cases says nothing to whom edits.
    private static func label(_ path: [String]) -> String {
        let inner = path.firstIndex(of: "_0").map { path[($0 + 1)...] } ?? path[...]
        return inner.filter { $0 != "_0" }.joined(separator: ".")
    }

    /// Says what is wrong with a leaf's new text.
    ///
    /// - Returns: `nil` when it may be sent; whether the desk can use it is the desk's to say.
    func problem(_ text: String, at index: Int) -> String? {
        guard leaves.indices.contains(index), kept(text, at: index) == nil else { return nil }
        if leaves[index].secret != nil, text.contains("*") {
            return "the whole value, or \(Payload.mask) to keep the one there is"
        }
        guard !leaves[index].isString else { return nil }
        if case .literal? = JSONValue(text) { return nil }
        return "a number, true, false or null"
    }

    /// The secret that stays, since nothing was typed over its mask.
    private func kept(_ text: String, at index: Int) -> String? {
        guard leaves.indices.contains(index), text == Payload.mask else { return nil }
        return leaves[index].secret
    }

    /// Returns the payload with every leaf's text replaced.
    ///
    /// - Parameter texts: One text a leaf, in the order of ``leaves``; a mask keeps its secret.
    /// - Returns: The JSON on one line.
    func json(with texts: [String]) -> String {
        var rest = texts.enumerated().map { kept($1, at: $0) ?? $1 }[...]
        return Self.rebuilt(root, &rest).text
    }

    private static func rebuilt(_ value: JSONValue, _ texts: inout ArraySlice<String>) -> JSONValue
    {
        switch value {
        case .object(let members):
            .object(members.map { .init(key: $0.key, value: rebuilt($0.value, &texts)) })
        case .array(let elements): .array(elements.map { rebuilt($0, &texts) })
        case .string(let old): .string(texts.popFirst() ?? old)
        case .literal(let old): .literal(texts.popFirst() ?? old)
        }
    }
}
