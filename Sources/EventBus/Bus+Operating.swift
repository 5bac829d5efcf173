extension Bus {
    /// Stops a handler from taking events, until it is resumed.
    ///
    /// What comes waits in its queues.
    ///
    /// - Parameter handler: The handler's name.
    /// - Returns: Whether there is such a handler.
    @discardableResult
    public func pause(_ handler: String) -> Bool {
        guard let lane = core.lane(named: handler) else { return false }
        lane.setHalt(Lane.Halt.paused, true)
        return true
    }

    /// Lets a paused handler take events again.
    ///
    /// - Parameter handler: The handler's name.
    /// - Returns: Whether there is such a handler.
    @discardableResult
    public func resume(_ handler: String) -> Bool {
        guard let lane = core.lane(named: handler) else { return false }
        lane.setHalt(Lane.Halt.paused, false)
        return true
    }

    /// Whether an event waits for a handler that has a worker free to take it now.
    ///
    /// What happens at the same time may be missed.
    ///
    /// - Parameter handler: The handler's name.
    /// - Returns: `false` also for a handler that is paused, or that there is not.
    /// - Complexity: O(handlers).
    public func isReady(_ handler: String) -> Bool {
        core.lane(named: handler)?.isReady ?? false
    }

    /// Closes a handler's circuit breaker, whatever its state.
    ///
    /// - Parameter handler: The handler's name.
    /// - Returns: Whether there is such a handler.
    @discardableResult
    public func resetBreaker(_ handler: String) -> Bool {
        guard let lane = core.lane(named: handler) else { return false }
        if let circuit = lane.circuit, circuit.close() { lane.apply(.closed) }
        lane.followCircuit()
        return true
    }

    /// Closes the bus to all but its handlers, and waits until everything is done with.
    ///
    /// It returns by its deadline in every case: with publishers waiting (they are sent away with
    /// `.closed`), with handlers that hang, with a sink that is slow.
    ///
    /// - Parameter limit: How long it may take, by the bus's clock.
    /// - Returns: What was finished and what is left.
    public func drain(within limit: Duration) async -> DrainReport {
        await core.drain(within: limit)
    }

    /// Drains the bus, then ends its tasks.
    ///
    /// What is left in the queues is kept; see `undelivered`.
    ///
    /// - Parameter limit: How long draining may take, by the bus's clock.
    /// - Returns: What was finished and what is left.
    public func stop(within limit: Duration) async -> DrainReport {
        await core.stop(within: limit)
    }

    /// Takes out what a stop has left in the queues.
    ///
    /// - Returns: Each event once for each handler that it was meant for.
    public func undelivered() -> [(handler: String, event: Event<Payload>)] {
        guard core.hasEnded else { return [] }
        return core.takeUndelivered().map { ($0.handler, Self.typed($0.event)) }
    }

    /// The dead letters that the sink has refused, or was not given, until the bus had ended.
    ///
    /// A sink that is busy with some may still take them: record each under a name of its own, twice is then once.
    ///
    /// - Returns: The letters, each handler's in the order in which they died; none while the bus has not ended.
    public func unrecordedDeadLetters() -> [DeadLetter<Payload>] {
        core.hasEnded ? core.letters.withUnrecorded { Self.letters(of: $0[...]) } : []
    }

    /// Runs deliveries one at a time until none is left.
    ///
    /// Only for a stepped bus; others run by themselves.
    ///
    /// Retries are run once their time has come: move the clock, and call this again. Two calls at
    /// once are a mistake in the program.
    public func runUntilIdle() async {
        await Stepper(core).runUntilIdle()
    }
}
