import Synchronization
import Testing

@testable import EventBus

/// Handlers that never suspend, and the single worker that one of them has once it is known to be brief.
@Suite struct BriefHandlerTests {
    private let bench = HandDriven()
    private let seen = Recorder<Int>()
    /// The places of the workers that have handled something.
    private let places = Recorder<String>()

    // Subscribes a handler that calls a function in the middle of each event, and lets it show how brief it is with
    // events below zero, of which it makes nothing.
    private func subscribe(halfway: @escaping @Sendable (Int) -> Void = { _ in }) throws {
        try bench.bus.subscribe(
            "brief", to: ["test.tick"], options: .init(policy: .parallel(limit: 8), retry: .never)
        ) { [seen, places] context in
            guard context.payload >= 0 else { return }
            halfway(context.payload)
            places.add(String(context.taskID.split(separator: "-")[1]))
            seen.add(context.payload)
        }
        for _ in 0..<500 { try bench.bus.tryPublish(.tick(-1)) }
        bench.run()
        #expect(try isBrief)
    }

    private var isBrief: Bool {
        get throws {
            try #require(bench.bus.core.lane(named: "brief")).isBrief.load(ordering: .relaxed)
        }
    }

    @Test func `a brief handler has one worker, however many wait`() throws {
        try subscribe()
        for number in 0..<500 { try bench.bus.tryPublish(.tick(number)) }
        bench.run()
        #expect(seen.all == Array(0..<500))
        #expect(Set(places.all).count == 1)
        bench.bus.assertBalanced()
    }

    @Test func `what waits behind an event that does not end is taken over at the second tick`()
        throws
    {
        let handled = Recorder<Int>()
        try subscribe { [bench, seen] number in
            guard number == 0 else { return }
            for _ in 0..<3 {
                bench.run()
                handled.add(seen.count)
                bench.clock.advance(by: .milliseconds(5))
            }
        }
        for number in 0..<100 { try bench.bus.tryPublish(.tick(number)) }
        bench.run()
        #expect(handled.all == [0, 0, 99])
        #expect(seen.all == Array(1..<100) + [0])
        bench.bus.assertBalanced()
    }

    @Test func `an event that took long calls other workers for those behind it`() throws {
        let meanwhile = Counter()
        try subscribe { [bench, seen] number in
            switch number {
            case 0: bench.clock.advance(by: .milliseconds(1))
            case 1:
                bench.run()
                meanwhile.add(seen.count)
            default: break
            }
        }
        for number in 0..<100 { try bench.bus.tryPublish(.tick(number)) }
        bench.run()
        // While the second event ran, without a tick.
        #expect(meanwhile.value == 99)
        #expect(try !isBrief)
        bench.bus.assertBalanced()
    }

    @Test func `a brief handler's event that passes its timeout is given up, and others go on`()
        throws
    {
        let meanwhile = Counter()
        try subscribe { [bench, seen] number in
            guard number == 0 else { return }
            bench.clock.advance(by: .seconds(60))
            bench.run()
            meanwhile.add(seen.count)
        }
        for number in 0..<100 { try bench.bus.tryPublish(.tick(number)) }
        bench.run()
        bench.clock.advance(by: .seconds(60))
        bench.run()
        #expect(meanwhile.value == 99)
        let numbers = try #require(bench.bus.numbers(of: "brief"))
        #expect(numbers.timedOut > 0)
        #expect(numbers.lateFinishes == numbers.timedOut)
        #expect(numbers.stuck == 0)
        bench.bus.assertBalanced()
    }

    @Test func `a handler that may suspend is never taken for a brief one`() throws {
        try bench.bus.subscribe("brief", to: ["test.tick"]) { _ async in }
        for _ in 0..<500 { try bench.bus.tryPublish(.tick(-1)) }
        bench.run()
        #expect(try !isBrief)
    }

    @Test func `a handler that never suspends fails, is tried again and buried as any other`()
        throws
    {
        try bench.bus.subscribe("broken", to: ["test.tick"]) { context throws in
            throw context.payload == 0 ? Hopeless() as any Error : Mishap()
        }
        try bench.bus.tryPublish(.tick(0))
        try bench.bus.tryPublish(.tick(1))
        bench.run()
        #expect(bench.bus.numbers(of: "broken")?.retrying == 1)
        for _ in 0..<10 {
            bench.clock.advance(by: .seconds(60))
            bench.run()
        }
        #expect(Set(bench.letters.letters.map(\.event.payload)) == [0, 1])
        bench.bus.assertBalanced()
    }
}
