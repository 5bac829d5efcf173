import Synchronization

/// From a publisher's event to the lanes: all of them take it, or none.
extension BusCore {
    private enum Offer {
        case taken
        case refused(PublishError)
        /// No room, and the policy is to wait for it.
        case full(Lane)
    }

    /// Reads the clock for an event, unless its source is over its rate.
    @usableFromInline
    func admit(_ source: String) throws(PublishError) -> ClockReading {
        let reading = now()
        guard !throttles.isEmpty, let bucket = throttles[source],
            let wait = bucket.take(at: reading.monotonicNanoseconds)
        else { return reading }
        throttled.wrappingAdd(1, ordering: .relaxed)
        throw .throttled(source: source, retryAfterNanoseconds: wait)
    }

    /// Whether an event is the first after a rest; ask before it is published.
    @usableFromInline
    func isFirstAfterRest(_ event: EventHeader) -> Bool {
        !isStepped && published.hasRested(at: event.receivedAt)
    }

    /// Lets the handlers begin whose workers the first event after a rest has called.
    ///
    /// They wait for a thread of the pool, and all but the publisher's are asleep. To wake one takes longer than to
    /// run the workers on this one, and if the kernel gives it this one's processor it must wait for this one anyway.
    @usableFromInline
    nonisolated(nonsending) func giveWay() async {
        guard hasCalledWorkers.exchange(false, ordering: .relaxed) else { return }
        await Task.yield()
        // Or a publisher that came back late would take its own absence for the next rest.
        published.note(now().monotonicNanoseconds)
    }

    /// Publishes without waiting.
    @usableFromInline
    func tryPublish(_ event: EventHeader, isHandler: Bool) throws(PublishError) {
        switch offer(event, isHandler: isHandler, isWoken: false) {
        case .taken: return
        case .refused(let error): throw refuse(error)
        case .full(let lane): throw refuse(.wouldSuspend(handler: lane.plan.name))
        }
    }

    /// Publishes if no wait is needed, and returns whether it has.
    @usableFromInline
    func publishAtOnce(_ event: EventHeader, isHandler: Bool) throws(PublishError) -> Bool {
        switch offer(event, isHandler: isHandler, isWoken: false) {
        case .taken: return true
        case .refused(let error): throw refuse(error)
        case .full: return false
        }
    }

    /// Publishes, and waits for room where the policy is to wait.
    ///
    /// While it waits it holds no room in any lane: it starts over once there may be room.
    @usableFromInline
    nonisolated(nonsending) func publish(_ event: EventHeader, isHandler: Bool)
        async throws(PublishError)
    {
        /// The lane that has woken us, because it had room for one more.
        var waker: Lane?
        while true {
            let offer = offer(event, isHandler: isHandler, isWoken: waker != nil)
            if case .taken = offer {
                // The event bears the time before the wait, which was no rest.
                if waker != nil { published.note(now().monotonicNanoseconds) }
                return
            }
            // The room is not for us then, and others may sleep who wait for nothing else.
            waker?.passRoomOn(event.priority)
            switch offer {
            case .taken: return
            case .refused(let error): throw refuse(error)
            case .full(let lane):
                guard !isStepped else { throw refuse(.wouldSuspend(handler: lane.plan.name)) }
                try await waitForRoom(in: lane, event, isHandler: isHandler)
                waker = lane
            }
        }
    }

    /// Gives an event to one handler only, through its lane.
    ///
    /// One that `isNew` is published by this: once it is taken it has its id, and is in the history.
    func redeliver(
        _ event: EventHeader, to name: String, isNew: Bool = false
    ) async throws(PublishError) {
        var waker: Lane?
        while true {
            let offer = offer(event, to: name, isNew: isNew, isWoken: waker != nil)
            if case .taken = offer {
                if waker != nil { published.note(now().monotonicNanoseconds) }
                return
            }
            waker?.passRoomOn(event.priority)
            switch offer {
            case .taken: return
            case .refused(let error): throw refuse(error)
            case .full(let lane):
                guard !isStepped else { throw refuse(.wouldSuspend(handler: name)) }
                try await waitForRoom(in: lane, event, isHandler: false)
                waker = lane
            }
        }
    }

    /// Gives an event to one handler only, if it has room now.
    func tryRedeliver(
        _ event: EventHeader, to name: String, isNew: Bool
    ) throws(PublishError) {
        switch offer(event, to: name, isNew: isNew, isWoken: false) {
        case .taken: return
        case .refused(let error): throw refuse(error)
        case .full: throw refuse(.wouldSuspend(handler: name))
        }
    }

    private func waitForRoom(
        in lane: Lane, _ event: EventHeader, isHandler: Bool
    ) async throws(PublishError) {
        switch await lane.waitForRoom(event, isHandler: isHandler) {
        case .room: return
        case .closed: throw refuse(.closed)
        case .cancelled: throw refuse(.cancelled)
        }
    }

    private func refuse(_ error: PublishError) -> PublishError {
        refused.wrappingAdd(1, ordering: .relaxed)
        return error
    }

    private func offer(_ event: EventHeader, isHandler: Bool, isWoken: Bool) -> Offer {
        let epoch = gate.enter()
        defer { gate.leave(epoch) }
        guard !refuses(isHandler: isHandler) else { return .refused(.closed) }
        while true {
            let offer = tables.withRoute(of: event.topic) { route in
                self.offer(event, along: route, isWoken: isWoken)
            }
            if let offer { return offer }
            // The topic is younger than the table: once per topic.
            registry.withLock { tables.replace(with: $0.lanes) }
        }
    }

    /// Takes room in all lanes of a route, then gives the event to each; or to none.
    private func offer(
        _ event: EventHeader, along route: borrowing RoutingTable.Route, isWoken: Bool
    ) -> Offer {
        let count = route.count
        return unsafe withUnsafeTemporaryAllocation(
            of: Lane.Admission.self, capacity: count
        ) { admissions in
            for place in 0..<count {
                let admission = route.withLane(place) { $0.admit(event, isWoken: isWoken) }
                if case .full = admission {
                    for held in 0..<place {
                        route.withLane(held) { unsafe $0.cancel(admissions[held], of: event) }
                    }
                    return route.withLane(place) { refusal(of: $0) }
                }
                unsafe admissions.initializeElement(at: place, to: admission)
            }
            stamp(event)
            if route.isStaged {
                history.record(event)
                let places = (0..<count).map { place in
                    route.withLane(place) {
                        unsafe StageTracker.Place(lane: $0, admission: admissions[place])
                    }
                }
                startStages(event, places)
            } else {
                // All at once: later each reference would be added to a count that workers of other
                // lanes are taking theirs from.
                let reference = unsafe Unmanaged.passUnretained(event).retained(times: count + 1)
                let displaced = unsafe history.replaceOldest(by: reference)
                for place in 0..<count {
                    route.withLane(place) {
                        _ = unsafe $0.commit(admissions[place], event, reference: reference)
                    }
                }
                // To free an event takes time, so the handlers are called first.
                if let displaced = unsafe displaced { unsafe history.retire(displaced) }
            }
            return .taken
        }
    }

    private func offer(
        _ event: EventHeader, to name: String, isNew: Bool, isWoken: Bool
    ) -> Offer {
        let epoch = gate.enter()
        defer { gate.leave(epoch) }
        guard isOpen else { return .refused(.closed) }
        // Inside the gate: an unsubscribe that has taken the lane off the list waits for us.
        guard let lane = lane(named: name) else { return .refused(.unknownHandler(name)) }
        let admission = lane.admit(event, isWoken: isWoken)
        switch admission {
        case .full: return refusal(of: lane)
        case .dropped: return .refused(.full(handler: lane.plan.name))
        case .slot, .cell:
            if isNew {
                stamp(event)
                history.record(event)
            }
            lane.counters.redelivered.wrappingAdd(1, ordering: .sequentiallyConsistent)
            lane.commit(admission, event)
            return .taken
        }
    }

    private func refusal(of lane: Lane) -> Offer {
        if case .fail = lane.plan.overflow { return .refused(.full(handler: lane.plan.name)) }
        return .full(lane)
    }

    private func startStages(_ event: EventHeader, _ places: [StageTracker.Place]) {
        let stages = Dictionary(grouping: places) { $0.lane.plan.stage }
        let tracker = StageTracker(stages: stages.sorted { $0.key < $1.key }.map(\.value))
        event.stages = tracker
        tracker.advance(event)
    }
}
