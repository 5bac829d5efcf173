/// A signal entered a new stage of its life.
public struct SignalChange: Hashable, Sendable, Codable {
    /// The signal.
    public var signalID: String
    /// Its underlying.
    public var symbol: String
    /// Its strategy.
    public var strategy: String
    /// The stage it is in now.
    public var status: SignalStatus
    /// What brought it there, in one line.
    public var detail: String

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - signalID: The signal.
    ///   - symbol: Its underlying.
    ///   - strategy: Its strategy.
    ///   - status: The stage it is in now.
    ///   - detail: What brought it there.
    public init(
        signalID: String, symbol: String, strategy: String, status: SignalStatus, detail: String
    ) {
        self.signalID = signalID
        self.symbol = symbol
        self.strategy = strategy
        self.status = status
        self.detail = detail
    }
}

/// The desk refused a signal.
public struct RiskDenied: Hashable, Sendable, Codable {
    /// The signal that was refused, as it came.
    public var signal: Signal
    /// Why.
    public var denial: Denial

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - signal: The signal that was refused.
    ///   - denial: Why.
    public init(signal: Signal, denial: Denial) {
        self.signal = signal
        self.denial = denial
    }
}

/// The desk's risk state changed.
public struct RiskStateChange: Hashable, Sendable, Codable {
    /// The state it is in now.
    public var state: RiskState
    /// Why, in one line each.
    public var reasons: [String]

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - state: The state it is in now.
    ///   - reasons: Why, in one line each.
    public init(state: RiskState, reasons: [String]) {
        self.state = state
        self.reasons = reasons
    }
}

/// Something was done to dead letters.
public struct DeadLetterNotice: Hashable, Sendable, Codable {
    /// The letters it was done to.
    public var letters: [DeadLetterID]
    /// The handler that failed, when it is the same for all.
    public var handler: String
    /// The last error, or what the operator said.
    public var detail: String

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - letters: The letters it was done to.
    ///   - handler: The handler that failed.
    ///   - detail: The last error, or what the operator said.
    public init(letters: [DeadLetterID], handler: String, detail: String) {
        self.letters = letters
        self.handler = handler
        self.detail = detail
    }
}

/// The desk's clock ticked.
public struct ClockTimer: Hashable, Sendable, Codable {
    /// The desk's time.
    public var now: Timestamp
    /// The instrument whose position is to look at the clock; `nil` for the desk as a whole.
    public var instrument: InstrumentID?
    /// The order that has waited too long and is to look at the clock; `nil` for the others.
    public var order: OrderID?

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - now: The desk's time.
    ///   - instrument: The instrument whose position is to look at the clock, or `nil` for the desk.
    ///   - order: The order that is to look at the clock, or `nil` for the others.
    public init(now: Timestamp, instrument: InstrumentID?, order: OrderID? = nil) {
        self.now = now
        self.instrument = instrument
        self.order = order
    }
}

/// Something that a person should read: who said it, and what.
public struct Notice: Hashable, Sendable, Codable {
    /// The part that speaks: a handler, a strategy, a feed.
    public var subject: String
    /// What it says, in one line.
    public var text: String

    /// Makes the fact.
    ///
    /// - Parameters:
    ///   - subject: The part that speaks.
    ///   - text: What it says, in one line.
    public init(subject: String, text: String) {
        self.subject = subject
        self.text = text
    }
}
