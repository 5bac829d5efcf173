/// Which panes share the screen, where it shows more than one.
public enum LayoutPreset: String, CaseIterable, Sendable {
    /// A little of everything.
    case all
    /// What a trader watches: positions, profit, signals.
    case trading
    /// What an operator watches: queues, handlers, dead letters.
    case operating

    /// Returns the preset so many places further, starting over at the end.
    func advanced(by step: Int) -> LayoutPreset {
        let all = Self.allCases
        let index = all.firstIndex(of: self) ?? 0
        return all[((index + step) % all.count + all.count) % all.count]
    }
}
