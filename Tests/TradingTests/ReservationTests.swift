import Testing
import Trading

@Suite struct ReservationTests {
    @Test(
        "any number of entries at once stays within every limit, and each refusal holds its number",
        arguments: 0..<200 as Range<UInt64>)
    func limits(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var rules = DeskRules(mode: RiskMode.builtIn[Int(seed % 4)])
        rules.limits.maximumPositions = Int.random(in: 1...6, using: &random)
        rules.limits.capitalAtRiskPercent = Double.random(in: 1...20, using: &random)
        rules.limits.dailyLossPercent = 100
        rules.limits.lossStreak = 1000
        let capital = Money(rupees: Int64.random(in: 50_000...20_00_000, using: &random))
        var account = Account(capital: capital, day: Fixture.monday)
        var inFlight: [String] = []
        var refusals: Set<DenialCode> = []
        for number in 0..<100 {
            let contract = Fixture.contract(
                lot: [25, 50, 75, 400].randomElement(using: &random) ?? 75)
            let request = EntryRequest(
                signalID: "s\(number)", contract: contract,
                premium: Price(paise: Int64.random(in: 200...6000, using: &random) * 5),
                mode: rules.mode, day: Fixture.monday)
            switch account.reserve(request, rules: rules) {
            case .success: inFlight.append(request.signalID)
            case .failure(let denial):
                refusals.insert(denial.code)
                #expect(denial.reason.contains { $0.isNumber }, "\(denial)")
            }
            if Int.random(in: 0..<5, using: &random) == 0, let id = inFlight.popLast() {
                account.release(signalID: id)
            }
            #expect(account.positionCount <= rules.limits.maximumPositions)
            #expect(
                account.capitalAtRisk
                    <= capital.scaled(by: rules.limits.capitalAtRiskPercent / 100))
            #expect(account.available >= .zero)
        }
        #expect(
            refusals.isSubset(of: [
                .maxPositions, .capitalAtRisk, .insufficientCash, .riskBudgetBelowOneLot,
            ]))
        #expect(!refusals.isEmpty)
    }
}
