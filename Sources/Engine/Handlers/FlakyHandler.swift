import EventBus
import Trading

/// A handler that fails on purpose, so that the simulation has dead letters to look at and to retry.
///
/// Whether an event fails depends on its sequence number alone, so a run can be repeated. A letter that is
/// retried comes as a new event and therefore usually succeeds.
struct FlakyHandler: DeskHandler {
    /// What it pretends to talk to.
    enum Faulty: String, CaseIterable {
        case newsDesk = "sim.news"
        case messenger = "sim.notify"
    }

    let plan: HandlerPlan
    private let kind: Faulty
    private let seed: UInt64

    init(_ kind: Faulty, seed: UInt64) {
        self.kind = kind
        self.seed = seed
        switch kind {
        case .newsDesk:
            plan = HandlerPlan(
                name: kind.rawValue, topics: ["signal.generated"],
                options: SubscriptionOptions(
                    policy: .parallel(limit: 4), retry: RetryPolicy(attempts: 3)),
                isSimulated: true)
        case .messenger:
            plan = HandlerPlan(
                name: kind.rawValue, topics: ["position.*", "risk.denied"],
                options: SubscriptionOptions(
                    policy: .parallel(limit: 4), retry: RetryPolicy(attempts: 2)),
                isSimulated: true)
        }
    }

    func handle(_ event: DeskEvent, _ context: DeskContext) async throws {
        var random = SeededGenerator(seed: seed ^ event.sequence &* 0x9e37_79b9_7f4a_7c15)
        let draw = random.next() % 100
        switch kind {
        case .newsDesk where draw < 6:
            throw SimulatedFault("news service: no answer in 2000 ms (simulated)")
        case .newsDesk where draw < 9:
            throw SimulatedFault("news service: bad date at byte 311 (simulated)")
        case .messenger where draw < 5:
            throw SimulatedFault("message gateway: 503, try again later (simulated)")
        case .messenger, .newsDesk:
            return
        }
    }
}

/// A failure that the simulation made.
struct SimulatedFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
