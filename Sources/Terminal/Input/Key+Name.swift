extension Key {
    /// The names of the keys that are not characters.
    static let named: [(name: String, key: Key)] = [
        ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home),
        ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown), ("Tab", .tab),
        ("Shift-Tab", .backTab), ("Enter", .enter), ("Esc", .escape), ("Backspace", .backspace),
        ("Del", .delete), ("Ins", .insert), ("Space", .character(" ")),
    ]

    /// Other names people write.
    private static let aliases: [String: Key] = [
        "pageup": .pageUp, "pagedown": .pageDown, "backtab": .backTab, "s-tab": .backTab,
        "return": .enter, "escape": .escape, "delete": .delete, "insert": .insert,
    ]

    /// The name shown in hints and read from the configuration, such as `x`, `C-l` or `Shift-Tab`.
    ///
    /// A paste and the mouse have a name to show, which no configuration can bind.
    public var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(" "): "C-Space"
        case .control(let character): "C-\(character)"
        case .alt(" "): "M-Space"
        case .alt(let character): "M-\(character)"
        case .function(let number): "F\(number)"
        case .mouse: "<mouse>"
        case .paste: "<paste>"
        default: Self.named.first { $0.key == self }?.name ?? ""
        }
    }

    /// Reads a key's name.
    ///
    /// - Parameter name: One character, or a name as ``name`` writes it; only characters
    ///   distinguish upper and lower case, and Control does not.
    /// - Throws: ``KeyNameError`` when no key has this name.
    public init(name: String) throws(KeyNameError) {
        if let character = Self.only(name) {
            self = .character(character)
            return
        }
        let folded = name.lowercased()
        if let known = Self.named.first(where: { $0.name.lowercased() == folded })?.key
            ?? Self.aliases[folded]
        {
            self = known
            return
        }
        if folded.first == "f", let number = Int(folded.dropFirst()), (1...24).contains(number) {
            self = .function(number)
            return
        }
        for (prefix, isControl) in [("c-", true), ("ctrl-", true), ("m-", false), ("alt-", false)]
        where folded.hasPrefix(prefix) {
            let rest = name.dropFirst(prefix.count)
            guard let character = rest.lowercased() == "space" ? " " : Self.only(rest) else {
                break
            }
            if !isControl {
                self = .alt(character)
                return
            }
            if let key = Self.controlled(character) {
                self = key
                return
            }
        }
        throw KeyNameError(name: name)
    }

    /// Returns the key that Control and a character make, or `nil` where terminals send nothing.
    ///
    /// Terminals send the same byte for Control-I and Tab, and for three more such pairs.
    private static func controlled(_ character: Character) -> Key? {
        switch character.lowercased() {
        case "i": .tab
        case "j", "m": .enter
        case "h": .backspace
        case "[": .escape
        case let lower where "abcdefghijklmnopqrstuvwxyz \\]^_".contains(lower):
            .control(Character(lower))
        default: nil
        }
    }

    /// Returns the only character of a text, unless there are more or it cannot be typed.
    private static func only(_ text: some StringProtocol) -> Character? {
        guard text.count == 1, let character = text.first,
            let scalar = character.unicodeScalars.first, scalar.value >= 0x20, scalar.value != 0x7F
        else { return nil }
        return character
    }
}
