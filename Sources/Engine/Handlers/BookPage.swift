import Trading

/// What a venue's book says of one order, sorted by what the desk does with it.
struct BookPage {
    private var accepted: OrderReport?
    private var fills: [OrderReport] = []
    private var isFilled = false
    private var lastEnd: OrderReport?

    init(_ history: [OrderReport]) {
        for entry in history {
            switch entry.kind {
            case .accepted: accepted = entry
            case .filled(_, _, _, let isComplete):
                fills.append(entry)
                isFilled = isFilled || isComplete
            case .cancelled, .rejected, .expired: lastEnd = entry
            case .unknown: break
            }
        }
    }

    /// What all of its fills come to, once the order has ended with some.
    var soldInAll: Quantity? {
        guard isFilled || lastEnd != nil, !fills.isEmpty else { return nil }
        return fills.reduce(.zero) { sum, report in
            guard case .filled(_, let quantity, _, _) = report.kind else { return sum }
            return sum + quantity
        }
    }

    /// How the order ended without being filled; `nil` while it works, and when its fills are its end.
    var end: OrderReport? { isFilled ? nil : lastEnd }

    /// What is applied before the end: that the venue has the order, where that is news, and its fills.
    func news(for status: OrderStatus) -> [OrderReport] {
        let isNews =
            switch status {
            case .submitted, .unknown: true
            // Still there although its cancel was asked for: the venue has not taken it out.
            case .pendingCancel: end == nil && !isFilled
            default: false
            }
        return isNews ? [accepted].compactMap(\.self) + fills : fills
    }

    /// An end as the order machine takes it: venues also reject what they had accepted, or let expire
    /// what was to be cancelled; then it is taken out of the book, for that reason.
    static func allowed(_ end: OrderReport, for status: OrderStatus) -> OrderReport {
        let step: OrderTransition
        let reason: String
        switch end.kind {
        case .rejected(let text): (step, reason) = (.reject, "rejected: \(text)")
        case .expired: (step, reason) = (.expire, "expired")
        case .cancelled, .accepted, .filled, .unknown: return end
        }
        guard (try? status.applying(step)) == nil else { return end }
        var report = end
        report.kind = .cancelled(reason: reason)
        return report
    }
}
