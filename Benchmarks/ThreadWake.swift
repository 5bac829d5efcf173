import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What it takes to wake a sleeping thread and be woken by it: a round trip of two semaphores, which are futexes
/// on Linux.
enum ThreadWake {
    /// Round trips of a thread that has slept for a millisecond, in microseconds.
    static func roundTrips(_ count: Int) -> [Double] {
        let (there, back) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let other = Thread {
            for _ in 0..<count {
                there.wait()
                back.signal()
            }
        }
        other.start()
        return (0..<count).map { _ in
            usleep(1000)
            let start = ContinuousClock.now
            there.signal()
            back.wait()
            return Double((ContinuousClock.now - start).components.attoseconds) / 1e12
        }
    }
}
