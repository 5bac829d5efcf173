import Testing
import Trading

struct SignalValidatorTests {
    private func validate(
        _ signal: Signal, rules: DeskRules = Fixture.rules, isOpen: Bool = true,
        now: Timestamp = Fixture.tenOClock
    ) -> Result<ValidSignal, Denial> {
        SignalValidator.validate(
            signal, rules: rules, knows: { ["NIFTY", "BANKNIFTY", "M&M"].contains($0) },
            isSessionOpen: isOpen, now: now)
    }

    @Test func `a good signal passes with its prices in paise and its expected move`() throws {
        let valid = try validate(Fixture.signal(symbol: "NSE:NIFTYBANK")).get()
        #expect(valid.symbol == "BANKNIFTY")
        #expect(valid.entry == Price(paise: 25_000_00))
        #expect(valid.expectedMovePercent == 1.6)
    }

    @Test(
        "an id has 1 to 64 characters",
        arguments: [
            ("", false), ("  ", false), (String(repeating: "x", count: 64), true),
            (String(repeating: "x", count: 65), false),
        ])
    func idLength(_ id: String, _ isGood: Bool) {
        #expect(validate(Fixture.signal(id: id)).code == (isGood ? nil : .badSignalID))
    }

    @Test(
        "symbols are brought to the list's names",
        arguments: [
            ("NSE:INFY", "INFY"), (" nifty ", "NIFTY"), ("NFO: BANKNIFTY", "BANKNIFTY"),
            ("NIFTYBANK", "BANKNIFTY"), ("NIFTYFIN", "FINNIFTY"), ("NIFTYFINSERVICE", "FINNIFTY"),
            ("NIFTYMID", "MIDCPNIFTY"), ("BSE:SENSEX", "SENSEX"), ("", ""), ("NSE:", ""),
        ])
    func symbols(_ given: String, _ name: String) {
        #expect(SymbolNormaliser.normalise(given) == name)
    }

    @Test func `a name without options is unknown`() {
        #expect(validate(Fixture.signal(symbol: "ACME")).code == .unknownSymbol)
        #expect(validate(Fixture.signal(symbol: "")).code == .unknownSymbol)
    }

    @Test(
        "prices are finite and above zero",
        arguments: [0, -1, .nan, .infinity, 1e308, 0.001] as [Double])
    func badPrices(_ price: Double) {
        #expect(validate(Fixture.signal(entry: price)).code == .badPrice)
        #expect(validate(Fixture.signal(stop: price)).code == .badPrice)
        #expect(validate(Fixture.signal(target: price)).code == .badPrice)
    }

    @Test(
        "levels lie on their sides of the entry",
        arguments: [
            (SignalAction.buy, 24_800.0, 25_400.0, true), (.buy, 25_000, 25_400, false),
            (.buy, 24_800, 25_000, false), (.buy, 25_400, 24_800, false),
            (.sell, 25_200, 24_600, true), (.sell, 25_000, 24_600, false),
            (.sell, 25_200, 25_000, false), (.sell, 24_600, 25_200, false),
        ])
    func levels(_ action: SignalAction, _ stop: Double, _ target: Double, _ isGood: Bool) {
        let verdict = validate(Fixture.signal(action, stop: stop, target: target))
        #expect(verdict.code == (isGood ? nil : .badLevels))
    }

    @Test func `a refusal holds the numbers`() {
        let verdict = validate(
            Fixture.signal(.sell, entry: 27_210.25, stop: 27_100, target: 27_300))
        #expect(
            verdict.reason
                == "entry 27,210.25 must lie between stop 27,100.00 and target 27,300.00; "
                + "a SELL needs target < entry < stop")
    }

    @Test(
        "strength is on the scale 0…1 and not below the mode's",
        arguments: [
            (0.6, nil), (1.0, nil), (0.59, .weakSignal), (0.0, .weakSignal), (1.01, .badStrength),
            (-0.1, .badStrength), (75, .badStrength), (.nan, .badStrength),
        ] as [(Double, DenialCode?)])
    func strengths(_ strength: Double, _ code: DenialCode?) {
        #expect(validate(Fixture.signal(strength: strength)).code == code)
    }

    @Test func `a signal that gives no strength is not refused for it`() throws {
        #expect(try validate(Fixture.signal(strength: nil)).get().strength == nil)
    }

    @Test(
        "a small move is refused, given or computed",
        arguments: [(1.0, nil), (0.99, .smallMove), (.nan, .smallMove)] as [(Double, DenialCode?)])
    func moves(_ percent: Double, _ code: DenialCode?) {
        #expect(validate(Fixture.signal(move: percent)).code == code)
        #expect(validate(Fixture.signal(target: 25_200)).code == .smallMove)
    }

    @Test(
        "a signal lives for its strategy's time",
        arguments: [(60.0, nil), (60.1, .staleSignal), (-60, nil), (-61, .staleSignal)]
            as [(Double, DenialCode?)])
    func ages(_ seconds: Double, _ code: DenialCode?) {
        let emitted = Fixture.tenOClock.advanced(bySeconds: -seconds)
        #expect(validate(Fixture.signal(at: emitted)).code == code)
        let patient = DeskRules(signalLifeSeconds: ["test": 120])
        #expect(validate(Fixture.signal(at: emitted), rules: patient).code == nil)
    }

    @Test func `a closed market says when it opens`() {
        let verdict = validate(
            Fixture.signal(at: Fixture.at("15:31:00")), isOpen: false, now: Fixture.at("15:31:00"))
        #expect(verdict.code == .sessionClosed)
        #expect(verdict.reason.contains("the next session opens 2025-10-07 09:15:00"))
    }

    @Test func `the first broken rule is the answer`() {
        var signal = Fixture.signal(id: "", symbol: "ACME", entry: -1, strength: 7)
        #expect(validate(signal, isOpen: false).code == .badSignalID)
        signal.id = "s"
        #expect(validate(signal, isOpen: false).code == .unknownSymbol)
        signal.symbol = "NIFTY"
        #expect(validate(signal, isOpen: false).code == .badPrice)
        signal.entryPrice = 30_000
        #expect(validate(signal, isOpen: false).code == .badLevels)
        signal.entryPrice = 25_000
        #expect(validate(signal, isOpen: false).code == .badStrength)
        signal.strength = 0.1
        signal.expectedMovePercent = 0.1
        signal.emittedAt = Fixture.tenOClock.advanced(bySeconds: -900)
        #expect(validate(signal, isOpen: false).code == .weakSignal)
        signal.strength = 0.9
        #expect(validate(signal, isOpen: false).code == .smallMove)
        signal.expectedMovePercent = 2
        #expect(validate(signal, isOpen: false).code == .staleSignal)
        signal.emittedAt = Fixture.tenOClock
        #expect(validate(signal, isOpen: false).code == .sessionClosed)
        #expect(validate(signal).code == nil)
    }
}
