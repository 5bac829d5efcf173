import Testing
import Trading

struct AccountTests {
    private func account(_ rupees: Int64 = 10_00_000) -> Account {
        Account(capital: Money(rupees: rupees), day: Fixture.monday)
    }

    private func request(
        _ id: String = "s-1", premium: Int64 = 100_00, mode: RiskMode = .balanced, lot: Int = 75
    ) -> EntryRequest {
        EntryRequest(
            signalID: id, contract: Fixture.contract(lot: lot), premium: Price(paise: premium),
            mode: mode, day: Fixture.monday)
    }

    /// Buys and sells one position, so that it ends with a result per unit.
    private func trade(_ account: inout Account, _ id: String, gain: Int64, units: Int = 75) {
        let empty = Position(
            id: .of(signalID: id), signalID: id, strategy: "test", action: .buy,
            contract: Fixture.contract(), stop: Price(paise: 65_00), target: Price(paise: 160_00),
            secondTarget: nil, mode: .balanced, thesisStop: .zero, thesisTarget: .zero,
            openedAt: Fixture.tenOClock)
        let purchase = Fixture.fill(
            .buy, units, at: 100_00, of: empty, charges: 20_00, id: "b-\(id)")
        let open = empty.applying(purchase)
        account.apply(purchase, to: open)
        let sale = Fixture.fill(
            .sell, units, at: 100_00 + gain, of: open, charges: 20_00, id: "s-\(id)")
        account.apply(sale, to: open.applying(sale))
    }

    /// What a ledger keeps of a day.
    private func memory(of day: AccountDay) -> DayMemory {
        DayMemory(
            openingEquity: day.openingEquity, acceptedLoss: day.acceptedLoss,
            acceptedTrades: day.acceptedTrades, fall: day.fall)
    }

    // MARK: Sizing

    @Test(
        "lots are what the risk budget buys, at most the desk's limit",
        arguments: [
            (Int64(100_00), RiskMode.balanced, 5),  // 30,000 / 2,625 = 11
            (300_00, .balanced, 3),  // 30,000 / 7,875 = 3.8
            (300_00, .ultraSafe, 3),  // 15,000 / 4,500 = 3.3
            (250_00, .ultraSafe, 4),  // 15,000 / 3,750 = 4 exactly
            (1142_85, .balanced, 1),  // 30,000 / 29,999.8
        ])
    func lots(_ premium: Int64, _ mode: RiskMode, _ lots: Int) throws {
        var account = account()
        let reservation = try account.reserve(
            request(premium: premium, mode: mode), rules: Fixture.rules
        ).get()
        #expect(reservation.lots == lots)
        #expect(reservation.quantity == Quantity(lots * 75))
        #expect(account.reserved == reservation.cash)
        #expect(account.cash == account.capital)
    }

    @Test func `no entry is larger than the exchange takes in one order`() throws {
        var rules = Fixture.rules
        rules.limits.maximumLots = 100
        rules.limits.freezeUnits = ["NIFTY": 1_800]
        var rich = account(10_00_00_000)
        #expect(try rich.reserve(request(), rules: rules).get().quantity == Quantity(1_800))
        rules.limits.freezeUnits = ["NIFTY": 1_799]
        #expect(try rich.reserve(request("s-2"), rules: rules).get().lots == 23)
        rules.limits.freezeUnits = ["NIFTY": 74]
        let verdict = rich.reserve(request("s-3"), rules: rules)
        #expect(verdict.code == .freezeQuantity)
        #expect(verdict.reason.contains("is 75 units, the exchange takes 74"))
    }

    @Test func `a budget below one lot says what capital one lot needs`() {
        var account = account(80_000)
        let verdict = account.reserve(request(), rules: Fixture.rules)
        #expect(verdict.code == .riskBudgetBelowOneLot)
        #expect(verdict.reason.contains("may lose 2,625.00, the budget is 2,400.00"))
        #expect(verdict.reason.contains("needs a capital of 87,500.00"))
        var richer = self.account(87_500)
        #expect(richer.reserve(request(), rules: Fixture.rules).code == nil)
    }

    @Test func `lots halve with each loss of the streak, and a gain ends it`() throws {
        var account = account()
        for (losses, lots) in [(0, 5), (1, 2), (2, 1)] {
            #expect(account.lossStreak == losses)
            let reservation = try account.reserve(request("r"), rules: Fixture.rules).get()
            #expect(reservation.lots == lots)
            account.release(signalID: "r")
            trade(&account, "loss-\(losses)", gain: -1)
        }
        #expect(account.reserve(request("r"), rules: Fixture.rules).code == .lossStreak)
        trade(&account, "win", gain: 10_00)
        #expect(account.lossStreak == 0)
        #expect(try account.reserve(request("r"), rules: Fixture.rules).get().lots == 5)
    }

    @Test func `a position that late fills call back is one trade, and one loss of the streak`() {
        var account = account()
        var fills: [Fill] = []
        func book(_ side: OrderSide, at paise: Int64, _ position: inout Position) {
            let fill = Fixture.fill(side, 75, at: paise, of: position, id: "f\(fills.count)")
            fills.append(fill)
            position = position.applying(fill)
            account.apply(fill, to: position)
        }
        var first = Fixture.position(lots: 0, signalID: "first")
        book(.buy, at: 100_00, &first)
        book(.sell, at: 90_00, &first)
        var second = Fixture.position(lots: 0, signalID: "second")
        book(.buy, at: 100_00, &second)
        book(.sell, at: 90_00, &second)
        #expect((account.today.tradesClosed, account.lossStreak) == (2, 2))
        // A part of the second entry that the venue filled late is sold at a loss too.
        book(.buy, at: 100_00, &second)
        book(.sell, at: 90_00, &second)
        #expect((account.today.tradesClosed, account.lossStreak) == (2, 2))
        // The first one comes back and turns out to be a gain: one loss is left, the last.
        book(.buy, at: 100_00, &first)
        book(.sell, at: 150_00, &first)
        #expect((account.today.tradesClosed, account.today.wins) == (2, 1))
        #expect(account.lossStreak == 1)
        let restored = Account(
            capital: account.capital, fills: fills, positions: [first, second],
            on: Fixture.monday, memory: memory(of: account.today))
        #expect(restored.today == account.today)
        #expect(restored.lossStreak == 1)
    }

    // MARK: Limits

    @Test func `one signal has one entry, in flight, open or closed`() throws {
        var account = account()
        _ = try account.reserve(request(), rules: Fixture.rules).get()
        #expect(account.reserve(request(), rules: Fixture.rules).code == .duplicate)
        account.release(signalID: "s-1")
        trade(&account, "s-1", gain: 5_00)
        #expect(account.reserve(request(), rules: Fixture.rules).code == .duplicate)
    }

    @Test func `a fourth entry in flight is one too many, until one is given back`() throws {
        var account = account()
        for id in ["a", "b", "c"] {
            _ = try account.reserve(request(id), rules: Fixture.rules).get()
        }
        #expect(account.reserve(request("d"), rules: Fixture.rules).code == .maxPositions)
        #expect(account.positionUse(DeskLimits()) == LimitUse(used: 3, limit: 3))
        account.release(signalID: "b")
        #expect(account.reserve(request("d"), rules: Fixture.rules).code == nil)
    }

    @Test func `an entry that is half filled counts as one position`() throws {
        var account = account()
        let reservation = try account.reserve(request(), rules: Fixture.rules).get()
        let position = Fixture.position(lots: 2)
        let fill = Fixture.fill(.buy, 150, at: 100_00, of: position, charges: 21_00)
        account.apply(fill, to: position)
        #expect(account.positionCount == 1)
        let left = try #require(account.reservations[.of(signalID: "s-1")])
        #expect(left.remaining == reservation.quantity - Quantity(150))
        #expect(account.cash == account.capital - Money(paise: 150 * 100_00 + 21_00))
        #expect(account.capitalAtRisk == Money(paise: 5 * 75 * 35_00))
    }

    @Test func `the whole at risk stays below its limit`() throws {
        var rules = Fixture.rules
        rules.limits.capitalAtRiskPercent = 2
        var account = account()
        _ = try account.reserve(request("a"), rules: rules).get()
        let verdict = account.reserve(request("b"), rules: rules)
        #expect(verdict.code == .capitalAtRisk)
        #expect(verdict.reason.contains("26,250.00 would be at risk with this entry"))
    }

    @Test func `cash that is set aside cannot be spent twice`() throws {
        var rules = Fixture.rules
        rules.limits.maximumLots = 100
        rules.limits.capitalAtRiskPercent = 100
        var account = account(1_00_000)
        var mode = RiskMode.balanced
        mode.riskPerTradePercent = 25
        _ = try account.reserve(request("a", mode: mode), rules: rules).get()
        let verdict = account.reserve(request("b", mode: mode), rules: rules)
        #expect(verdict.code == .insufficientCash)
        #expect(account.reservations.values.map(\.signalID) == ["a"])
    }

    @Test func `cash that is enough to the paisa is enough, and a paisa less is not`() throws {
        var rules = Fixture.rules
        rules.limits.maximumLots = 1
        rules.limits.capitalAtRiskPercent = 100
        var mode = RiskMode.balanced
        mode.riskPerTradePercent = 100
        var rich = account()
        let needed = try rich.reserve(request(mode: mode), rules: rules).get().cash
        for (short, code) in [(Int64(0), nil), (1, DenialCode.insufficientCash)] {
            var account = Account(
                capital: Money(paise: needed.paise - short), day: Fixture.monday)
            #expect(account.reserve(request(mode: mode), rules: rules).code == code)
        }
    }

    // MARK: The risk state

    @Test func `a loss of exactly five percent has reached the limit, and five paise less has not`()
    {
        var reached = account(99_800)
        trade(&reached, "a", gain: -66_00)  // −4,950 and charges of 40
        #expect(reached.dayNet == Money(paise: -4_990_00))
        #expect(reached.reserve(request("b"), rules: Fixture.rules).code == .dailyLoss)
        #expect(reached.review(DeskLimits())?.state == .reducing)

        var spared = account(99_801)  // its limit is 4,990.05
        trade(&spared, "a", gain: -66_00)
        #expect(spared.review(DeskLimits()) == nil)
    }

    @Test func `five percent down ends entries until the operator resumes`() {
        var account = account(1_00_000)
        trade(&account, "a", gain: -66_00)  // −4,950 and charges of 40
        #expect(account.review(DeskLimits()) == nil)
        trade(&account, "b", gain: -14)  // −10.50 and charges of 40
        #expect(account.dayNet == Money(paise: -5_040_50))
        #expect(account.reserve(request("c"), rules: Fixture.rules).code == .dailyLoss)
        let change = account.review(DeskLimits())
        #expect(change?.state == .reducing)
        #expect(change?.reasons.first?.contains("-5,040.50 has reached 5.00 %") == true)
        #expect(account.review(DeskLimits()) == nil, "told once")

        #expect(account.resume()?.state == .active)
        #expect(account.review(DeskLimits()) == nil, "the operator has seen this loss")
        trade(&account, "d", gain: -67_00)
        #expect(account.review(DeskLimits())?.state == .reducing, "but not a further one")
    }

    @Test func `an open loss counts before it is realised`() {
        var account = account(1_00_000)
        var position = Fixture.position(lots: 1)
        account.apply(Fixture.fill(.buy, 75, at: 100_00, of: position), to: position)
        #expect(account.dayNet == .zero)
        position.mark = Price(paise: 30_00)
        account.positionChanged(position)
        #expect(account.dayNet == Money(paise: -75 * 70_00))
        #expect(account.review(DeskLimits())?.state == .reducing)
        position.mark = nil
        account.positionChanged(position)
        #expect(account.dayNet == Money(paise: -75 * 70_00), "an unknown mark is not zero")
    }

    @Test func `news of a position that was overtaken changes nothing`() {
        var account = account()
        let open = Fixture.position(lots: 1)
        account.apply(Fixture.fill(.buy, 75, at: 100_00, of: open), to: open)
        let sale = Fixture.fill(.sell, 75, at: 110_00, of: open, id: "2")
        account.apply(sale, to: open.applying(sale))
        let closed = account
        account.positionChanged(open)
        #expect(account == closed)
        #expect(account.positionCount == 0)
    }

    @Test func `a halt refuses entries, and outlives the session`() {
        var account = account()
        #expect(account.halt("lunch")?.state == .halted)
        #expect(account.reserve(request(), rules: Fixture.rules).code == .halted)
        #expect(account.startDay(Fixture.monday.advanced(byDays: 1)) == nil)
        #expect(account.gate.state == .halted)
        #expect(account.resume()?.state == .active)
        #expect(account.reserve(request(), rules: Fixture.rules).code == nil)
    }

    @Test func `a cause from outside ends entries until the next session`() {
        var account = account()
        #expect(account.raise(.ledger, "disk full")?.reasons == ["disk full"])
        #expect(account.reserve(request(), rules: Fixture.rules).code == .reducing)
        #expect(account.startDay(Fixture.monday) == nil, "the same day is not a new session")
        #expect(account.startDay(Fixture.monday.advanced(byDays: 1))?.state == .active)
    }

    @Test func `a new day begins with what is held now`() {
        var account = account()
        trade(&account, "a", gain: 10_00)
        let held = Fixture.position(lots: 1, signalID: "b")
        account.apply(Fixture.fill(.buy, 75, at: 100_00, of: held), to: held)
        #expect(account.today.tradesClosed == 1)
        #expect(account.today.wins == 1)
        account.startDay(Fixture.monday.advanced(byDays: 1))
        #expect(account.dayNet == .zero)
        #expect(account.today.tradesClosed == 0)
        #expect(account.today.openingEquity == account.capital + Money(paise: 75 * 10_00 - 40_00))
        #expect(account.positionCount == 1)
    }

    @Test func `a position's units count from the moment in which their cash does`() {
        var account = account()
        let empty = Fixture.position(lots: 0, signalID: "u")
        let purchase = Fixture.fill(.buy, 75, at: 100_00, of: empty, charges: 20_00, id: "1")
        let held = empty.applying(purchase)
        // A tick that comes between a fill and its booking sees the units already.
        account.positionChanged(held)
        #expect(account.equity == account.capital)
        account.apply(purchase, to: held)
        #expect(account.dayNet == Money(paise: -20_00))

        let sale = Fixture.fill(.sell, 75, at: 104_00, of: held, charges: 5_00, id: "2")
        let sold = held.applying(sale)
        var seen = sold
        seen.mark = Price(paise: 103_00)
        seen.stop = Price(paise: 90_00)
        seen.version += 1
        account.positionChanged(seen)
        #expect(account.dayNet == Money(paise: 75 * 3_00 - 20_00))
        #expect(account.capitalAtRisk == Price(paise: 10_00) * Quantity(75))
        account.apply(sale, to: sold)
        #expect(account.dayNet == Money(paise: 75 * 4_00 - 25_00))
        #expect(account.today.fall.deepest == Money(paise: 20_00))
        #expect((account.positionCount, account.capitalAtRisk) == (0, .zero))
    }

    @Test func `a tick that was faster than a fill's booking is not undone by it`() {
        var account = account()
        let empty = Fixture.position(lots: 0, signalID: "u")
        let purchase = Fixture.fill(.buy, 150, at: 100_00, of: empty, charges: 0, id: "1")
        let held = empty.applying(purchase)
        account.apply(purchase, to: held)
        let sale = Fixture.fill(.sell, 75, at: 104_00, of: held, charges: 0, id: "2")
        let half = held.applying(sale)
        var seen = half
        seen.mark = Price(paise: 110_00)
        seen.stop = Price(paise: 95_00)
        seen.version += 1
        account.positionChanged(seen)
        account.apply(sale, to: half)
        #expect(account.dayNet == Money(paise: 75 * (4_00 + 10_00)))
        #expect(account.capitalAtRisk == Price(paise: 5_00) * Quantity(75))
    }

    // MARK: The day's fall

    @Test func `the deepest fall is that of every mark, counted from the highest one`() {
        var account = account()
        let empty = Fixture.position(lots: 0, signalID: "m")
        let purchase = Fixture.fill(.buy, 75, at: 100_00, of: empty, charges: 20_00, id: "1")
        var held = empty.applying(purchase)
        account.apply(purchase, to: held)
        // The charges alone are a fall.
        #expect(account.today.fall.deepest == Money(paise: 20_00))
        for premium in [Int64(110_00), 95_00, 112_00, 101_00] {
            held.mark = Price(paise: premium)
            held.version += 1
            account.positionChanged(held)
        }
        #expect(account.today.fall.peak == Money(paise: 75 * 12_00 - 20_00))
        #expect(account.today.fall.deepest == Money(paise: 75 * 15_00))
        // A sale at the mark costs its charges, and no more.
        let sale = Fixture.fill(.sell, 75, at: 101_00, of: held, charges: 5_00, id: "2")
        account.apply(sale, to: held.applying(sale))
        #expect(account.today.fall.deepest == Money(paise: 75 * 15_00))
    }

    @Test func `a fill whose position nobody knows counts in the day's fall too`() {
        var account = account()
        account.bookMoney(
            of: Fixture.fill(
                .buy, 75, at: 10_00, of: Fixture.position(lots: 0), charges: 1_00, id: "1"))
        #expect(account.today.fall.deepest == Money(paise: 75 * 10_00 + 1_00))
    }

    @Test func `what was not kept of a fall is told by the fills, as far as they can`() throws {
        let tuesday = Fixture.monday.advanced(byDays: 1)
        let noon = Fixture.at("12:00:00", on: tuesday)
        let overnight = Fixture.position(lots: 0, signalID: "o")
        let purchase = Fixture.fill(.buy, 75, at: 100_00, of: overnight, charges: 25_00, id: "1")
        let held = overnight.applying(purchase)
        let sale = Fixture.fill(.sell, 75, at: 90_00, of: held, noon, charges: 30_00, id: "2")
        func restored(_ memory: DayMemory) -> Account {
            Account(
                capital: Money(rupees: 10_00_000), fills: [purchase, sale],
                positions: [held.applying(sale)], on: tuesday, memory: memory)
        }
        let lost = Money(paise: 75 * 10_00 + 30_00)
        #expect(restored(DayMemory()).today.fall.deepest == lost)
        // Where its mark of the evening is known, the day began with that.
        var marked = held
        marked.mark = Price(paise: 93_00)
        marked.markedAt = Fixture.at("15:30:00", on: Fixture.monday)
        let morning = Account(
            capital: Money(rupees: 10_00_000), fills: [purchase], positions: [marked], on: tuesday)
        #expect(morning.dayNet == .zero)
        #expect(morning.today.fall.deepest == .zero)
        #expect(morning.equity == Money(rupees: 10_00_000) - Money(paise: 75 * 7_00 + 25_00))
        // It was worth less than its cost when the day began, which the fills do not tell: that is no fall.
        let opening = Money(rupees: 10_00_000) - Money(paise: 75 * 12_00 + 25_00)
        let account = restored(DayMemory(openingEquity: opening))
        #expect(account.dayNet == Money(paise: 75 * 2_00 - 30_00))
        #expect(account.today.fall.deepest == .zero)
        #expect(account.today.fall.peak == account.dayNet)
    }

    // MARK: Restarts

    @Test func `a restart finds the same account in the ledger`() throws {
        var account = account()
        var fills: [Fill] = []
        var positions: [PositionID: Position] = [:]
        func book(_ fill: Fill, _ position: Position) {
            let next = position.applying(fill)
            account.apply(fill, to: next)
            fills.append(fill)
            positions[next.id] = next
        }
        let tuesday = Fixture.monday.advanced(byDays: 1)
        // Held over the night, half of it sold on each day.
        var overnight = Fixture.position(lots: 0, signalID: "o")
        book(Fixture.fill(.buy, 150, at: 100_00, of: overnight, charges: 25_00, id: "1"), overnight)
        overnight = try #require(positions[overnight.id])
        book(Fixture.fill(.sell, 75, at: 120_00, of: overnight, charges: 30_00, id: "2"), overnight)
        account.startDay(tuesday)
        let noon = Fixture.at("12:00:00", on: tuesday)
        overnight = try #require(positions[overnight.id])
        book(
            Fixture.fill(.sell, 75, at: 90_00, of: overnight, noon, charges: 30_00, id: "3"),
            overnight)
        let lost = Fixture.position(lots: 0, openedAt: noon, signalID: "l")
        book(Fixture.fill(.buy, 75, at: 50_00, of: lost, noon, charges: 22_00, id: "4"), lost)

        var booked: [ProfitSample] = []
        let restored = Account(
            capital: account.capital, fills: fills, positions: Array(positions.values),
            on: tuesday, memory: memory(of: account.today)
        ) { booked.append($0) }
        // What was sold today at 10 less than it had cost, less the charges of today.
        let sold = Int64(-75 * 10_00 - 30_00)
        #expect(
            booked == [
                ProfitSample(at: noon, paise: sold), ProfitSample(at: noon, paise: sold - 22_00),
            ])
        #expect(restored.cash == account.cash)
        #expect(restored.today == account.today)
        #expect(restored.lossStreak == account.lossStreak)
        #expect(restored.positionCount == 1)
        #expect(restored.dayNet == account.dayNet)
        #expect(restored.capitalAtRisk == account.capitalAtRisk)
        #expect(restored.isBalanced(fills: fills))
    }

    @Test func `fills of positions closed long ago still count in the cash`() {
        let old = Fixture.position(lots: 1, signalID: "old")
        let fills = [
            Fixture.fill(.buy, 75, at: 100_00, of: old, charges: 20_00, id: "1"),
            Fixture.fill(.sell, 75, at: 110_00, of: old, charges: 20_00, id: "2"),
        ]
        let restored = Account(
            capital: Money(rupees: 1_00_000), fills: fills, positions: [],
            on: Fixture.monday.advanced(byDays: 7))
        #expect(restored.cash == Money(paise: 1_00_000_00 + 75 * 10_00 - 40_00))
        #expect(restored.dayNet == .zero)
        #expect(restored.isBalanced(fills: fills))
        #expect(!restored.isBalanced(fills: fills.dropLast()))
    }

    @Test func `an entry on its way is set aside again`() {
        var account = account()
        var order = Order(
            id: .entry(signalID: "s-1"), signalID: "s-1", positionID: .of(signalID: "s-1"),
            purpose: .entry, contract: Fixture.contract(), side: .buy, quantity: Quantity(150),
            type: .market, venue: .paper, createdAt: Fixture.tenOClock)
        order.filledQuantity = Quantity(75)
        account.restore(order, premium: Price(paise: 100_00), rules: Fixture.rules)
        #expect(account.reservations[.of(signalID: "s-1")]?.remaining == Quantity(75))
        #expect(account.reserve(request(), rules: Fixture.rules).code == .duplicate)
    }

    // MARK: Properties

    @Test("whatever happens, cash is the capital and its fills", arguments: 0..<20)
    func moneyIsConserved(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var account = account()
        var fills: [Fill] = []
        var positions: [Position] = []
        var orderPending: [String: Quantity] = [:]
        for step in 0..<400 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                let premium = Int64.random(in: 10_00...300_00, using: &random)
                let before = account
                let verdict = account.reserve(
                    request("n\(step)", premium: premium), rules: Fixture.rules)
                if case .success(let reservation) = verdict {
                    orderPending[reservation.signalID] = reservation.quantity
                    #expect(account.available >= .zero)
                } else {
                    #expect(account == before, "a refusal changes nothing")
                }
            case 1:
                guard let id = orderPending.keys.sorted().randomElement(using: &random) else {
                    break
                }
                account.release(signalID: id)
                orderPending[id] = nil
            case 2:
                guard let id = orderPending.keys.sorted().randomElement(using: &random),
                    let wanted = orderPending[id]
                else { break }
                let lots = Int.random(in: 1...(wanted.units / 75), using: &random)
                let index = positions.firstIndex { $0.signalID == id }
                let position =
                    index.map { positions[$0] } ?? Fixture.position(lots: 0, signalID: id)
                let fill = Fixture.fill(
                    .buy, lots * 75, at: Int64.random(in: 10_00...300_00, using: &random),
                    of: position, charges: Int64.random(in: 0...50_00, using: &random),
                    id: "f\(step)")
                let next = position.applying(fill)
                if let index { positions[index] = next } else { positions.append(next) }
                account.apply(fill, to: next)
                fills.append(fill)
                let left = wanted - fill.quantity
                orderPending[id] = left > .zero ? left : nil
                #expect(
                    (account.reservations[.of(signalID: id)]?.remaining ?? .zero)
                        == max(left, .zero))
            case 3:
                let live = positions.indices.filter { positions[$0].status.isLive }
                guard let index = live.randomElement(using: &random) else { break }
                let units = Int.random(
                    in: 1...positions[index].remainingQuantity.units, using: &random)
                let fill = Fixture.fill(
                    .sell, units, at: Int64.random(in: 1_00...400_00, using: &random),
                    of: positions[index], charges: Int64.random(in: 0...50_00, using: &random),
                    id: "f\(step)")
                positions[index] = positions[index].applying(fill)
                account.apply(fill, to: positions[index])
                fills.append(fill)
            default:
                guard let index = positions.indices.randomElement(using: &random) else { break }
                positions[index].mark = Price(
                    paise: Int64.random(in: 1_00...400_00, using: &random))
                account.positionChanged(positions[index])
                if step.isMultiple(of: 7) { _ = account.resume() }
            }
            #expect(account.isBalanced(fills: fills))
            #expect(account.positionCount <= 3)
            // The sums that are kept up are those that adding up anew would give.
            let (open, onTheirWay) = (account.exposures.values, account.reservations.values)
            #expect(account.reserved == onTheirWay.reduce(.zero) { $0 + $1.cash })
            #expect(
                account.capitalAtRisk
                    == (open.map(\.risk) + onTheirWay.map(\.risk)).reduce(.zero, +))
            #expect(
                account.positionCount
                    == Set(account.exposures.filter(\.value.isOpen).keys)
                    .union(account.reservations.keys).count)
            let held = positions.reduce(Money.zero) {
                $0 + ($1.status.isLive ? ($1.mark ?? $1.entryPrice) * $1.remainingQuantity : .zero)
            }
            #expect(account.equity == account.cash + held)
            #expect(account.today.realised == positions.reduce(.zero) { $0 + $1.realised })
        }
        let restored = Account(
            capital: account.capital, fills: fills, positions: positions, on: Fixture.monday,
            memory: memory(of: account.today))
        #expect(restored.cash == account.cash)
        #expect(restored.today.realised == account.today.realised)
        #expect(restored.today.wins == account.today.wins)
    }
}
