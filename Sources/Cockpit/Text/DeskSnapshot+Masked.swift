public import Trading

extension DeskSnapshot {
    /// The snapshot with the secrets of its dead letters' payloads masked.
    public var masked: DeskSnapshot {
        var desk = self
        desk.deadLetters.rows = deadLetters.rows.map(\.masked)
        return desk
    }
}
