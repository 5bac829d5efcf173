internal import CCycles
import Synchronization

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// The monotonic clock by the processor's own counter, where the kernel takes its time from the same.
///
/// A reading of the kernel's clock takes 20 ns, a fifth of what a delivery takes in all; a reading of the counter takes
/// 8. It counts steps of the processor, and how long those are is found out by looks at both clocks.
///
/// Until that is known, on machines without such a counter, and once the counter has gone another way than the
/// kernel's clock, that clock is read. The last is so after a laptop slept: the counter either went on, and then so does
/// the time that this tells, which a thread never sees go back; or it began anew, and then the sleep is left out, as the
/// kernel's clock leaves it out. Otherwise the two part by what the measured step was wrong, some millionths of what passes.
enum CycleClock {
    private static let first = look()
    private static let gauge = Mutex(
        CycleGauge(first: first, mayBeUsed: has_cycles != 0 && isKernelsClock()))
    /// Nanoseconds a cycle, times 2^64; 0 while the kernel's clock is read.
    ///
    /// Released after what is read with it: `first`, and `advance` when it becomes 0 again.
    private static let scale = Atomic<UInt64>(0)
    /// Whether the counter is read now.
    static var isCounterRead: Bool { scale.load(ordering: .relaxed) != 0 }
    private static let advance = Atomic<Int64>(0)

    /// Nanoseconds from an arbitrary start.
    @inline(__always)
    static func nanoseconds() -> Int64 {
        let scale = scale.load(ordering: .acquiring)
        if scale != 0, let now = first.nanoseconds(at: read_cycles(), scale: scale) { return now }
        return kernelNanoseconds(CLOCK_MONOTONIC) &+ advance.load(ordering: .relaxed)
    }

    /// Takes the counter into use once its step is known, and checks it from then on.
    ///
    /// To be called about every tick of a bus.
    static func check() {
        gauge.withLock { gauge in
            guard gauge.isOpen else { return }
            switch gauge.take(look()) {
            case .nothing: break
            case .goOn(let ahead): advance.store(ahead, ordering: .relaxed)
            case .use(let scale): self.scale.store(scale, ordering: .releasing)
            case .giveUp(let advance):
                self.advance.store(advance, ordering: .relaxed)
                scale.store(0, ordering: .releasing)
            }
        }
    }

    /// A clock of the kernel.
    static func kernelNanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Both clocks, the best of five looks: a thread may be held up between two readings.
    private static func look() -> CycleGauge.Look {
        var narrowest = UInt64.max
        var look = CycleGauge.Look(cycles: 0, nanoseconds: 0)
        for _ in 0..<5 {
            let before = read_cycles()
            let now = kernelNanoseconds(CLOCK_MONOTONIC)
            let width = read_cycles() &- before
            guard width < narrowest else { continue }
            narrowest = width
            look = CycleGauge.Look(cycles: before &+ width / 2, nanoseconds: now)
        }
        return look
    }

    /// Whether the kernel's time is the counter's: it watches that its steps are even and the same on all cores, and
    /// takes another clock if they are not.
    static func isKernelsClock() -> Bool {
        let path = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var name: [UInt8] = Array(repeating: 0, count: 16)
        let count = unsafe read(file, &name, name.count)
        return count >= 3 && name.starts(with: "tsc".utf8) && (count == 3 || name[3] == 0x0A)
    }
}
