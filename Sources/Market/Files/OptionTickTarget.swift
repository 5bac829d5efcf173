public import Trading

/// The contract that a symbol in a file of ticks stands for.
public struct OptionTickTarget: Hashable, Sendable {
    /// The contract's id.
    public var id: InstrumentID
    /// The underlying's name.
    public var underlying: String

    /// Names a contract.
    ///
    /// - Parameters:
    ///   - id: The contract's id.
    ///   - underlying: The underlying's name.
    public init(id: InstrumentID, underlying: String) {
        self.id = id
        self.underlying = underlying
    }

    /// Finds what a symbol stands for on a day; `nil` when it is no option that can be traded then.
    public typealias Finder = (_ symbol: String, _ day: CalendarDay) -> OptionTickTarget?
}
