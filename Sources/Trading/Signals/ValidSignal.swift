/// A signal that every rule has let pass, with its prices as the desk counts them.
///
/// Only `SignalValidator` makes one, so whoever holds it need not check again.
public struct ValidSignal: Hashable, Sendable {
    /// The signal as it came.
    public let signal: Signal
    /// The underlying's name in the instrument list.
    public let symbol: String
    /// The underlying's price of entry.
    public let entry: Price
    /// The underlying's price at which the idea is wrong.
    public let stop: Price
    /// The underlying's price at which the idea has paid.
    public let target: Price
    /// The strength 0…1; `nil` where the source does not say.
    public let strength: Double?
    /// The expected move in percent of the entry.
    public let expectedMovePercent: Double

    /// The expected direction.
    public var action: SignalAction { signal.action }
}
