/// Everything that can move an order from one status to the next.
public enum OrderTransition: String, Hashable, Sendable, Codable, CaseIterable {
    /// Our own check refused it; it was never sent.
    case deny
    /// It was given to the broker.
    case submit
    /// The venue has it in its book, or has refused to cancel it.
    case accept
    /// The venue refused it.
    case reject
    /// A part was executed, more remains.
    case fillPartly
    /// Nothing remains.
    case fill
    /// We asked for it to be taken out of the book.
    case requestCancel
    /// It was taken out of the book.
    case cancel
    /// It ran out of time.
    case expire
    /// Nobody knows what became of it.
    case loseTrack
}

extension OrderStatus {
    /// The status after a transition.
    ///
    /// A fill is accepted even after CANCELLED: the venue executed it before the cancel reached it. From
    /// UNKNOWN every answer of the venue's own order book is accepted.
    ///
    /// - Parameter transition: What happened.
    /// - Returns: The next status.
    /// - Throws: `OrderTransitionError` when it may not happen now.
    public func applying(
        _ transition: OrderTransition
    ) throws(OrderTransitionError) -> OrderStatus {
        switch (self, transition) {
        case (.initialized, .deny): .denied
        case (.initialized, .submit): .submitted

        case (.submitted, .accept), (.pendingCancel, .accept), (.unknown, .accept): .accepted
        case (.submitted, .reject), (.unknown, .reject): .rejected
        case (.submitted, .loseTrack): .unknown

        case (.accepted, .fillPartly), (.partiallyFilled, .fillPartly), (.unknown, .fillPartly):
            .partiallyFilled
        case (.submitted, .fill), (.accepted, .fill), (.partiallyFilled, .fill),
            (.pendingCancel, .fill), (.unknown, .fill), (.cancelled, .fill):
            .filled

        case (.accepted, .requestCancel), (.partiallyFilled, .requestCancel): .pendingCancel
        case (.submitted, .cancel), (.accepted, .cancel), (.partiallyFilled, .cancel),
            (.pendingCancel, .cancel), (.unknown, .cancel):
            .cancelled
        case (.accepted, .expire), (.partiallyFilled, .expire), (.unknown, .expire): .expired

        default: throw OrderTransitionError(from: self, by: transition)
        }
    }
}

/// A transition that an order's status does not allow.
public struct OrderTransitionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The status it was in.
    public var status: OrderStatus
    /// What was said to have happened.
    public var transition: OrderTransition

    /// Makes the error.
    ///
    /// - Parameters:
    ///   - status: The status it was in.
    ///   - transition: What was said to have happened.
    public init(from status: OrderStatus, by transition: OrderTransition) {
        self.status = status
        self.transition = transition
    }

    /// The error in one line.
    public var description: String {
        "an order that is \(status.rawValue) cannot \(transition.rawValue)"
    }
}
