/// One position as a list shows it.
public struct PositionStatusRow: Hashable, Sendable, Codable, Identifiable {
    /// The position.
    public var position: Position
    /// Its marks in paise, one each few seconds, oldest first, at most 300.
    public var markHistory: [Int64]
    /// The newest quote of its contract.
    public var quote: Quote?
    /// Its greeks, for one unit, at the last mark.
    public var greeks: Greeks?
    /// Whether the last quote is too old to decide anything.
    public var isMarkStale: Bool

    /// The position's id.
    public var id: PositionID { position.id }

    /// Realised and unrealised profit before charges; the unrealised part counts as zero without a mark.
    public var profit: Money { position.realised + (position.unrealised ?? .zero) }

    /// Whether units are held of which no price is known yet, so that nobody can say what they gain or lose.
    public var isUnmarked: Bool { position.mark == nil && position.remainingQuantity > .zero }

    /// The change of the premium since entry, as a fraction; `nil` without an entry or a mark.
    public var changeFraction: Double? {
        guard let mark = position.mark, position.entryPrice > .zero else { return nil }
        return Double(mark.paise - position.entryPrice.paise) / Double(position.entryPrice.paise)
    }

    /// Makes the value.
    ///
    /// - Parameters:
    ///   - position: The position.
    ///   - markHistory: Its marks in paise, one each few seconds, oldest first, at most 300.
    ///   - quote: The newest quote of its contract.
    ///   - greeks: Its greeks, for one unit, at the last mark.
    ///   - isMarkStale: Whether the last quote is too old to decide anything.
    public init(
        position: Position,
        markHistory: [Int64] = [],
        quote: Quote? = nil,
        greeks: Greeks? = nil,
        isMarkStale: Bool = false
    ) {
        self.position = position
        self.markHistory = markHistory
        self.quote = quote
        self.greeks = greeks
        self.isMarkStale = isMarkStale
    }
}
