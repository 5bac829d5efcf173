import Synchronization

/// Handlers come and go; a change of the routing table is one atomic exchange.
extension BusCore {
    func subscribe(_ plan: LanePlan) throws(SubscriptionError) -> Subscription {
        try check(plan)
        let result = registry.withLock { registry -> Result<Subscription, SubscriptionError> in
            // Under the lock, so that a stop that has closed the bus sees all lanes.
            guard isOpen else { return .failure(.closed) }
            guard !registry.lanes.contains(where: { $0.plan.name == plan.name }) else {
                return .failure(.nameTaken(plan.name))
            }
            let lane = Lane(index: registry.nextIndex, plan: plan, core: self)
            registry.nextIndex += 1
            registry.lanes.append(lane)
            tables.replace(with: registry.lanes)
            return .success(Subscription(name: plan.name, index: lane.index))
        }
        hurryTicks()  // its timeout may be shorter than the rest
        return try result.get()
    }

    /// Ends a subscription: once this returns, no event published later reaches the handler, and
    /// every publish that had begun is through.
    ///
    /// What waits in its queues is still handled.
    func unsubscribe(_ subscription: Subscription) async {
        let lane = registry.withLock { registry -> Lane? in
            let place = registry.lanes.firstIndex { $0.index == subscription.index }
            guard let place else { return nil }
            let lane = registry.lanes.remove(at: place)
            registry.leaving.append(lane)
            tables.replace(with: registry.lanes)
            return lane
        }
        guard let lane else { return }
        await tables.releaseRetired { await gate.synchronize() }
        lane.isLeaving.store(true, ordering: .sequentiallyConsistent)
        // They start over, with the table that does not know the lane any more.
        lane.queues.releaseWaiters(.room, includingHandlers: true)
        lane.wakeAll()
    }

    /// Drops lanes that were unsubscribed and have nothing left to do, and keeps their counts.
    ///
    /// Who still has a delivery of such a lane holds it: the timers, and the dead letters that wait.
    func forgetIdleLeavers() {
        registry.withLock { registry in
            registry.leaving.removeAll { lane in
                let traffic = lane.traffic
                guard lane.isLeaving.load(ordering: .sequentiallyConsistent),
                    traffic.came == traffic.settled,
                    lane.workers.load(ordering: .relaxed) == 0
                else { return false }
                registry.gone.add(lane.statistics(now: 0, executedPerSecond: 0))
                return true
            }
        }
    }

    private func check(_ plan: LanePlan) throws(SubscriptionError) {
        guard !plan.patterns.isEmpty else { throw .noPattern(handler: plan.name) }
        func require(
            _ isValid: Bool, _ option: String, _ found: some CustomStringConvertible,
            _ expected: String
        ) throws(SubscriptionError) {
            guard !isValid else { return }
            throw .invalidOption(
                handler: plan.name, option: option, found: found.description, expected: expected)
        }
        try require(1...100_000 ~= plan.limit, "limit", plan.limit, "1 to 100,000")
        try require(1...1 << 24 ~= plan.capacity, "capacity", plan.capacity, "1 to 16,777,216")
        try require(
            plan.timeoutNanoseconds > 0, "timeout", plan.timeoutNanoseconds, "more than 0 ns")
        try require(plan.retry.attempts >= 1, "attempts", plan.retry.attempts, "1 or more")
        try require(
            1...255 ~= plan.retry.crashLimit, "crashLimit", plan.retry.crashLimit, "1 to 255")
        try require(plan.stuckLimit >= 0, "stuckLimit", plan.stuckLimit, "0 or more")
        if let failures = plan.breaker?.failures {
            try require(failures >= 1, "breaker.failures", failures, "1 or more")
        }
        if case .batch(let size, _) = plan.mode {
            try require(size >= 1, "upTo", size, "1 or more")
        }
    }
}
