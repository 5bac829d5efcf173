import Synchronization

/// Gives an event to the handlers of each stage once those of the stages before are done with it.
///
/// Room in the later lanes is reserved when the event is published, so that a publish is delivered
/// to every lane or refused as a whole.
///
/// `@unchecked Sendable`: `later` belongs to whoever brings `open` to zero, which only one can.
final class StageTracker: @unchecked Sendable {
    struct Place {
        let lane: Lane
        let admission: Lane.Admission
    }

    private var later: ArraySlice<[Place]>
    private let open = Atomic<Int>(0)

    /// - Parameter stages: The admissions of each stage, the first stage first.
    init(stages: [[Place]]) {
        later = stages[...]
    }

    /// Gives the event to the next stage that has handlers for it, if there is one.
    func advance(_ event: EventHeader) {
        while let stage = later.popFirst() {
            // One more than there are handlers: none of them can end the stage before all have it.
            open.store(stage.count + 1, ordering: .sequentiallyConsistent)
            for place in stage where !place.lane.commit(place.admission, event) { countDown() }
            guard countDown() else { return }
        }
    }

    /// Notes that one handler of the current stage is done with the event for good.
    func settled(_ event: EventHeader) {
        if countDown() { advance(event) }
    }

    @discardableResult
    private func countDown() -> Bool {
        open.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0
    }
}
