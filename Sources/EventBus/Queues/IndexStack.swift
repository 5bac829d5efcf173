import Synchronization

/// A lock-free stack of small numbers (Treiber's), each of which is on it at most once.
///
/// The top carries a counter beside the index, so that a top that went and came back is not taken
/// for one that never moved. Last in, first out keeps the busiest workers busy and the rest asleep.
///
/// Orderings are sequentially consistent: whoever parks pushes here and then looks for work,
/// whoever brings work counts it and then looks here, and one of the two must see the other.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics.
@safe struct IndexStack: ~Copyable, @unchecked Sendable {
    private let top = Padded()  // counter << 32 | index + 1; 0 in the low half means empty
    private let below: UnsafeMutablePointer<Atomic<UInt32>>
    private let capacity: Int

    init(capacity: Int, filled: Bool) {
        self.capacity = capacity
        unsafe below = .allocate(capacity: capacity)
        for index in 0..<capacity { unsafe (below + index).initialize(to: Atomic(0)) }
        if filled {
            for index in (0..<capacity).reversed() { push(index) }
        }
    }

    deinit {
        unsafe below.deinitialize(count: capacity)
        unsafe below.deallocate()
    }

    var isEmpty: Bool {
        top.value.load(ordering: .sequentiallyConsistent) & 0xFFFF_FFFF == 0
    }

    func push(_ index: Int) {
        var old = top.value.load(ordering: .sequentiallyConsistent)
        while true {
            unsafe below[index].store(UInt32(truncatingIfNeeded: old), ordering: .relaxed)
            let new = (old >> 32 &+ 1) << 32 | UInt64(index + 1)
            let (exchanged, found) = top.value.compareExchange(
                expected: old, desired: new, ordering: .sequentiallyConsistent)
            if exchanged { return }
            old = found
        }
    }

    func pop() -> Int? {
        var old = top.value.load(ordering: .sequentiallyConsistent)
        while old & 0xFFFF_FFFF != 0 {
            let index = Int(old & 0xFFFF_FFFF) - 1
            let next = unsafe UInt64(below[index].load(ordering: .relaxed))
            let new = (old >> 32 &+ 1) << 32 | next
            let (exchanged, found) = top.value.compareExchange(
                expected: old, desired: new, ordering: .sequentiallyConsistent)
            if exchanged { return index }
            old = found
        }
        return nil
    }
}
