import Synchronization

/// A lock-free queue of small numbers: Nikolaev's scalable circular queue (SCQ, DISC 2019).
///
/// Producers and consumers each take a place in the ring with one fetch-and-add. An entry carries
/// the lap ("cycle") in which it was written, so a place is never mistaken for that of another lap.
/// A consumer that comes to a place before its producer marks it, and the producer takes another:
/// so a thread that is suspended anywhere in the middle holds up nobody, which Vyukov's well-known
/// ring cannot promise. A threshold ends the search of consumers in an empty ring.
///
/// An entry is `cycle | safe bit | index`; all index bits set mean "no index".
///
/// Orderings: `head`, `tail` and `threshold` are sequentially consistent, because the proof orders
/// accesses to different ones of them. Entries are released by a producer's compare-exchange and
/// acquired by the consumer that loads them, and the other way round when an index comes back, so
/// what was written for an index before `enqueue` is visible after the `dequeue` that returns it.
/// The entry is published by a read-modify-write, which the optimiser moves no retain across.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics.
@safe package struct IndexRing: ~Copyable, @unchecked Sendable {
    /// The ring never has fewer places than this: the proof asks for at least as many indices as
    /// threads that are inside at once.
    package static let smallestCapacity = 256

    private let entries: UnsafeMutablePointer<Atomic<UInt64>>
    private let head: Padded
    private let tail: Padded
    private let threshold: Padded
    /// Twice the capacity is `1 << order`.
    private let order: UInt64
    private let noIndex: UInt64
    private let fullThreshold: UInt64

    /// Creates a ring.
    ///
    /// - Parameters:
    ///   - capacity: How many different indices (`0..<capacity`) the ring must take, each at most
    ///     once at a time.
    ///   - filled: Whether all of them are in it at the start, in order.
    ///   - smallest: The fewest places, a power of two; tests make rings that lap themselves soon.
    package init(
        capacity: Int, filled: Bool, smallest: Int = IndexRing.smallestCapacity
    ) {
        precondition(capacity > 0 && capacity <= 1 << 30, "ring capacity \(capacity)")
        var half = smallest
        while half < capacity { half <<= 1 }
        let size = 2 * half
        order = UInt64(size.trailingZeroBitCount)
        noIndex = UInt64(size - 1)
        fullThreshold = UInt64(3 * half - 1)
        unsafe entries = .allocate(capacity: size)
        let empty = (1 << order) | noIndex  // cycle 0, safe, no index
        for place in 0..<size { unsafe (entries + place).initialize(to: Atomic(empty)) }
        // The first lap is number 1, so that no fresh entry looks current.
        let start = UInt64(size)
        head = Padded(start)
        tail = Padded(filled ? start + UInt64(capacity) : start)
        threshold = Padded(filled ? fullThreshold : UInt64(bitPattern: -1))
        if filled {
            for index in 0..<UInt64(capacity) {
                let entry = (1 << (order + 1)) | (1 << order) | index
                unsafe entries[place(of: start + index)].store(entry, ordering: .relaxed)
            }
        }
    }

    deinit {
        unsafe entries.deinitialize(count: 1 << Int(order))
        unsafe entries.deallocate()
    }

    /// The memory that the entries take.
    var byteCount: Int { MemoryLayout<Atomic<UInt64>>.stride << Int(order) }

    /// Whether `dequeue` would find nothing without looking.
    ///
    /// An index whose `enqueue` has returned is seen, unless somebody has taken it. One that is on
    /// its way may be seen too soon, but never again and again: who then looks moves the head past it.
    package var isEmpty: Bool {
        !isWorthALook
            || head.value.load(ordering: .sequentiallyConsistent)
                >= tail.value.load(ordering: .sequentiallyConsistent)
    }

    /// Adds an index.
    ///
    /// - Parameter index: An index below the capacity that is not in the ring.
    /// - Complexity: O(1), lock-free.
    package func enqueue(_ index: UInt32) {
        while !put(index, at: takeTail()) {}
    }

    /// Removes the oldest index.
    ///
    /// - Returns: The index, or `nil` when the ring is empty.
    /// - Complexity: O(1) amortised, lock-free.
    package func dequeue() -> UInt32? {
        guard isWorthALook else { return nil }
        while true {
            switch look(at: takeHead()) {
            case .found(let index): return index
            case .nothing: return nil
            case .passed: continue
            }
        }
    }

    // MARK: The two halves of each operation
    //
    // A thread may be suspended between them for any time; tests play that by hand.

    /// What a consumer finds at its position.
    enum Look { case found(UInt32), passed, nothing }

    /// Whether a consumer may take a position: `false` ends the search in an empty ring.
    var isWorthALook: Bool {
        Int64(bitPattern: threshold.value.load(ordering: .sequentiallyConsistent)) >= 0
    }

    /// Gives a producer a position that no other has.
    func takeTail() -> UInt64 {
        tail.value.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
    }

    /// Gives a consumer a position that no other has.
    func takeHead() -> UInt64 {
        head.value.wrappingAdd(1, ordering: .sequentiallyConsistent).oldValue
    }

    /// Writes an index at a producer's position, unless a consumer has passed it.
    func put(_ index: UInt32, at position: UInt64) -> Bool {
        let cycle = position >> order
        let place = place(of: position)
        let new = (cycle << (order + 1)) | (1 << order) | UInt64(index)
        var entry = unsafe entries[place].load(ordering: .acquiring)
        while entry >> (order + 1) < cycle, entry & noIndex == noIndex,
            isSafe(entry) || head.value.load(ordering: .sequentiallyConsistent) <= position
        {
            let (exchanged, found) = unsafe entries[place].compareExchange(
                expected: entry, desired: new, ordering: .acquiringAndReleasing)
            if exchanged {
                if threshold.value.load(ordering: .sequentiallyConsistent) != fullThreshold {
                    threshold.value.store(fullThreshold, ordering: .sequentiallyConsistent)
                }
                return true
            }
            entry = found
        }
        return false
    }

    /// Takes the index at a consumer's position, or makes sure that no producer puts one there.
    func look(at position: UInt64) -> Look {
        let cycle = position >> order
        let place = place(of: position)
        var entry = unsafe entries[place].load(ordering: .acquiring)
        while true {
            let entryCycle = entry >> (order + 1)
            if entryCycle == cycle {
                // Ours alone now: producers of later laps wait for the index bits to be set, and
                // of this entry only the safe bit may still change.
                unsafe entries[place].bitwiseOr(noIndex, ordering: .acquiringAndReleasing)
                return .found(UInt32(truncatingIfNeeded: entry & noIndex))
            }
            guard entryCycle < cycle else { break }
            // We came before the producer. An empty place moves on to our lap; a full one of an
            // earlier lap is marked, so that its next producer looks before it trusts it.
            let new =
                entry & noIndex == noIndex
                ? (cycle << (order + 1)) | (entry & (1 << order)) | noIndex
                : entry & ~(1 << order)
            let (exchanged, found) = unsafe entries[place].compareExchange(
                expected: entry, desired: new, ordering: .acquiringAndReleasing)
            if exchanged { break }
            entry = found
        }
        let tail = tail.value.load(ordering: .sequentiallyConsistent)
        if tail <= position + 1 {
            catchUp(tail: tail, head: position + 1)
            threshold.value.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            return .nothing
        }
        let left = threshold.value.wrappingSubtract(1, ordering: .sequentiallyConsistent)
        return Int64(bitPattern: left.oldValue) <= 0 ? .nothing : .passed
    }

    /// Brings the tail to the head after consumers have run past it.
    private func catchUp(tail: UInt64, head: UInt64) {
        var (tail, head) = (tail, head)
        while tail < head {
            let (exchanged, found) = self.tail.value.compareExchange(
                expected: tail, desired: head, ordering: .sequentiallyConsistent)
            if exchanged { return }
            tail = found
            head = self.head.value.load(ordering: .sequentiallyConsistent)
        }
    }

    private func isSafe(_ entry: UInt64) -> Bool { entry & (1 << order) != 0 }

    /// Neighbours share cache lines, which suits a ring that is deep: producers and consumers are
    /// then far apart, and each fetches a line for eight entries.
    private func place(of position: UInt64) -> Int { Int(position & noIndex) }
}
