import Synchronization

/// Random numbers for retry delays, from a seed: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Its state is a counter, so any number of threads may draw at once.
struct RandomSource: ~Copyable, Sendable {
    private let state: Atomic<UInt64>

    init(seed: UInt64) {
        state = Atomic(seed)
    }

    func next() -> UInt64 {
        var value = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 up to and including `bound`.
    func below(_ bound: Int64) -> Int64 {
        Int64(next().multipliedFullWidth(by: UInt64(max(0, bound)) + 1).high)
    }
}
