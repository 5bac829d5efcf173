import Testing
import Trading

struct RiskGateTests {
    @Test func `an open gate denies nothing`() {
        let gate = RiskGate()
        #expect(gate.state == .active)
        #expect(gate.reasons.isEmpty)
        #expect(gate.denial == nil)
    }

    @Test(
        "each cause makes the desk reduce, under its own code",
        arguments: zip(
            ReducingCause.allCases,
            [DenialCode.dailyLoss, .lossStreak, .reducing, .reducing]))
    func causes(_ cause: ReducingCause, _ code: DenialCode) {
        var gate = RiskGate()
        gate.raise(cause, "why")
        gate.raise(cause, "again")
        #expect(gate.state == .reducing)
        #expect(gate.reasons == ["why"])
        #expect(gate.denial == Denial(code, "why"))
        gate.startSession()
        #expect(gate.state == .active)
    }

    @Test func `a halt outranks the causes and outlives the session`() {
        var gate = RiskGate()
        gate.raise(.ledger, "disk full")
        gate.halt("lunch")
        #expect(gate.state == .halted)
        #expect(gate.denial?.code == .halted)
        #expect(gate.reasons == ["halted: lunch", "disk full"])
        gate.startSession()
        #expect(gate.state == .halted)
        gate.resume()
        #expect(gate.state == .active)
    }
}
