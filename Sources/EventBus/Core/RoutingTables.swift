import Synchronization

/// The current routing table, behind one atomic pointer, and those that it has replaced.
///
/// A publisher loads the pointer and uses the table while it is inside the publish gate. A table
/// that was replaced is released only after the gate has seen everybody leave who may use it.
@safe final class RoutingTables: Sendable {
    private let current: Atomic<Unmanaged<RoutingTable>>
    private let retired = Mutex<[RoutingTable]>([])

    init() {
        unsafe current = Atomic(Unmanaged.passRetained(RoutingTable(lanes: [])))
    }

    deinit {
        unsafe current.load(ordering: .acquiring).release()
    }

    /// Calls a function with the route of a topic, or returns `nil` when the topic is younger than
    /// the table.
    ///
    /// Only for publishers inside the gate: it is what keeps the table alive, so that publishers
    /// need not fight over its reference count. Acquires what `replace` has released.
    func withRoute<Result>(
        of topic: Topic, _ body: (borrowing RoutingTable.Route) -> Result
    ) -> Result? {
        unsafe current.load(ordering: .acquiring)._withUnsafeGuaranteedRef {
            $0.withRoute(of: topic, body)
        }
    }

    /// Makes a table for these lanes the current one.
    ///
    /// Called under the subscriptions' lock.
    func replace(with lanes: [Lane]) {
        let old = unsafe current.exchange(
            Unmanaged.passRetained(RoutingTable(lanes: lanes)), ordering: .acquiringAndReleasing)
        retired.withLock { $0.append(unsafe old.takeRetainedValue()) }
    }

    /// How many tables wait to be released.
    var retiredCount: Int { retired.withLock { $0.count } }

    /// Releases the tables that were replaced before a call of `synchronize`, which is made here.
    ///
    func releaseRetired(after synchronize: () async -> Void) async {
        let old = takeRetired()
        await synchronize()
        withExtendedLifetime(old) {}
    }

    /// Releases the tables that were replaced before a call of `synchronize`, if that says that nobody can use them
    /// any more.
    func releaseRetired(if synchronize: () -> Bool) {
        guard retiredCount > 0 else { return }
        let old = takeRetired()
        if !synchronize() { retired.withLock { $0 += old } }
    }

    private func takeRetired() -> [RoutingTable] {
        retired.withLock { retired in
            defer { retired = [] }
            return retired
        }
    }
}
