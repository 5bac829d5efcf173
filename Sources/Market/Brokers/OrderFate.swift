import Trading

/// Which faults an order will meet: a pure function of the seed and the client order id.
///
/// Drawing from one generator in the order of the calls would make the faults depend on which of
/// two simultaneous orders came first; this way a run repeats whatever the threads do.
struct OrderFate {
    enum Arrival {
        case accepted
        case rejected
        /// No answer comes; the order is in the book.
        case unanswered
        /// No answer comes; the order never arrived.
        case lost
        case disconnected
    }

    let arrival: Arrival
    let duplicatesFills: Bool
    let fillsLate: Bool

    /// Draws a fate.
    ///
    /// - Parameters:
    ///   - id: The client order id.
    ///   - rates: How often each fault happens.
    ///   - seed: Equal seeds give equal fates.
    init(of id: OrderID, rates: FaultRates, seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ StableHash.of(id.text))
        let draw = random.nextUnit()
        let isInBook = random.nextUnit() < 0.5
        duplicatesFills = random.nextUnit() < rates.duplicateFill
        fillsLate = random.nextUnit() < rates.lateFill
        if draw < rates.reject {
            arrival = .rejected
        } else if draw < rates.reject + rates.timeout {
            arrival = isInBook ? .unanswered : .lost
        } else if draw < rates.reject + rates.timeout + rates.disconnect {
            arrival = .disconnected
        } else {
            arrival = .accepted
        }
    }
}
