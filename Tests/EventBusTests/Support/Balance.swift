import Testing

@testable import EventBus

extension Bus {
    /// Expects that at rest each delivery had exactly one end, and that every failed attempt was
    /// followed by another or by a dead letter.
    func assertBalanced(sourceLocation: SourceLocation = #_sourceLocation) {
        for handler in statistics().handlers {
            let ends =
                handler.executed + handler.filtered + handler.droppedOldest + handler.droppedNewest
                + handler.coalesced + handler.deadLettered + handler.undelivered
            #expect(
                handler.received == ends, "\(handler.name) is out of balance",
                sourceLocation: sourceLocation)
            #expect(handler.depth.total == 0, "\(handler.name)", sourceLocation: sourceLocation)
            #expect(handler.inFlight == 0, "\(handler.name)", sourceLocation: sourceLocation)
            #expect(handler.retrying == 0, "\(handler.name)", sourceLocation: sourceLocation)
            #expect(
                handler.oldestAgeNanoseconds == 0, "\(handler.name)",
                sourceLocation: sourceLocation)
        }
    }
}
