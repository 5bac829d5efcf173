internal import CCycles
import Synchronization

/// The newest events, in order, readable at any time without stopping a publisher.
///
/// An event's place is its sequence modulo the size. A writer exchanges its event, retained, into
/// the place; if a newer one comes out, it puts that back, so the newest stays whatever the order
/// of the writers. An entry is one pointer and is never torn.
///
/// What is read is in order, but while others publish it need not be without gaps: an event gets its sequence before
/// it is put in here, and between the reading of two places newer ones may come. Nothing is missing once the
/// publishers that had begun are through.
///
/// What comes out must not be freed while a reader is about to retain it. A reader counts itself in
/// before it loads a pointer; a writer looks at the count after its exchange. If it sees no reader,
/// then any later one finds the new pointer, and the old event is released at once. Otherwise it
/// goes on a stack, linked through the events themselves, which the reader empties once it has
/// retained what it read. Both sides are sequentially consistent, so one of them sees the other.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics, made by `init`.
@safe final class History: @unchecked Sendable {
    /// About what an event takes without its payload: three cache lines.
    private static let eventBytes = 192

    private let limit: Int
    private let size: Int
    private let entries: UnsafeMutablePointer<Atomic<Unmanaged<EventHeader>?>>
    private let readers = Atomic<Int>(0)
    private let retired = Atomic<UInt>(0)
    private let reading = Mutex(())

    init(limit: Int) {
        self.limit = max(0, limit)
        var size = 1
        while size < limit { size <<= 1 }
        self.size = size
        unsafe entries = .allocate(capacity: size)
        for entry in 0..<size { unsafe (entries + entry).initialize(to: Atomic(nil)) }
    }

    deinit {
        for entry in 0..<size { unsafe entries[entry].load(ordering: .acquiring)?.release() }
        unsafe entries.deinitialize(count: size)
        unsafe entries.deallocate()
        releaseRetired()
    }

    /// Adds an event.
    ///
    /// - Complexity: O(1), lock-free.
    func record(_ event: EventHeader) {
        unsafe record(reference: .passRetained(event))
    }

    /// The same, taking over a reference to the event.
    func record(reference event: Unmanaged<EventHeader>) {
        if let oldest = unsafe replaceOldest(by: event) { unsafe retire(oldest) }
    }

    /// Adds an event, taking over a reference to it.
    ///
    /// - Returns: The event that it displaced, to be given to `retire`.
    func replaceOldest(by event: Unmanaged<EventHeader>) -> Unmanaged<EventHeader>? {
        guard limit > 0 else { return unsafe event }
        var newest = unsafe event
        while true {
            // Once it is in, another writer may release it.
            let sequence = unsafe newest._withUnsafeGuaranteedRef { $0.sequence }
            let entry = Int(truncatingIfNeeded: sequence) & (size - 1)
            let out = unsafe entries[entry].exchange(newest, ordering: .sequentiallyConsistent)
            prefetchOldest(after: entry)
            guard let out = unsafe out else { return nil }
            if unsafe out._withUnsafeGuaranteedRef({ $0.sequence <= sequence }) {
                return unsafe out
            }
            unsafe newest = out
        }
    }

    /// Fetches the event that the next one will displace, and most often free.
    ///
    /// Workers read it and wrote to it, so it lies in other processors' caches. All of it is fetched: the allocator gives
    /// the memory to the event after that, and whoever publishes it would wait, in the middle of publishing, until the
    /// lines may be written.
    ///
    /// Only its address is used: by then it may have been displaced and freed.
    @inline(__always)
    private func prefetchOldest(after entry: Int) {
        let next = (entry + 1) & (size - 1)
        if let oldest = unsafe entries[next].load(ordering: .relaxed) {
            unsafe prefetch_for_writing(oldest.toOpaque(), Self.eventBytes)
        }
    }

    /// The newest events that satisfy a predicate, oldest first.
    ///
    /// - Complexity: O(size of the history). Readers wait for each other, and for nobody else.
    func events(last count: Int, where isWanted: (EventHeader) -> Bool) -> [EventHeader] {
        var events = reading.withLock { _ in
            readers.wrappingAdd(1, ordering: .sequentiallyConsistent)
            let events = (0..<size).compactMap { entry in
                unsafe entries[entry].load(ordering: .sequentiallyConsistent)?.takeUnretainedValue()
            }
            readers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            releaseRetired()
            return events
        }
        events.sort { $0.sequence < $1.sequence }
        return events.suffix(limit).filter(isWanted).suffix(max(0, count))
    }

    /// The event with a sequence number, unless a newer one has taken its place.
    ///
    /// - Complexity: O(1). Readers wait for each other, and for nobody else.
    func event(sequence: UInt64) -> EventHeader? {
        guard limit > 0 else { return nil }
        let entry = Int(truncatingIfNeeded: sequence) & (size - 1)
        let event = reading.withLock { _ in
            readers.wrappingAdd(1, ordering: .sequentiallyConsistent)
            let event = unsafe entries[entry].load(ordering: .sequentiallyConsistent)?
                .takeUnretainedValue()
            readers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
            releaseRetired()
            return event
        }
        return event?.sequence == sequence ? event : nil
    }

    /// Releases an event that was displaced, once no reader can be about to retain it.
    func retire(_ event: Unmanaged<EventHeader>) {
        guard readers.load(ordering: .sequentiallyConsistent) > 0 else {
            return unsafe event.release()
        }
        let pointer = unsafe UInt(bitPattern: event.toOpaque())
        var top = retired.load(ordering: .relaxed)
        while true {
            unsafe event._withUnsafeGuaranteedRef { $0.nextRetired.store(top, ordering: .relaxed) }
            // Releases the link to the exchange in `releaseRetired`.
            let (exchanged, found) = retired.compareExchange(
                expected: top, desired: pointer, ordering: .acquiringAndReleasing)
            if exchanged { return }
            top = found
        }
    }

    private func releaseRetired() {
        var next = retired.exchange(0, ordering: .acquiringAndReleasing)
        while let pointer = unsafe UnsafeRawPointer(bitPattern: next) {
            let event = unsafe Unmanaged<EventHeader>.fromOpaque(pointer).takeRetainedValue()
            next = event.nextRetired.load(ordering: .relaxed)
        }
    }
}
