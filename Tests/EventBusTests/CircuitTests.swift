import Testing

@testable import EventBus

/// The only trial of a circuit that is half open.
@Suite struct CircuitTests {
    @Test func `an event that is buried unrun gives the trial back`() throws {
        let bench = HandDriven()
        let bus = bench.bus
        let seen = Recorder<Int>()
        try bus.subscribe(
            "fragile", to: ["test.tick"],
            options: .init(
                policy: .serial, retry: .never,
                breaker: BreakerPolicy(failures: 1, openFor: .seconds(1)))
        ) { context in
            if context.payload == 0 { throw Mishap() }
            seen.add(context.payload)
        }
        try bus.tryPublish(.tick(0))
        bench.run()
        #expect(bus.numbers(of: "fragile")?.circuit == .open)
        let poison = try #require(bus.history().first)
        bench.run { try await bus.redeliver(poison, toHandler: "fragile", crashes: 3) }
        try bus.tryPublish(.tick(1))
        bench.clock.advance(by: .seconds(1))
        bench.run()
        #expect(bench.letters.letters.map { $0.attempts.count } == [1, 3])
        #expect(seen.all == [1])
        #expect(bus.numbers(of: "fragile")?.circuit == .closed)
        bus.assertBalanced()
    }

    @Test func `a circuit that is closed by hand before its opening is applied stops nothing`()
        throws
    {
        let bench = HandDriven()
        let bus = bench.bus
        try bus.subscribe(
            "fragile", to: ["test.tick"],
            options: .init(breaker: BreakerPolicy(failures: 1, openFor: .seconds(1)))
        ) { _ in }
        let lane = try #require(bus.core.lane(named: "fragile"))
        // A worker has opened the circuit, and stops before it tells its lane.
        let change = try #require(lane.circuit?.failed(at: 0))
        bus.resetBreaker("fragile")
        lane.apply(change)
        try bus.tryPublish(.tick(1))
        bench.run()
        #expect(bus.numbers(of: "fragile")?.executed == 1)
        #expect(bus.numbers(of: "fragile")?.isPaused == false)
    }

    @Test func `a trial is to be had of a half-open circuit only`() {
        let circuit = Circuit(BreakerPolicy(failures: 1, openFor: .seconds(1)))
        _ = circuit.failed(at: 0)
        _ = circuit.tick(at: 1_000_000_000)
        #expect(circuit.hasProbe)
        #expect(circuit.takeProbe())
        circuit.returnProbe()
        _ = circuit.failed(at: 1_000_000_000)
        #expect(circuit.state == .open)
        #expect(!circuit.hasProbe)
        #expect(!circuit.takeProbe())
    }
}
