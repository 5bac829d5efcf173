import Synchronization

/// Counts publishers that are inside the bus, so that a change can wait for those who began before.
///
/// Publishers count themselves in under the parity of the current epoch. A change moves to the next
/// epoch and waits until nobody of the old parity is left; publishers who come meanwhile count
/// under the new one and are not waited for. Publishers never wait.
///
/// Orderings are sequentially consistent: a publisher counts itself and then looks at the epoch, a
/// change moves the epoch and then looks at the counts, and one of them must see the other.
struct PublishGate: ~Copyable, Sendable {
    private let epoch = Padded()
    private let even = Padded()
    private let odd = Padded()
    private let isSynchronizing = Atomic<Bool>(false)

    /// Lets a publisher in.
    ///
    /// It never suspends before it leaves.
    func enter() -> UInt64 {
        while true {
            let epoch = epoch.value.load(ordering: .sequentiallyConsistent)
            add(1, to: epoch)
            if self.epoch.value.load(ordering: .sequentiallyConsistent) == epoch { return epoch }
            add(.max, to: epoch)
        }
    }

    func leave(_ epoch: UInt64) {
        add(.max, to: epoch)
    }

    /// Waits until every publisher that was inside has left.
    ///
    /// - Parameter isOver: Whether to give up; asked again and again.
    func synchronize(orUntil isOver: () -> Bool = { false }) async {
        // One at a time, or two changes would turn the parity back under each other's feet.
        while isSynchronizing.exchange(true, ordering: .sequentiallyConsistent) {
            if isOver() { return }
            await Task.yield()
        }
        let old = epoch.value.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
        while count(of: old) != 0, !isOver() { await Task.yield() }
        isSynchronizing.store(false, ordering: .sequentiallyConsistent)
    }

    private func add(_ change: UInt64, to epoch: UInt64) {
        if epoch & 1 == 0 {
            even.value.wrappingAdd(change, ordering: .sequentiallyConsistent)
        } else {
            odd.value.wrappingAdd(change, ordering: .sequentiallyConsistent)
        }
    }

    private func count(of epoch: UInt64) -> UInt64 {
        epoch & 1 == 0
            ? even.value.load(ordering: .sequentiallyConsistent)
            : odd.value.load(ordering: .sequentiallyConsistent)
    }
}
