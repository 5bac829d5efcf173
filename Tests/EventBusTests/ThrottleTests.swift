import Testing

@testable import EventBus

/// Rates and bursts that are larger than the numbers that they are counted in.
@Suite struct ThrottleTests {
    @Test func `a burst beyond all bounds is not used up`() {
        let bucket = TokenBucket(Throttle(perSecond: 0.001, burst: .max))
        for _ in 0..<1_000 { #expect(bucket.take(at: 0) == nil) }
    }

    @Test func `a rate of almost nothing gives one token and then none`() {
        let bucket = TokenBucket(Throttle(perSecond: .leastNonzeroMagnitude, burst: 1))
        #expect(bucket.take(at: 1_000_000_000) == nil)
        for _ in 0..<3 { #expect((bucket.take(at: 2_000_000_000) ?? 0) > 1_000_000_000) }
    }
}
