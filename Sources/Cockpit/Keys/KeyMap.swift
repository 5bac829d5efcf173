public import Terminal

/// Which key does what: the defaults of ``Action``, changed by the user's remappings.
public struct KeyMap: Sendable, Equatable {
    private let actions: [Key: Action]
    private let keys: [Action: [Key]]

    /// Two actions that want the same key; the first one has it.
    public struct Clash: Hashable, Sendable {
        /// The key.
        public let key: Key
        /// The action that has the key.
        public let winner: Action
        /// The action that lost it.
        public let loser: Action
    }

    /// The remappings and defaults that got in each other's way; empty for the defaults.
    public let clashes: [Clash]

    /// Makes a map.
    ///
    /// A remapped action loses its default keys, all of them. A remapped key is taken from the action that has it
    /// by default, and that is reported as a clash.
    ///
    /// - Parameter overrides: The user's keys of each remapped action, the one to show first; empty for none.
    public init(overrides: [Action: [Key]] = [:]) {
        var actions: [Key: Action] = [:]
        var keys: [Action: [Key]] = [:]
        var clashes: [Clash] = []
        // Remappings are bound first, so that they win over the defaults; each group in a fixed order.
        let remapped = Action.allCases.filter { overrides[$0] != nil }
        let others = Action.allCases.filter { overrides[$0] == nil }
        for action in remapped + others {
            for key in overrides[action] ?? action.defaultKeys {
                if let winner = actions[key] {
                    clashes.append(Clash(key: key, winner: winner, loser: action))
                } else {
                    actions[key] = action
                    keys[action, default: []].append(key)
                }
            }
        }
        // Whatever is remapped, the ways out stay: without them a screen could not be left.
        for (key, action) in [(Key.control("c"), Action.quit), (.escape, .back)]
        where actions[key] == nil {
            actions[key] = action
            keys[action, default: []].append(key)
        }
        self.actions = actions
        self.keys = keys
        self.clashes = clashes
    }

    /// Returns what a key does.
    ///
    /// - Parameter key: The key.
    /// - Returns: The action, or `nil` for a key that does nothing.
    public func action(for key: Key) -> Action? { actions[key] }

    /// Returns the keys of an action, the one to show first.
    ///
    /// - Parameter action: The action.
    /// - Returns: Its keys; empty when it has none.
    public func keys(for action: Action) -> [Key] { keys[action] ?? [] }

    /// Returns the key that hints show for an action.
    ///
    /// - Parameter action: The action.
    /// - Returns: The key's name, or the palette's spelling when it has no key.
    public func name(of action: Action) -> String {
        keys(for: action).first?.name ?? ":\(action.rawValue)"
    }
}
