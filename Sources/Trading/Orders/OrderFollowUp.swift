/// What the desk has to do about an order that the venue has not finished.
public enum OrderFollowUp: Hashable, Sendable {
    /// Ask the venue's own book what became of it.
    case ask
    /// Take it out of the venue's book, for this reason.
    case cancel(reason: String)
}

extension Order {
    /// What is due about this order now.
    ///
    /// - An entry is cancelled once what it may still bring is not wanted any more.
    /// - The limit order of an exit is cancelled when it was not filled within the desk's patience; the
    ///   exit then goes on at the market, under the next ordinal.
    /// - Any other order that was silent for too long is asked about: reports get lost.
    ///
    /// - Parameters:
    ///   - now: The desk's time.
    ///   - askedAt: When the venue was last asked about it; `nil` for never.
    ///   - unwanted: Why an entry is not wanted any more; `nil` while it is. Exits are always wanted.
    ///   - limits: The desk's limits.
    /// - Returns: What to do; `nil` for nothing yet.
    public func followUp(
        at now: Timestamp, askedAt: Timestamp?, unwanted: String?, limits: DeskLimits
    ) -> OrderFollowUp? {
        switch status {
        case .initialized, .denied, .rejected, .filled, .cancelled, .expired:
            return nil
        case .accepted, .partiallyFilled:
            if let reason = cancelReason(at: now, unwanted: unwanted, limits: limits) {
                return .cancel(reason: reason)
            }
        case .submitted, .unknown, .pendingCancel:
            break
        }
        let heardAt = max(updatedAt, askedAt ?? updatedAt)
        return now.seconds(since: heardAt) >= limits.orderSilenceSeconds ? .ask : nil
    }

    private func cancelReason(
        at now: Timestamp, unwanted: String?, limits: DeskLimits
    ) -> String? {
        switch (purpose, type) {
        case (.entry, _):
            return unwanted
        case (.exit(let reason), .limit(let limit)):
            guard now.seconds(since: createdAt) >= limits.exitPatienceSeconds else { return nil }
            return "not filled at \(IndianFormat.rupees(limit)) in "
                + "\(IndianFormat.decimal(limits.exitPatienceSeconds, decimals: 0)) s; "
                + (reason == .operatorClose
                    ? "the rest of a whole close goes to the market, that of a part stays"
                    : "what is still to be sold goes to the market")
        case (.exit, .market):
            return nil
        }
    }
}
