import Synchronization

/// Counts of durations, written by many threads and read by any, without a lock.
///
/// Buckets are linear within each octave (32 of them, so within 3 %). There are two halves: one
/// fills while the other holds the time before; `rotate()` empties the older and swaps them, so a
/// reading covers between one and two periods. A duration recorded during the swap may land in
/// either half, which a statistic can bear.
///
/// All orderings are relaxed: a count guards nothing.
///
/// `@unchecked Sendable`: the only memory behind the pointer is atomics.
@safe struct AtomicHistogram: ~Copyable, @unchecked Sendable {
    private static let octaves = 40
    private static let steps = 32
    private static let buckets = (octaves - 4) * steps

    private let counts: UnsafeMutablePointer<Atomic<UInt32>>
    private let current = Atomic<Int>(0)

    init() {
        unsafe counts = .allocate(capacity: 2 * Self.buckets)
        for bucket in 0..<2 * Self.buckets { unsafe (counts + bucket).initialize(to: Atomic(0)) }
    }

    deinit {
        unsafe counts.deinitialize(count: 2 * Self.buckets)
        unsafe counts.deallocate()
    }

    func record(_ nanoseconds: Int64) {
        let bucket = current.load(ordering: .relaxed) &+ Self.bucket(of: nanoseconds)
        unsafe counts[bucket].wrappingAdd(1, ordering: .relaxed)
    }

    /// Forgets the older half and starts to fill it.
    func rotate() {
        let older = Self.buckets - current.load(ordering: .relaxed)
        for bucket in older..<older + Self.buckets {
            unsafe counts[bucket].store(0, ordering: .relaxed)
        }
        current.store(older, ordering: .relaxed)
    }

    func percentiles() -> LatencyPercentiles {
        var result = LatencyPercentiles()
        for bucket in 0..<2 * Self.buckets {
            result.count += unsafe UInt64(counts[bucket].load(ordering: .relaxed))
        }
        // Most handlers of a quiet desk, at each snapshot.
        guard result.count > 0 else { return result }
        let merged = (0..<Self.buckets).map { bucket in
            unsafe UInt64(counts[bucket].load(ordering: .relaxed))
                + UInt64(counts[bucket + Self.buckets].load(ordering: .relaxed))
        }
        result.count = merged.reduce(0, +)
        var seen: UInt64 = 0
        for (bucket, count) in merged.enumerated() where count > 0 {
            let value = Self.middle(of: bucket)
            let before = seen
            seen += count
            func reaches(_ hundredths: UInt64) -> Bool {
                let rank = (result.count * hundredths + 99) / 100
                return before < rank && rank <= seen
            }
            if reaches(50) { result.p50 = value }
            if reaches(90) { result.p90 = value }
            if reaches(99) { result.p99 = value }
            result.max = value
            let octave = value < 2 ? 0 : 63 - value.leadingZeroBitCount
            result.octaves[min(octave, Self.octaves - 1)] += count
        }
        return result
    }

    private static func bucket(of nanoseconds: Int64) -> Int {
        let value = max(0, min(nanoseconds, 1 << octaves - 1))
        guard value >= steps else { return Int(value) }
        let octave = 63 - value.leadingZeroBitCount
        return (octave - 4) * steps + Int(value >> (octave - 5)) & (steps - 1)
    }

    /// The duration in the middle of a bucket.
    private static func middle(of bucket: Int) -> Int64 {
        guard bucket >= steps else { return Int64(bucket) }
        let octave = bucket / steps + 4
        let width = Int64(1) << (octave - 5)
        return Int64(steps + bucket % steps) * width + width / 2
    }
}
