import Trading

/// Shared facts of the tests: a Monday with a regular session, one contract, one valid signal.
enum Fixture {
    /// Monday, 6 October 2025.
    static let monday = CalendarDay(daysSinceEpoch: 20_367)
    static let tenOClock = at("10:00:00")
    static let rules = DeskRules()

    static func at(_ clock: String, on day: CalendarDay = monday) -> Timestamp {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        return Timestamp(
            india: day,
            secondsIntoDay: parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0))
    }

    static func day(_ text: String) -> CalendarDay {
        CalendarDay(text) ?? CalendarDay(daysSinceEpoch: 0)
    }

    static func contract(
        _ underlying: String = "NIFTY", _ right: OptionRight = .call, strike: Int64 = 25_000,
        expiry: CalendarDay = day("2025-10-14"), lot: Int = 75, id: UInt32 = 1
    ) -> OptionContract {
        OptionContract(
            id: InstrumentID(id),
            tradingSymbol: "\(underlying)-\(expiry)-\(strike)\(right.rawValue)",
            underlying: underlying, right: right, strike: Price(paise: strike * 100),
            expiry: expiry, lotUnits: lot, tick: Price(paise: 5), isGenerated: false)
    }

    static func quote(
        _ last: Int64, bid: Int64? = nil, ask: Int64? = nil, at instant: Timestamp = tenOClock,
        id: UInt32 = 1, volume: Int64? = nil, openInterest: Int64? = nil, volatility: Double? = nil
    ) -> Quote {
        Quote(
            instrument: InstrumentID(id), underlying: "NIFTY", last: Price(paise: last),
            bid: bid.map { Price(paise: $0) }, ask: ask.map { Price(paise: $0) },
            dayVolumeUnits: volume, openInterestUnits: openInterest, impliedVolatility: volatility,
            occurredAt: instant)
    }

    static func signal(
        _ action: SignalAction = .buy, id: String = "s-1", symbol: String = "NIFTY",
        strategy: String = "test", entry: Double = 25_000, stop: Double = 24_800,
        target: Double = 25_400, strength: Double? = 0.9, move: Double? = nil,
        at instant: Timestamp = tenOClock
    ) -> Signal {
        Signal(
            id: id, symbol: symbol, strategy: strategy, action: action, entryPrice: entry,
            stopLoss: stop, target: target, strength: strength, expectedMovePercent: move,
            emittedAt: instant, origin: .file)
    }

    static func valid(_ signal: Signal, rules: DeskRules = rules) throws -> ValidSignal {
        try SignalValidator.validate(
            signal, rules: rules, knows: { _ in true }, isSessionOpen: true, now: signal.emittedAt
        ).get()
    }

    /// A position that was bought at 100.00: stop 65.00, target 160.00, second target 200.00.
    static func position(
        lots: Int = 4, mode: RiskMode = .balanced, entry: Int64 = 100_00,
        openedAt: Timestamp = tenOClock, expiry: CalendarDay = day("2025-10-14"),
        signalID: String = "s-1"
    ) -> Position {
        let contract = contract(expiry: expiry)
        let levels = PremiumLevels(
            entry: Price(paise: entry), mode: mode, tick: contract.tick, limits: DeskLimits())
        let empty = Position(
            id: .of(signalID: signalID), signalID: signalID, strategy: "test", action: .buy,
            contract: contract, stop: levels.stop, target: levels.target,
            secondTarget: levels.secondTarget, mode: mode.name,
            thesisStop: Price(paise: 24_800_00), thesisTarget: Price(paise: 25_400_00),
            openedAt: openedAt)
        return empty.applying(fill(.buy, lots * 75, at: entry, of: empty, openedAt))
    }

    static func fill(
        _ side: OrderSide, _ units: Int, at price: Int64, of position: Position,
        _ instant: Timestamp = tenOClock, order: OrderID? = nil, charges: Int64 = 0,
        id: String = "t-1"
    ) -> Fill {
        Fill(
            id: id, orderID: order ?? .entry(signalID: position.signalID), positionID: position.id,
            instrument: position.contract.id, side: side, quantity: Quantity(units),
            price: Price(paise: price), charges: Money(paise: charges), occurredAt: instant)
    }
}

extension Result where Failure == Denial {
    /// The code of a refusal; `nil` for a success.
    var code: DenialCode? {
        switch self {
        case .success: nil
        case .failure(let denial): denial.code
        }
    }

    /// The reason of a refusal; empty for a success.
    var reason: String {
        switch self {
        case .success: ""
        case .failure(let denial): denial.reason
        }
    }
}
