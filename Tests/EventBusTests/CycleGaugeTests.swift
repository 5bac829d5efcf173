import Foundation
import Testing

@testable import EventBus

/// The processor's counter beside the kernel's clock.
@Suite("A processor's counter as a clock")
struct CycleGaugeTests {
    private typealias Look = CycleGauge.Look

    /// A counter of three steps a nanosecond.
    private let first = Look(cycles: 900, nanoseconds: 5_000)

    private func look(after nanoseconds: Int64, slept: Int64 = 0) -> Look {
        Look(
            cycles: first.cycles + 3 * UInt64(nanoseconds + slept),
            nanoseconds: first.nanoseconds + nanoseconds)
    }

    /// A gauge that has just advised to use the counter, and the scale.
    private func inUse() throws -> (CycleGauge, scale: UInt64) {
        var gauge = CycleGauge(first: first, mayBeUsed: true)
        guard case .use(let scale) = gauge.take(look(after: 10_000_000)) else {
            throw NotUsed()
        }
        return (gauge, scale)
    }

    private struct NotUsed: Error {}

    @Test("tells the kernel's time once its step is known")
    func step() throws {
        let (_, scale) = try inUse()
        let later = look(after: 86_400_000_000_000)
        let told = try #require(first.nanoseconds(at: later.cycles, scale: scale))
        #expect((told - later.nanoseconds).magnitude <= 1)
    }

    @Test("is not used before there is enough to measure its step by, nor where it must not be")
    func notYet() {
        var gauge = CycleGauge(first: first, mayBeUsed: true)
        #expect(gauge.take(look(after: 3_999_999)) == .nothing)
        #expect(gauge.isOpen)
        var barred = CycleGauge(first: first, mayBeUsed: false)
        #expect(barred.take(look(after: 10_000_000)) == .nothing)
        #expect(!barred.isOpen)
    }

    @Test("is not used if it stands still or counts too slowly")
    func slow() {
        for cycles in [first.cycles, first.cycles - 1, first.cycles + 5_000_000] {
            var gauge = CycleGauge(first: first, mayBeUsed: true)
            let advice = gauge.take(Look(cycles: cycles, nanoseconds: 10_005_000))
            #expect(advice == .giveUp(advance: 0))
            #expect(!gauge.isOpen)
        }
    }

    @Test("stays in use while it goes with the kernel's clock, however long nobody looked")
    func goesOn() throws {
        var (gauge, _) = try inUse()
        for passed: Int64 in [20_000_000, 20_900_000, 3_600_000_000_000] {
            // A hundred millionths off, more than a measured step is.
            let cycles = look(after: passed).cycles + UInt64(passed) * 3 / 10_000
            let advice = gauge.take(Look(cycles: cycles, nanoseconds: 5_000 + passed))
            guard case .goOn(let ahead) = advice else {
                Issue.record("given up after \(passed) ns: \(advice)")
                continue
            }
            #expect((ahead - passed / 10_000).magnitude <= 1)
        }
        #expect(gauge.isOpen)
    }

    @Test("is given up after a sleep that it counted, and time does not go back")
    func slept() throws {
        var (gauge, scale) = try inUse()
        let hour: Int64 = 3_600_000_000_000
        let awake = look(after: 20_000_000, slept: hour)
        let told = try #require(first.nanoseconds(at: awake.cycles, scale: scale))
        guard case .giveUp(let advance) = gauge.take(awake) else {
            Issue.record("the counter is an hour ahead and still in use")
            return
        }
        #expect((awake.nanoseconds + advance - told).magnitude <= 1)
        #expect(gauge.take(look(after: 30_000_000, slept: hour)) == .nothing)
    }

    @Test("is given up once it has begun anew: it tells no time then, and none that goes back")
    func begunAnew() throws {
        var (gauge, scale) = try inUse()
        #expect(first.nanoseconds(at: 17, scale: scale) == nil)
        let look = Look(cycles: look(after: 20_000_000).cycles + 3_000, nanoseconds: 20_005_000)
        guard case .goOn(let ahead) = gauge.take(look) else {
            Issue.record("a microsecond is too much")
            return
        }
        #expect(ahead == 999)
        #expect(
            gauge.take(Look(cycles: 17, nanoseconds: 30_000_000)) == .giveUp(advance: ahead))
    }

    @Test("is given up if its step was measured wrong, however often somebody looks")
    func drifting() throws {
        var (gauge, _) = try inUse()
        var advice = CycleGauge.Advice.nothing
        var passed: Int64 = 10_000_000
        while gauge.isOpen, passed < 1_000_000_000 {
            passed += 5_000_000
            // A tenth too fast: half a millisecond from one look to the next.
            let cycles = look(after: passed + (passed - 10_000_000) / 10).cycles
            advice = gauge.take(Look(cycles: cycles, nanoseconds: 5_000 + passed))
        }
        guard case .giveUp(let advance) = advice else {
            Issue.record("the counter is a tenth too fast and still in use")
            return
        }
        #expect(advance > 0)
    }

    @Test("of the machine does not go back for a thread, and goes with the kernel's clock")
    func machine() async {
        /// The kernel's clock less ours, as near as two readings around ours tell.
        @Sendable func lead() -> ClosedRange<Int64> {
            let before = CycleClock.kernelNanoseconds(CLOCK_MONOTONIC)
            let now = SystemClock().read().monotonicNanoseconds
            return before - now...CycleClock.kernelNanoseconds(CLOCK_MONOTONIC) - now
        }
        let start = lead()
        let began = CycleClock.kernelNanoseconds(CLOCK_MONOTONIC)
        let faults = await withTaskGroup(of: Int.self) { readers in
            for _ in 0..<4 {
                readers.addTask {
                    var (last, faults) = (Int64.zero, 0)
                    for round in 0..<100_000 {
                        if round % 1_000 == 0 { CycleClock.check() }
                        let now = SystemClock().read().monotonicNanoseconds
                        // Some nanoseconds: the counter is read while the thread moves to another core.
                        if now < last - 1_000 { faults += 1 }
                        last = now
                    }
                    return faults
                }
            }
            return await readers.reduce(0, +)
        }
        #expect(faults == 0)
        let end = lead()
        let passed = CycleClock.kernelNanoseconds(CLOCK_MONOTONIC) - began
        let slack = 1_000_000 + passed / 1_000
        #expect(
            end.lowerBound < start.upperBound + slack && end.upperBound > start.lowerBound - slack)
        #if arch(x86_64)
            #expect(CycleClock.isCounterRead == CycleClock.isKernelsClock())
        #endif
    }
}
