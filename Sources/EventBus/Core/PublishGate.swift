import Synchronization

/// Counts publishers that are inside the bus, so that a change can wait for those who began before.
///
/// Publishers count themselves in under the parity of the current epoch. A change moves to the next
/// epoch and waits until nobody of the old parity is left; publishers who come meanwhile count
/// under the new one and are not waited for. Publishers never wait. A change that gives up leaves
/// publishers of the old parity inside, so the next one waits for them before it uses that parity
/// again.
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
        defer { isSynchronizing.store(false, ordering: .sequentiallyConsistent) }
        // A change that gave up has left publishers behind under the parity that comes next. Nobody comes in under
        // it before the epoch moves, and once it has moved they could not be told from those who do.
        let old = epoch.value.load(ordering: .sequentiallyConsistent)
        guard await waitUntilNobody(isIn: old &+ 1, orUntil: isOver) else { return }
        epoch.value.store(old &+ 1, ordering: .sequentiallyConsistent)
        _ = await waitUntilNobody(isIn: old, orUntil: isOver)
    }

    /// Makes a change if nobody has to be waited for who is not about to leave.
    ///
    /// - Returns: Whether every publisher that was inside has left; if not, a later change will wait for it.
    func synchronizeAtOnce() -> Bool {
        guard !isSynchronizing.exchange(true, ordering: .sequentiallyConsistent) else {
            return false
        }
        defer { isSynchronizing.store(false, ordering: .sequentiallyConsistent) }
        let old = epoch.value.load(ordering: .sequentiallyConsistent)
        guard isEmpty(old &+ 1) else { return false }
        epoch.value.store(old &+ 1, ordering: .sequentiallyConsistent)
        return isEmpty(old)
    }

    /// Whether nobody is left in a parity, looked at for as long as a publish takes.
    private func isEmpty(_ epoch: UInt64) -> Bool {
        for _ in 0..<100 where count(of: epoch) == 0 { return true }
        return false
    }

    /// Waits for the publishers of a parity.
    ///
    /// - Returns: Whether they have all left.
    private func waitUntilNobody(isIn epoch: UInt64, orUntil isOver: () -> Bool) async -> Bool {
        while count(of: epoch) != 0 {
            if isOver() { return false }
            await Task.yield()
        }
        return true
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
