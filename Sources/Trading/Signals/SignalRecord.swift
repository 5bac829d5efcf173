/// A signal with what became of it, as the ledger keeps it.
public struct SignalRecord: Hashable, Sendable, Codable, Identifiable {
    /// The signal as it came.
    public var signal: Signal
    /// Where it is in its life.
    public var status: SignalStatus
    /// Why it was refused, when it was.
    public var denial: Denial?
    /// The contract that was chosen for it, when one was.
    public var contract: OptionContract?
    /// How a contract was looked for at the time, when the desk came that far.
    public var choice: StrikeChoice?
    /// When the desk took it up.
    public var receivedAt: Timestamp
    /// When its status last changed.
    public var updatedAt: Timestamp

    /// The signal's own id.
    public var id: String { signal.id }

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - signal: The signal as it came.
    ///   - status: Where it is in its life.
    ///   - denial: Why it was refused, when it was.
    ///   - contract: The contract chosen for it, when one was.
    ///   - choice: How a contract was looked for, when the desk came that far.
    ///   - receivedAt: When the desk took it up.
    ///   - updatedAt: When its status last changed.
    public init(
        signal: Signal, status: SignalStatus, denial: Denial? = nil,
        contract: OptionContract? = nil, choice: StrikeChoice? = nil,
        receivedAt: Timestamp, updatedAt: Timestamp
    ) {
        self.signal = signal
        self.status = status
        self.denial = denial
        self.contract = contract
        self.choice = choice
        self.receivedAt = receivedAt
        self.updatedAt = updatedAt
    }
}
