import Synchronization
import Trading

/// The signal ids that this desk has taken up or works on: what refuses a copy without asking the ledger.
///
/// The ledger's unique key decides who owns a signal. This is its memory of the day: an id that is here is
/// certainly a copy, an id that is not is decided by the claim itself.
final class ClaimGate: Sendable {
    /// What is known of an id that is not new.
    enum Known: Equatable {
        case inProgress
        case claimed
    }

    private let ids = Mutex<[String: Known]>([:])

    /// Takes up what the ledger holds, before anything else happens.
    func restore(_ claimed: some Sequence<String>) {
        ids.withLock { ids in
            for id in claimed { ids[id] = .claimed }
        }
    }

    /// Takes up an id.
    ///
    /// - Returns: `nil` when it is new and now the caller's, who calls `end`; else why it is not.
    /// - Complexity: O(1), however many ids are known.
    func begin(_ id: String) -> Known? {
        ids.withLock { ids in
            if let known = ids[id] { return known }
            ids[id] = .inProgress
            return nil
        }
    }

    /// Ends the work on an id; one that the ledger does not hold may come again.
    func end(_ id: String, isClaimed: Bool) {
        ids.withLock { $0[id] = isClaimed ? .claimed : nil }
    }

    /// Forgets the ids of an earlier day; the ledger still knows them.
    func startDay() {
        ids.withLock { ids in ids = ids.filter { $0.value == .inProgress } }
    }
}
