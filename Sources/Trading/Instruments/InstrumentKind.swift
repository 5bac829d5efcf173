/// What an instrument is, as the exchange's list spells it.
public enum InstrumentKind: String, Sendable, Codable, CaseIterable {
    case future = "FUT"
    case call = "CE"
    case put = "PE"
    case equity = "EQ"
    case index = "INDEX"

    /// The right of an option, or `nil` for everything else.
    public var right: OptionRight? {
        switch self {
        case .call: .call
        case .put: .put
        case .future, .equity, .index: nil
        }
    }
}

/// The right that an option gives its holder.
public enum OptionRight: String, Sendable, Codable, CaseIterable {
    case call = "CE"
    case put = "PE"
}
