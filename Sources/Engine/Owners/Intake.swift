import EventBus
import Synchronization
import Trading

/// Publishes for those who cannot wait: the broker's reports and the dead letters' notices.
///
/// When the bus has no room, drafts wait here in order and are published as room comes. None is lost: what the
/// venue says is in its own book too, and is asked for again at the next start.
final class Intake: Sendable {
    private struct Entry {
        let draft: EventDraft<EventPayload>
        let followsUp: Bool
    }

    private struct State {
        var bus: Bus<EventPayload>?
        var hasEnded = false
        var waiting: [Entry] = []
        var isPumping = false
    }

    private let state = Mutex(State())
    private let onLoss: @Sendable (EventDraft<EventPayload>, PublishError) -> Void

    /// - Parameter onLoss: Takes what could not be published because the bus is closed.
    init(onLoss: @escaping @Sendable (EventDraft<EventPayload>, PublishError) -> Void) {
        self.onLoss = onLoss
    }

    /// An intake that logs what it loses.
    convenience init(loggingTo desk: DeskParts) {
        self.init { draft, error in
            desk.log.append(
                at: desk.clock.now, .warning, draft.source,
                "\(draft.payload.topic.rawValue) came after the bus was closed: \(error)",
                correlationID: draft.correlationID)
        }
    }

    func connect(_ bus: Bus<EventPayload>) {
        state.withLock { $0.bus = bus }
    }

    /// Lets go of the bus, which has ended: what still comes, and what waits, is told as lost.
    func disconnect() {
        let lost = state.withLock { state in
            defer { (state.bus, state.hasEnded, state.waiting) = (nil, true, []) }
            return state.waiting
        }
        for entry in lost { onLoss(entry.draft, .closed) }
    }

    /// Publishes as soon as there is room.
    ///
    /// - Parameters:
    ///   - draft: The event to be.
    ///   - followsUp: Whether it is taken while the bus drains too; see `Bus.publish`.
    func publish(_ draft: EventDraft<EventPayload>, followsUp: Bool = false) {
        let entry = Entry(draft: draft, followsUp: followsUp)
        let mustPump = state.withLock { state -> Bool in
            guard !state.hasEnded else {
                onLoss(draft, .closed)
                return false
            }
            guard let bus = state.bus else {
                state.waiting.append(entry)
                return false
            }
            if state.waiting.isEmpty, !state.isPumping {
                do throws(PublishError) {
                    try bus.tryPublish(draft, followsUp: followsUp)
                    return false
                } catch {
                    // Without room it waits below.
                    guard case .wouldSuspend = error else {
                        onLoss(draft, error)
                        return false
                    }
                }
            }
            state.waiting.append(entry)
            defer { state.isPumping = true }
            return !state.isPumping
        }
        if mustPump { Task { await pump() } }
    }

    /// Publishes what has waited; called once the bus is connected.
    func pump() async {
        while true {
            let next = state.withLock { state -> (Bus<EventPayload>, Entry)? in
                guard let bus = state.bus, !state.waiting.isEmpty else {
                    state.isPumping = false
                    return nil
                }
                return (bus, state.waiting.removeFirst())
            }
            guard let (bus, entry) = next else { return }
            do {
                try await bus.publish(entry.draft, followsUp: entry.followsUp)
            } catch {
                onLoss(entry.draft, error)
            }
        }
    }
}
