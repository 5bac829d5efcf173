import Trading

/// Makes up values of every kind that the ledger keeps; equal seeds give equal values.
struct RandomDesk {
    private var generator: SeededGenerator
    private var count: UInt64 = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func signalRecord() -> SignalRecord {
        let isDenied = flip()
        return SignalRecord(
            signal: signal(), status: pick(SignalStatus.allCases),
            denial: isDenied ? Denial(pick(DenialCode.allCases), text()) : nil,
            contract: maybe { $0.contract() }, choice: maybe { $0.choice() }, receivedAt: time(),
            updatedAt: time())
    }

    /// A real search among a few contracts.
    mutating func choice() -> StrikeChoice {
        let strike = Price(paise: 25_000_00)
        let now = Timestamp.october8(10)
        let signal = Signal(
            id: "s", symbol: "NIFTY", strategy: text(), action: .buy, entryPrice: 25_000,
            stopLoss: 24_800, target: 25_400, emittedAt: now, origin: .file)
        let rules = DeskRules()
        let valid = SignalValidator.validate(
            signal, rules: rules, knows: { _ in true }, isSessionOpen: true, now: now)
        guard case .success(let valid) = valid else {
            preconditionFailure("the signal of the fixture is valid")
        }
        var chain = (0..<3).map { _ in
            var contract = OptionContract.nifty25000Call
            contract.id = instrument()
            contract.tradingSymbol = text()
            contract.strike = Price(
                paise: Int64.random(in: 20_000_00...30_000_00, using: &generator))
            return contract
        }
        if flip() { chain.append(.nifty25000Call) }
        return StrikeSelector.choose(
            for: valid, spot: strike, chain: OptionChain(of: "NIFTY", chain), quote: { _ in nil },
            rules: rules, now: now)
    }

    mutating func order(of signal: SignalRecord) -> Order {
        let units = Int.random(in: 1...10_000, using: &generator)
        var order = Order(
            id: .entry(signalID: signal.id), signalID: signal.id,
            positionID: .of(signalID: signal.id),
            purpose: flip() ? .entry : .exit(pick(ExitReason.allCases)), contract: contract(),
            side: pick(OrderSide.allCases), quantity: Quantity(units),
            type: flip() ? .market : .limit(price()), venue: pick(VenueMode.allCases),
            createdAt: time())
        order.status = pick(OrderStatus.allCases)
        order.filledQuantity = Quantity(Int.random(in: 0...units, using: &generator))
        order.filledValue = money()
        order.reason = maybe { $0.text() }
        order.updatedAt = time()
        return order
    }

    mutating func fill(of order: Order) -> Fill {
        Fill(
            id: unique("T"), orderID: order.id, positionID: order.positionID,
            instrument: instrument(), side: pick(OrderSide.allCases),
            quantity: Quantity(Int.random(in: 1...10_000, using: &generator)), price: price(),
            charges: money(), occurredAt: time())
    }

    mutating func position(of signal: SignalRecord) -> Position {
        var position = Position(
            id: .of(signalID: signal.id), signalID: signal.id, strategy: text(),
            action: pick(SignalAction.allCases), contract: contract(), stop: price(),
            target: price(), secondTarget: maybe { $0.price() }, mode: RiskModeName(text()),
            thesisStop: price(), thesisTarget: price(), openedAt: time())
        position.status = pick(PositionStatus.allCases)
        position.boughtQuantity = Quantity(Int.random(in: 0...10_000, using: &generator))
        position.soldQuantity = Quantity(
            Int.random(in: 0...position.boughtQuantity.units, using: &generator))
        position.boughtValue = money()
        position.soldValue = money()
        position.charges = money()
        position.isStopRaised = flip()
        position.peak = price()
        position.mark = maybe { $0.price() }
        position.markedAt = maybe { $0.time() }
        position.hasBookedPartial = flip()
        for reason in ExitReason.allCases where flip() {
            position.exitOrdinals[reason] = Int.random(in: 0...9, using: &generator)
        }
        position.workingExit = maybe { OrderID($0.unique("X")) }
        position.exitReason = maybe { $0.pick(ExitReason.allCases) }
        position.closedAt = maybe { $0.time() }
        position.version = UInt64.random(in: 0...UInt64.max, using: &generator)
        return position
    }

    mutating func deadLetter() -> DeadLetterRecord {
        let attempts = (0...Int.random(in: 0...4, using: &generator)).map { _ in
            DeliveryAttempt(failedAt: time(), error: text())
        }
        return DeadLetterRecord(
            id: DeadLetterID(unique("d-")), handler: text(), event: event(), attempts: attempts,
            diedAt: time())
    }

    /// An event with the next sequence number.
    mutating func event(correlationID: String? = nil) -> EventRecord {
        event(payload(), correlationID: correlationID)
    }

    mutating func event(_ payload: EventPayload, correlationID: String? = nil) -> EventRecord {
        count += 1
        return EventRecord(
            id: unique("e"), sequence: count, source: text(),
            correlationID: correlationID ?? maybe { $0.text() }, causationID: maybe { $0.text() },
            schemaVersion: Int.random(in: 1...3, using: &generator), occurredAt: time(),
            payload: payload)
    }

    /// One payload of each kind, in the order of the list of kinds.
    mutating func everyPayload() -> [EventPayload] {
        let record = signalRecord()
        let order = order(of: record)
        let reports: [OrderReportKind] = [
            .accepted, .cancelled(reason: text()), .rejected(reason: text()), .expired,
            .filled(tradeID: text(), quantity: Quantity(5), price: price(), isComplete: true),
            .filled(tradeID: text(), quantity: Quantity(5), price: price(), isComplete: false),
            .unknown(reason: text()),
        ]
        let target = PositionTarget(
            id: order.positionID, version: generator.next(),
            symbol: generator.next().isMultiple(of: 2) ? text() : nil)
        let letters = [DeadLetterID(text()), DeadLetterID(text())]
        let commands: [Command] = [
            .injectSignal(signal()), .closePositions([target]), .flatten,
            .retryDeadLetters(letters), .discardDeadLetters(letters),
            .retryEditedDeadLetter(letters[0], payloadJSON: text()), .pauseIntake, .resumeIntake,
            .halt(reason: text()), .resume(seen: [text()]), .pauseHandler(text()),
            .resumeHandler(text()),
            .setLevels(target, stop: price(), target: price()),
        ]
        return [
            .signalGenerated(signal()), .signalActivated(change()), .signalUpdated(change()),
            .signalCompleted(change()), .signalStopped(change()), .tradeExecuted(fill(of: order)),
            .tradeExit(fill(of: order)), .positionOpened(position(of: record)),
            .positionUpdated(position(of: record)), .positionClosed(position(of: record)),
            .positionReconciled(position(of: record)), .tickReceived(quote()),
            .candleCompleted(candle()), .marketDataReceived(notice()), .strategyStarted(notice()),
            .strategyStopped(notice()), .strategyError(notice()),
            .riskDenied(RiskDenied(signal: signal(), denial: Denial(.noQuote, text()))),
            .riskStateChanged(
                RiskStateChange(state: pick(RiskState.allCases), reasons: [text(), text()])),
            .deadLetterAdded(letterNotice(letters)), .deadLetterRetried(letterNotice(letters)),
            .deadLetterDiscarded(letterNotice([])), .sessionOpened(notice()),
            .sessionClosed(notice()),
            .clockTimer(ClockTimer(now: time(), instrument: maybe { $0.instrument() })),
            .systemReady(notice()), .systemShutdown(notice()), .errorOccurred(notice()),
        ]
            + commands.map { command in
                .operatorCommanded(
                    OperatorCommand(id: CommandID(generator.next()), command: command))
            }
            + reports.map { kind in
                .orderReported(
                    OrderReport(
                        orderID: order.id, kind: kind, positionID: order.positionID,
                        signalID: record.id, occurredAt: order.updatedAt))
            }
    }

    mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    private mutating func payload() -> EventPayload { pick(everyPayload()) }

    private mutating func signal() -> Signal {
        var metadata: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &generator) { metadata[text()] = text() }
        return Signal(
            id: unique("sig-"), symbol: text(), strategy: text(),
            action: pick(SignalAction.allCases), entryPrice: double(), stopLoss: double(),
            target: double(), strength: maybe { $0.double() },
            expectedMovePercent: maybe { $0.double() }, timeframe: maybe { $0.text() },
            emittedAt: time(), origin: pick(SignalOrigin.allCases), metadata: metadata)
    }

    private mutating func contract() -> OptionContract {
        OptionContract(
            id: instrument(), tradingSymbol: text(), underlying: text(),
            right: pick(OptionRight.allCases), strike: price(),
            expiry: CalendarDay(daysSinceEpoch: Int.random(in: 0...30_000, using: &generator)),
            lotUnits: Int.random(in: 1...1000, using: &generator), tick: price(),
            isGenerated: flip())
    }

    private mutating func quote() -> Quote {
        Quote(
            instrument: instrument(), underlying: text(), last: price(), bid: maybe { $0.price() },
            ask: maybe { $0.price() }, bidUnits: maybe { $0.number(below: 1000) },
            askUnits: maybe { $0.number(below: 1000) },
            dayVolumeUnits: maybe { Int64($0.number(below: .max)) },
            openInterestUnits: maybe { Int64($0.number(below: .max)) },
            impliedVolatility: maybe { $0.double() }, occurredAt: time())
    }

    private mutating func candle() -> Candle {
        Candle(
            symbol: text(), opensAt: time(), lengthSeconds: 900, open: price(), high: price(),
            low: price(), close: price(), volumeUnits: Int64(number(below: .max)))
    }

    private mutating func change() -> SignalChange {
        SignalChange(
            signalID: text(), symbol: text(), strategy: text(),
            status: pick(SignalStatus.allCases), detail: text())
    }

    private mutating func letterNotice(_ letters: [DeadLetterID]) -> DeadLetterNotice {
        DeadLetterNotice(letters: letters, handler: text(), detail: text())
    }

    private mutating func notice() -> Notice { Notice(subject: text(), text: text()) }

    private mutating func instrument() -> InstrumentID {
        InstrumentID(UInt32.random(in: 0...UInt32.max, using: &generator))
    }

    private mutating func price() -> Price { Price(paise: edge()) }
    private mutating func money() -> Money { Money(paise: edge()) }
    private mutating func time() -> Timestamp { Timestamp(nanoseconds: edge()) }

    /// Any whole number; now and then one of those at which arithmetic breaks.
    private mutating func edge() -> Int64 {
        switch number(below: 10) {
        case 0: .max
        case 1: .min
        case 2: 0
        case 3: -1
        default: Int64.random(in: .min ... .max, using: &generator)
        }
    }

    /// Any number but NaN, which is not equal to itself.
    private mutating func double() -> Double {
        let number = Double(bitPattern: generator.next())
        return number.isNaN ? .infinity : number
    }

    /// Text with everything that quoting can get wrong.
    private mutating func text() -> String {
        let letters = Array("aZ'\"\\/\n\u{1}₹é🚀;% ")
        return String((0..<number(below: 12)).map { _ in pick(letters) })
    }

    private mutating func unique(_ prefix: String) -> String {
        count += 1
        return "\(prefix)\(count)-\(number(below: 1000))"
    }

    private mutating func flip() -> Bool { Bool.random(using: &generator) }

    private mutating func maybe<Value>(_ make: (inout RandomDesk) -> Value) -> Value? {
        flip() ? make(&self) : nil
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[number(below: values.count)]
    }
}
