extension BusStatistics {
    /// Adds a handler's numbers to the totals.
    mutating func add(_ handler: HandlerStatistics) {
        delivered += handler.received
        processed += handler.executed
        failed += handler.failed
        droppedOldest += handler.droppedOldest
        droppedNewest += handler.droppedNewest
        coalesced += handler.coalesced
        deadLettered += handler.deadLettered
        redelivered += handler.redelivered
        queued += handler.depth.total
        inFlight += handler.inFlight
        retrying += handler.retrying
    }
}
