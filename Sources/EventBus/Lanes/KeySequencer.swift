import Synchronization

/// Lets events of one key run one at a time and in order, and different keys side by side.
///
/// Events stay in the lane's queues; this only decides whose turn it is. Whoever looks for work
/// tries to take the role of router, which moves arrivals to their keys and keys whose event is
/// done to their next one. Taking the role never waits: who fails goes on with the keys that are
/// ready, and the router looks again after it has given up the role, so nothing is left lying. A
/// router that is preempted delays the arrivals of this lane until it runs again, but no key that
/// is ready and no publisher.
///
/// A key waits in the ring of its head's priority. One with a critical event anywhere is hurried: it is put into the
/// critical ring as well, so that what comes before the urgent event in its own order holds it up no longer than it
/// must. Whichever ring gives it first, one worker claims it; what it leaves in the other ring is passed over there,
/// or serves for its next turn.
///
/// Memory is bounded by the live keys: each holds a waiting event, or one that is being handled.
///
/// `@unchecked Sendable`: `keys`, `tracks`, `vacant` and `routingTurn` belong to the holder of `role`,
/// which hands them on by a releasing store and an acquiring exchange. A track's `heads` entry is
/// written by the router before it sets `Place.claimable`, and read by the worker that clears it.
@safe final class KeySequencer: @unchecked Sendable {
    private typealias Entry = LaneQueues.Entry

    private struct Track {
        var key: UInt64 = 0
        private var waiting: [LaneQueues.Entry] = []
        private var first = 0
        /// How many critical events are among those that wait.
        private(set) var urgent = 0

        var isEmpty: Bool { first == waiting.count }

        mutating func append(_ entry: LaneQueues.Entry) {
            waiting.append(entry)
            if entry.queue == KeySequencer.critical { urgent += 1 }
        }

        mutating func removeFirst() -> LaneQueues.Entry {
            defer {
                first += 1
                // Amortised: what is moved is no more than what was taken out since the last time.
                if 2 * first >= waiting.count {
                    waiting.removeFirst(first)
                    first = 0
                }
            }
            if waiting[first].queue == KeySequencer.critical { urgent -= 1 }
            return waiting[first]
        }
    }

    /// Where a track is, as bits: one for each ring that has its number, and whether its head may be claimed.
    private enum Place {
        static let claimable: UInt32 = 1 << 31
        static func ring(_ queue: UInt8) -> UInt32 { 1 << UInt32(queue) }
    }

    private static let critical = Priority.critical.rawValue

    private final class Ready: Sendable {
        let tracks: IndexRing
        init(capacity: Int) { tracks = IndexRing(capacity: capacity, filled: false) }
    }

    private let keyOf: @Sendable (EventHeader) -> UInt64
    private let role = Atomic<Bool>(false)
    /// The tracks whose head may run, by the queue of the head, and in the critical one those that are hurried.
    private let ready: [Ready]
    /// Where each track is, as `Place` says.
    private let places: UnsafeMutablePointer<Atomic<UInt32>>
    private let finished: IndexRing
    private let heads: UnsafeMutablePointer<LaneQueues.Entry>
    /// Tracks made ready, taken, finished, and seen to be finished.
    private let readied = Padded()
    private let started = Padded()
    private let ended = Padded()
    private let seen = Padded()

    /// Set by the router when all tracks are taken, so that nobody looks for room in vain.
    private let exhausted = Atomic<Bool>(false)

    private var keys: [UInt64: UInt32] = [:]
    private var tracks: [Track]
    private var vacant: [UInt32]
    private var routingTurn = 0

    /// Creates a sequencer for so many live keys at a time.
    init(trackLimit: Int, keyOf: @escaping @Sendable (EventHeader) -> UInt64) {
        self.keyOf = keyOf
        ready = (0...LaneQueues.coalescing).map { _ in Ready(capacity: trackLimit) }
        finished = IndexRing(capacity: trackLimit, filled: false)
        unsafe heads = .allocate(capacity: trackLimit)
        unsafe heads.initialize(repeating: Entry(queue: 0, slot: 0), count: trackLimit)
        unsafe places = .allocate(capacity: trackLimit)
        for track in 0..<trackLimit { unsafe (places + track).initialize(to: Atomic(0)) }
        tracks = Array(repeating: Track(), count: trackLimit)
        vacant = (0..<UInt32(trackLimit)).reversed()
    }

    deinit {
        unsafe heads.deallocate()
        unsafe places.deinitialize(count: tracks.count)
        unsafe places.deallocate()
    }

    /// Whether there may be a key to run, or something to route.
    func hasWork(_ queues: LaneQueues) -> Bool {
        pending(readied, started) || pending(ended, seen)
            || !isExhausted && queues.hasEvents
    }

    /// Claims the head of a key that is ready, by the priorities of the heads; the caller calls `finish` once it is
    /// done for good.
    ///
    /// An urgent event has its turn after those of its key that came before it: the order in a key comes first. But
    /// they are as urgent as it is.
    func next(
        _ queues: LaneQueues, isCritical: Bool = false, turn: inout Int
    ) -> (entry: LaneQueues.Entry, track: UInt32)? {
        route(queues)
        let track =
            isCritical
            ? claim(from: Self.critical)
            : LaneQueues.first(turn: &turn) { claim(from: $0) }
        guard let track else { return nil }
        started.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        return (unsafe heads[Int(track)], track)
    }

    /// Lets a key's next event run.
    func finish(_ track: UInt32, _ queues: LaneQueues) {
        finished.enqueue(track)
        ended.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        route(queues)
    }

    private var isExhausted: Bool { exhausted.load(ordering: .sequentiallyConsistent) }

    private func route(_ queues: LaneQueues) {
        repeat {
            // Pairs with the store below. Sequentially consistent: who brings something puts it
            // in before it tries the role, the router looks for more after it has given the role up.
            guard !role.exchange(true, ordering: .sequentiallyConsistent) else { return }
            while let track = finished.dequeue() { advance(track) }
            while !vacant.isEmpty, let entry = queues.next(turn: &routingTurn) {
                admit(entry, queues)
            }
            exhausted.store(vacant.isEmpty, ordering: .sequentiallyConsistent)
            role.store(false, ordering: .sequentiallyConsistent)
        } while pending(ended, seen) || !isExhausted && queues.hasEvents
    }

    private func admit(_ entry: LaneQueues.Entry, _ queues: LaneQueues) {
        let key = queues.orderKey(of: entry, by: keyOf)
        if let track = keys[key] {
            tracks[Int(track)].append(entry)
            if entry.queue == Self.critical { enter(track, Self.critical) }
        } else if let track = vacant.popLast() {
            keys[key] = track
            tracks[Int(track)].key = key
            makeReady(track, entry)
        }
    }

    private func advance(_ track: UInt32) {
        seen.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
        let place = Int(track)
        guard !tracks[place].isEmpty else {
            keys[tracks[place].key] = nil
            vacant.append(track)
            return
        }
        makeReady(track, tracks[place].removeFirst())
    }

    private func makeReady(_ track: UInt32, _ entry: LaneQueues.Entry) {
        unsafe heads[Int(track)] = entry
        let isHurried = tracks[Int(track)].urgent > 0
        enter(track, isHurried ? Self.critical : entry.queue, Place.claimable)
        readied.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
    }

    /// Puts a track into a ring, unless its number is still there.
    ///
    /// Releases the head to the worker that claims it. If the number is there, either the ring gives it later, or a
    /// worker has just taken it out: that worker has not come to its own change of the bits, in which it will see
    /// these. So a ring never has a number twice, and no claimable track is left without one.
    private func enter(_ track: UInt32, _ queue: UInt8, _ claimable: UInt32 = 0) {
        let ring = Place.ring(queue)
        let old = unsafe places[Int(track)].bitwiseOr(
            ring | claimable, ordering: .acquiringAndReleasing
        ).oldValue
        if old & ring == 0 { ready[Int(queue)].tracks.enqueue(track) }
    }

    /// Takes a ring's first track whose head nobody has claimed.
    private func claim(from queue: UInt8) -> UInt32? {
        let gone = Place.ring(queue) | Place.claimable
        while let track = ready[Int(queue)].tracks.dequeue() {
            let old = unsafe places[Int(track)].bitwiseAnd(
                ~gone, ordering: .acquiringAndReleasing
            ).oldValue
            if old & Place.claimable != 0 { return track }
        }
        return nil
    }

    private func load(_ count: borrowing Padded) -> UInt64 {
        count.value.load(ordering: .sequentiallyConsistent)
    }

    private func pending(_ produced: borrowing Padded, _ consumed: borrowing Padded) -> Bool {
        Int64(bitPattern: load(produced) &- load(consumed)) > 0
    }
}
