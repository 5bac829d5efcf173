extension DeskSnapshot {
    /// How many positions hold units of which no price is known yet: the totals count their unrealised profit as zero.
    public var unmarked: Int { positions.count(where: \.isUnmarked) }
}
