/// Which way a signal expects the underlying to move.
public enum SignalAction: String, Sendable, Codable, CaseIterable {
    case buy = "BUY"
    case sell = "SELL"

    /// The option that profits from it; the option itself is always bought.
    public var right: OptionRight {
        switch self {
        case .buy: .call
        case .sell: .put
        }
    }
}
