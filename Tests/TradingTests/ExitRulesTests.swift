import Testing
import Trading

struct ExitRulesTests {
    private func evaluate(
        _ position: Position, _ premium: Int64?, at now: Timestamp = Fixture.at("10:05:00"),
        quoteAge: Double = 0, underlying: Int64? = nil, demand: ExitReason? = nil,
        rules: DeskRules = Fixture.rules
    ) -> ExitVerdict {
        ExitRules.evaluate(
            position,
            quote: premium.map { Fixture.quote($0, at: now.advanced(bySeconds: -quoteAge)) },
            underlying: underlying.map { Price(paise: $0) }, demand: demand, rules: rules, now: now)
    }

    @Test func `a premium between stop and target only moves the mark`() {
        let position = Fixture.position()
        let verdict = evaluate(position, 110_00)
        #expect(verdict.intent == nil)
        #expect(verdict.alerts.isEmpty)
        #expect(verdict.position.mark == Price(paise: 110_00))
        #expect(verdict.position.peak == Price(paise: 110_00))
        #expect(verdict.position.version == position.version)
    }

    @Test("the stop sells all of it", arguments: [65_00, 60_00] as [Int64])
    func stop(_ premium: Int64) {
        let verdict = evaluate(Fixture.position(), premium)
        #expect(verdict.intent?.reason == .stopLoss)
        #expect(verdict.intent?.quantity == Quantity(300))
        #expect(verdict.position.status == .closing)
        #expect(verdict.position.workingExit == verdict.intent?.orderID)
        #expect(evaluate(Fixture.position(), 65_05).intent == nil)
    }

    @Test func `the bid is what a holder could sell at`() {
        let now = Fixture.at("10:05:00")
        let quote = Fixture.quote(66_00, bid: 65_00, ask: 67_00, at: now)
        let verdict = ExitRules.evaluate(
            Fixture.position(), quote: quote, underlying: nil, rules: Fixture.rules, now: now)
        #expect(verdict.intent?.reason == .stopLoss)
    }

    @Test func `the partial booking sells half once and raises the stop to the entry`() {
        let position = Fixture.position(lots: 5)
        #expect(evaluate(position, 149_95).intent == nil)
        let verdict = evaluate(position, 150_00)
        #expect(verdict.intent?.reason == .partial)
        #expect(verdict.intent?.quantity == Quantity(2 * 75))
        #expect(verdict.position.stop == Price(paise: 125_00), "the trail lies above the entry")
        #expect(verdict.position.isStopRaised)

        var booked = verdict.position.applying(
            Fixture.fill(
                .sell, 150, at: 150_00, of: verdict.position, order: verdict.intent?.orderID))
        if let order = verdict.intent?.orderID { booked = booked.exitEnded(order) }
        #expect(evaluate(booked, 170_00).intent == nil, "the first target counts no more")
        #expect(evaluate(booked, 200_00).intent?.reason == .target)
        #expect(evaluate(booked, 200_00).intent?.quantity == Quantity(225))
        #expect(evaluate(booked, 125_00).intent?.reason == .trailingStop)
    }

    @Test func `the stop rises to the entry where the mode does not trail`() {
        var mode = RiskMode.balanced
        mode.trailing = nil
        let rules = DeskRules(mode: mode, modes: [mode])
        let verdict = evaluate(Fixture.position(mode: mode), 150_00, rules: rules)
        #expect(verdict.position.stop == Price(paise: 100_00))
    }

    @Test func `a single lot is not split; it goes for the target`() {
        #expect(evaluate(Fixture.position(lots: 1), 155_00).intent == nil)
        #expect(evaluate(Fixture.position(lots: 1), 155_00).position.stop == Price(paise: 127_50))
        #expect(evaluate(Fixture.position(lots: 1), 160_00).intent?.reason == .target)
    }

    @Test func `the trail begins at its gain, follows the peak and never falls`() {
        var position = Fixture.position(lots: 1)
        position = evaluate(position, 129_95).position
        #expect(position.stop == Price(paise: 65_00))
        position = evaluate(position, 130_00).position
        #expect(position.stop == Price(paise: 115_00))
        position = evaluate(position, 140_00).position
        #expect(position.stop == Price(paise: 120_00))
        position = evaluate(position, 125_00).position
        #expect(position.stop == Price(paise: 120_00))
        #expect(evaluate(position, 120_00).intent?.reason == .trailingStop)
    }

    @Test func `a stop that a person has raised above the trail stays there`() throws {
        let raised = try Fixture.position(lots: 4).settingLevels(
            stop: Price(paise: 145_00), target: Price(paise: 190_00)
        ).get()
        let trailed = evaluate(raised, 148_00).position
        #expect(trailed.stop == Price(paise: 145_00), "the trail would be 124.00")
        let partial = evaluate(trailed, 150_00)
        #expect(partial.intent?.reason == .partial)
        #expect(partial.position.stop == Price(paise: 145_00), "the entry is 100.00")
    }

    @Test func `without a partial booking there is only the one target`() {
        let position = Fixture.position(mode: .ultraSafe)
        #expect(evaluate(position, 129_95).intent == nil)
        #expect(evaluate(position, 130_00).intent?.reason == .target)
        #expect(evaluate(position, 129_95).position.stop == Price(paise: 80_00), "no trail")
    }

    @Test func `a stale quote decides nothing, and in the end the mark is unknown`() {
        var position = evaluate(Fixture.position(), 110_00).position
        let later = Fixture.at("10:05:20")
        var verdict = evaluate(position, 50_00, at: later, quoteAge: 6)
        #expect(verdict.intent == nil)
        #expect(verdict.alerts == [.staleQuote(ageSeconds: 6)])
        #expect(verdict.position.mark == Price(paise: 110_00))
        position = verdict.position
        verdict = evaluate(position, 50_00, at: Fixture.at("10:05:30"), quoteAge: 30)
        #expect(verdict.position.mark == nil)
        #expect(verdict.position.unrealised == nil)
        #expect(evaluate(position, nil).alerts == [.staleQuote(ageSeconds: nil)])
        #expect(evaluate(position, 50_00, at: later, quoteAge: 5).intent?.reason == .stopLoss)
    }

    @Test func `a tick that was overtaken does not turn the mark back`() {
        let position = evaluate(Fixture.position(), 110_00).position
        let verdict = evaluate(position, 50_00, quoteAge: 2)
        #expect(verdict.position == position)
        #expect(verdict.intent == nil)
    }

    @Test(
        "people and the desk are obeyed even without a quote",
        arguments: [ExitReason.operatorClose, .flatten, .dailyLoss])
    func demands(_ reason: ExitReason) {
        #expect(evaluate(Fixture.position(), nil, demand: reason).intent?.reason == reason)
        #expect(evaluate(Fixture.position(), 10_00, demand: reason).intent?.reason == reason)
    }

    @Test func `everything is out by twenty past three, unless held overnight`() {
        let position = Fixture.position()
        #expect(evaluate(position, 110_00, at: Fixture.at("15:19:59")).intent == nil)
        let verdict = evaluate(position, nil, at: Fixture.at("15:20:00"))
        #expect(verdict.intent?.reason == .squareOff)
        let overnight = Fixture.position(mode: .aggressive, openedAt: Fixture.at("14:00:00"))
        #expect(evaluate(overnight, 110_00, at: Fixture.at("15:20:00")).intent == nil)
    }

    @Test func `what should have been out yesterday is out at the opening`() {
        let tuesday = Fixture.monday.advanced(byDays: 1)
        let opening = evaluate(Fixture.position(), nil, at: Fixture.at("09:15:00", on: tuesday))
        #expect(opening.intent?.reason == .squareOff)
    }

    @Test func `while the market is closed an exit waits and says so`() {
        let verdict = evaluate(Fixture.position(), nil, at: Fixture.at("15:30:00"))
        #expect(verdict.intent == nil)
        #expect(verdict.alerts.contains(.marketClosed(.squareOff)))
        #expect(verdict.position.workingExit == nil)
    }

    @Test func `nobody holds an option into its end`() {
        let position = Fixture.position(
            mode: .aggressive, openedAt: Fixture.at("14:00:00"), expiry: Fixture.monday)
        #expect(evaluate(position, 110_00, at: Fixture.at("15:19:59")).intent == nil)
        #expect(evaluate(position, 110_00, at: Fixture.at("15:20:00")).intent?.reason == .expiry)
    }

    @Test func `time is up after the mode's hours`() {
        let position = Fixture.position(mode: .ultraSafe)
        #expect(evaluate(position, 110_00, at: Fixture.at("12:59:59")).intent == nil)
        #expect(evaluate(position, 110_00, at: Fixture.at("13:00:00")).intent?.reason == .timeLimit)
        #expect(evaluate(position, nil, at: Fixture.at("13:00:00")).intent?.reason == .timeLimit)
    }

    @Test(
        "the underlying's own levels count where the desk wants them",
        arguments: [(24_800_00, true), (25_400_00, true), (25_000_00, false)] as [(Int64, Bool)])
    func thesis(_ underlying: Int64, _ isOut: Bool) {
        let rules = DeskRules(exitsOnThesis: true)
        let verdict = evaluate(Fixture.position(), 110_00, underlying: underlying, rules: rules)
        #expect(verdict.intent?.reason == (isOut ? .thesis : nil))
        #expect(evaluate(Fixture.position(), 110_00, underlying: underlying).intent == nil)
    }

    @Test func `the underlying decides nothing while the premium is not known`() {
        let rules = DeskRules(exitsOnThesis: true)
        let verdict = evaluate(
            Fixture.position(), 110_00, quoteAge: 6, underlying: 24_000_00, rules: rules)
        #expect(verdict.intent == nil)
    }

    @Test func `the rules are asked in their order`() {
        let rules = DeskRules(exitsOnThesis: true)
        let late = Fixture.at("16:30:00").advanced(bySeconds: -4200)  // 15:20
        func reason(_ demand: ExitReason?, _ premium: Int64, _ now: Timestamp) -> ExitReason? {
            evaluate(
                Fixture.position(), premium, at: now, underlying: 24_000_00, demand: demand,
                rules: rules
            ).intent?.reason
        }
        #expect(reason(.flatten, 10_00, late) == .flatten)
        #expect(reason(nil, 10_00, late) == .squareOff)
        #expect(reason(nil, 10_00, Fixture.at("10:05:00")) == .stopLoss)
        #expect(reason(nil, 250_00, Fixture.at("10:05:00")) == .partial)
        #expect(reason(nil, 110_00, Fixture.at("10:05:00")) == .thesis)
    }

    @Test func `while an exit works nothing more is sent, but the stop still follows`() {
        let position = Fixture.position(lots: 1)
        let intent = position.exit(.operatorClose, selling: position.remainingQuantity)
        let verdict = evaluate(position.working(intent), 140_00, demand: .flatten)
        #expect(verdict.intent == nil)
        #expect(verdict.position.stop == Price(paise: 120_00))
        #expect(verdict.position.workingExit == intent.orderID)
    }

    @Test func `a position that is closed or not yet open is left alone`() {
        let closed = Fixture.position(lots: 1).applying(
            Fixture.fill(.sell, 75, at: 90_00, of: Fixture.position(lots: 1), id: "2"))
        #expect(evaluate(closed, 10_00, demand: .flatten) == ExitVerdict(position: closed))
        let empty = Fixture.position(lots: 0)
        #expect(evaluate(empty, 10_00).intent == nil)
    }

    @Test("the stop never falls and no more is sold than is held", arguments: 0..<60)
    func invariants(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let mode = RiskMode.builtIn[Int(seed) % 4]
        var position = Fixture.position(
            lots: Int.random(in: 1...5, using: &random), mode: mode,
            entry: Int64.random(in: 10_00...300_00, using: &random))
        var now = Fixture.tenOClock
        var premium = position.entryPrice.paise
        var sent: Set<OrderID> = []
        var partials = 0
        for step in 0..<600 where position.status.isLive {
            now = now.advanced(bySeconds: Double.random(in: 0.5...60, using: &random))
            premium = max(5, premium + Int64.random(in: -800...820, using: &random))
            let before = position
            let verdict = evaluate(
                position, premium / 5 * 5, at: now,
                quoteAge: Double.random(in: 0...7, using: &random))
            position = verdict.position
            #expect(position.stop >= before.stop)
            #expect(position.version >= before.version)
            if position.stop != before.stop { #expect(position.version > before.version) }
            guard let intent = verdict.intent else { continue }
            #expect(before.workingExit == nil)
            #expect(sent.insert(intent.orderID).inserted, "an exit is sent once")
            #expect(intent.quantity > .zero)
            #expect(intent.quantity <= position.remainingQuantity)
            if intent.reason == .partial { partials += 1 }
            // The venue fills some, all or nothing of it.
            let units = Int.random(in: 0...intent.quantity.units, using: &random)
            if units > 0 {
                position = position.applying(
                    Fixture.fill(
                        .sell, units, at: premium, of: position, now, order: intent.orderID,
                        id: "f\(step)"))
            }
            position = position.exitEnded(intent.orderID)
            #expect(position.remainingQuantity >= .zero)
            #expect(!position.hasBookedPartial || partials > 0)
        }
    }
}
