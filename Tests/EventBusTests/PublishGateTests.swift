import Testing

@testable import EventBus

/// The gate that keeps a routing table alive while publishers use it.
@Suite struct PublishGateTests {
    @Test func `who was inside is waited for although an earlier change has given up`() async {
        let gate = PublishGate()
        let epoch = gate.enter()
        await gate.synchronize(orUntil: { true })
        var looks = 0
        await gate.synchronize {
            looks += 1
            // Until it looks a third time the publisher is inside.
            if looks == 3 { gate.leave(epoch) }
            return false
        }
        #expect(looks >= 3)
    }

    @Test(arguments: 0..<4)
    func `however many changes give up, the next waits for all who are inside`(_ count: Int) async {
        let gate = PublishGate()
        var inside: [UInt64] = []
        for _ in 0..<count {
            inside.append(gate.enter())
            await gate.synchronize(orUntil: { true })
        }
        inside.append(gate.enter())
        await gate.synchronize {
            if let epoch = inside.popLast() { gate.leave(epoch) }
            return false
        }
        #expect(inside.isEmpty)
    }
}
