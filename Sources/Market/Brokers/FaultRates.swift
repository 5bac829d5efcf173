/// How often a simulated venue misbehaves, each from 0 (never) to 1 (always).
///
/// An order is refused, unanswered or cut off, never two of them: these three rates are shares of
/// all orders and add up to 1 at most.
public struct FaultRates: Hashable, Sendable {
    /// The venue refuses the order.
    public var reject: Double
    /// No answer comes; half of these orders are in the book all the same.
    public var timeout: Double
    /// A fill is reported twice.
    public var duplicateFill: Double
    /// A fill is reported after the cancellation that should have prevented it.
    public var lateFill: Double
    /// The connection drops as the order is sent, and stays away for
    /// `PaperBroker.Settings.outageSeconds`.
    public var disconnect: Double

    /// Makes a set of rates.
    ///
    /// - Parameters:
    ///   - reject: Orders that are refused, 0…1.
    ///   - timeout: Orders that are not answered, 0…1.
    ///   - duplicateFill: Fills that are reported twice, 0…1.
    ///   - lateFill: Cancellations that a fill overtakes, 0…1.
    ///   - disconnect: Orders at which the connection drops, 0…1.
    public init(
        reject: Double = 0, timeout: Double = 0, duplicateFill: Double = 0, lateFill: Double = 0,
        disconnect: Double = 0
    ) {
        self.reject = reject
        self.timeout = timeout
        self.duplicateFill = duplicateFill
        self.lateFill = lateFill
        self.disconnect = disconnect
    }

    /// A venue without a fault.
    public static let none = FaultRates()
}
