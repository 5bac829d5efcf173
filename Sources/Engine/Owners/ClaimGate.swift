import Synchronization

/// The signal ids that are being worked on right now.
///
/// The ledger's unique key decides who owns a signal; this only spares copies that arrive while the first one
/// is still on its way from taking a reservation that they could never use.
final class ClaimGate: Sendable {
    private let inFlight = Mutex<Set<String>>([])

    /// - Returns: `false` when the id is being worked on already.
    func begin(_ id: String) -> Bool {
        inFlight.withLock { $0.insert(id).inserted }
    }

    func end(_ id: String) {
        _ = inFlight.withLock { $0.remove(id) }
    }
}
