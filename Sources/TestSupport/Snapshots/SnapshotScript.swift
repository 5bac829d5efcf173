public import Trading

/// A made-up day on the desk, told snapshot by snapshot; equal seeds tell equal days.
///
/// It feeds tests and pictures of the cockpit and knows nothing of the engine.
public struct SnapshotScript: Sendable {
    private let seed: UInt64
    private let periodSeconds: Double

    /// Makes a script.
    ///
    /// - Parameters:
    ///   - seed: Equal seeds tell equal days.
    ///   - periodSeconds: Seconds between two snapshots.
    public init(seed: UInt64, periodSeconds: Double = 0.1) {
        self.seed = seed
        self.periodSeconds = periodSeconds
    }

    /// Returns a snapshot of the day.
    ///
    /// - Parameter number: Counts from 0; number 240 is taken at ``DeskSnapshot/fixtureTime``.
    /// - Returns: The snapshot.
    public func snapshot(number: Int) -> DeskSnapshot {
        let now = DeskSnapshot.fixtureTime.advanced(bySeconds: Double(number - 240) * periodSeconds)
        let handlers = Self.handlers.enumerated().map { index, plan in
            handler(plan, index: index, number: number, now: now)
        }
        let positions = self.positions(number: number, now: now)
        let unrealised = positions.reduce(Money.zero) { $0 + ($1.position.unrealised ?? .zero) }
        let dead = deadLetters(now)
        let queued = handlers.reduce(0) { $0 + $1.depth }
        let history = wave(80, base: 40, swing: 120, salt: 99, number: number)
        return DeskSnapshot(
            sequence: UInt64(number + 1), takenAt: now, periodSeconds: periodSeconds,
            marketTime: now, venue: .simulation, market: "sim seed \(seed) ×20",
            engine: EngineStatus(
                phase: .running, uptimeSeconds: 22_364 + Double(number) * periodSeconds,
                publishedPerSecond: 4812, processedPerSecond: 14_230, published: 9_812_411,
                processed: 29_114_200, failed: 41, queued: queued,
                inFlight: handlers.reduce(0) { $0 + $1.inFlight }, tasksAlive: 214,
                historySize: 1000, waitP99Nanoseconds: 18_400_000, queuedHistory: history,
                cpuFraction: 0.03, memoryBytes: 61_000_000),
            risk: RiskStatus(
                state: .active, isSessionOpen: true, sessionLabel: "open until 15:30",
                mode: .balanced, positions: LimitUse(used: 3, limit: 3),
                capitalAtRisk: LimitUse(used: 6_180_000, limit: 15_000_000),
                dailyLoss: LimitUse(used: 0, limit: 5_000_000),
                lossStreak: LimitUse(used: 1, limit: 3)),
            account: AccountStatus(
                capital: Money(rupees: 1_000_000), cash: Money(paise: 93_218_450),
                reserved: .zero, dayRealised: Money(paise: 1_096_235),
                dayCharges: Money(paise: 41_210), unrealised: unrealised,
                dayHistory: dayCurve(number, until: now), tradesClosed: 18, wins: 11,
                maxDrawdown: Money(paise: 321_000)),
            handlers: handlers, deadLetters: dead, positions: positions,
            signals: signals(now), log: log(number: number, now: now),
            sources: [
                SourceStatus(name: "feed", state: .fresh, lastHeardAt: now),
                SourceStatus(name: "broker", state: .fresh, lastHeardAt: now),
                SourceStatus(
                    name: "ledger", state: .late, lastHeardAt: now.advanced(bySeconds: -9),
                    detail: "the last commit took 1.2 s"),
            ],
            outcomes: [], quotes: quotes(now), traces: Self.traces(signals(now), now))
    }

    // MARK: - Random but repeatable

    private func unit(_ salt: Int) -> Double {
        var generator = SeededGenerator(seed: seed &+ UInt64(bitPattern: Int64(salt)) &* 7919)
        return generator.nextUnit()
    }

    /// A wandering series that moves on by one sample every ten snapshots.
    private func wave(_ count: Int, base: Int, swing: Int, salt: Int, number: Int) -> [Int] {
        (0..<count).map { index in
            let step = number / 10 + index
            let slow = unit(salt &* 31 &+ step / 6)
            let next = unit(salt &* 31 &+ step / 6 + 1)
            let blend = Double(step % 6) / 6
            let level = slow * (1 - blend) + next * blend
            return max(0, base + Int(level * Double(swing)) + Int(unit(salt &* 17 &+ step) * 6))
        }
    }

    // MARK: - Handlers

    private struct HandlerPlan {
        var name: String
        var topics: [String]
        var policy: String
        var limit: Int
        var base: Int
        var swing: Int
        var rate: Double
        var runMilliseconds: Double
        var executed: UInt64
        var failed: UInt64
        var isSimulated = false
        var error: String?
    }

    private static let handlers: [HandlerPlan] = [
        HandlerPlan(
            name: "strategy.ema", topics: ["candle.completed"], policy: "keyed 16", limit: 16,
            base: 0, swing: 3, rate: 12, runMilliseconds: 0.9, executed: 142_167, failed: 0),
        HandlerPlan(
            name: "executor", topics: ["signal.generated"], policy: "parallel 64", limit: 64,
            base: 4, swing: 60, rate: 98, runMilliseconds: 8, executed: 48_112, failed: 31,
            error: "BROKER_UNAVAILABLE no acknowledgement within 2000 ms"),
        HandlerPlan(
            name: "positions", topics: ["tick.received"], policy: "keyed 16", limit: 16,
            base: 90, swing: 160, rate: 1210, runMilliseconds: 4, executed: 1_210_334, failed: 2,
            error: "STALE_QUOTE BANKNIFTY 52000 PE is 7 s old"),
        HandlerPlan(
            name: "orders", topics: ["order.*"], policy: "keyed 16", limit: 16, base: 0, swing: 8,
            rate: 98, runMilliseconds: 1.2, executed: 48_081, failed: 0),
        HandlerPlan(
            name: "signals", topics: ["position.closed", "order.*"], policy: "keyed 16",
            limit: 16, base: 0, swing: 5, rate: 110, runMilliseconds: 0.7, executed: 52_611,
            failed: 0),
        HandlerPlan(
            name: "candles", topics: ["tick.received"], policy: "keyed 16", limit: 16, base: 10,
            swing: 40, rate: 1210, runMilliseconds: 0.08, executed: 1_402_771, failed: 0),
        HandlerPlan(
            name: "journal", topics: [">"], policy: "batch 256", limit: 1, base: 20, swing: 70,
            rate: 612, runMilliseconds: 11, executed: 702_118, failed: 0),
        HandlerPlan(
            name: "risk", topics: ["position.*", "clock.timer"], policy: "serial", limit: 1,
            base: 0, swing: 4, rate: 41, runMilliseconds: 0.3, executed: 90_417, failed: 0),
        HandlerPlan(
            name: "chaos", topics: ["signal.generated"], policy: "parallel 4", limit: 4,
            base: 2, swing: 24, rate: 9, runMilliseconds: 96, executed: 8014, failed: 212,
            isSimulated: true, error: "made to fail by the simulation, attempt 5"),
    ]

    private func handler(
        _ plan: HandlerPlan, index: Int, number: Int, now: Timestamp
    ) -> HandlerStatus {
        let history = wave(
            120, base: plan.base, swing: plan.swing, salt: index + 1, number: number)
        let depth = history.last ?? 0
        let run = UInt64(plan.runMilliseconds * 1e6)
        let wait = UInt64(Double(depth) * 1.6e5 + 4e5)
        let out = plan.rate * (0.92 + unit(index &* 53 &+ number / 10) * 0.16)
        return HandlerStatus(
            name: plan.name, topics: plan.topics, policy: plan.policy,
            isSimulated: plan.isSimulated, depth: depth, capacity: 1024, depthHistory: history,
            inFlight: min(plan.limit, 1 + depth / 20), limit: plan.limit,
            inPerSecond: plan.rate, outPerSecond: out,
            oldestAgeNanoseconds: depth > 0 ? wait * 2 : 0,
            received: plan.executed + UInt64(depth), executed: plan.executed + UInt64(number),
            failed: plan.failed, retried: plan.failed + plan.failed / 2, timedOut: plan.failed / 8,
            filtered: 0, dropped: 0, deadLettered: plan.failed / 10,
            wait: LatencySummary(
                p50Nanoseconds: wait / 4, p90Nanoseconds: wait, p99Nanoseconds: wait * 2,
                maxNanoseconds: wait * 5),
            run: LatencySummary(
                p50Nanoseconds: run, p90Nanoseconds: run * 2, p99Nanoseconds: run * 3,
                maxNanoseconds: run * 9),
            runHistogram: histogram(plan.runMilliseconds, index), lastError: plan.error,
            lastErrorAt: plan.error.map { _ in now.advanced(bySeconds: -12 - Double(index * 240)) })
    }

    private func histogram(_ milliseconds: Double, _ salt: Int) -> [Int] {
        var peak = 0
        var rest = milliseconds * 1000
        while rest >= 1 {
            rest /= 2
            peak += 1
        }
        return (0..<22).map { bucket in
            let distance = abs(bucket - peak)
            return distance > 5
                ? 0 : Int(1000 / Double(1 << distance) * (0.6 + unit(salt + bucket)))
        }
    }

    // MARK: - Positions

    private static func contract(
        _ token: UInt32, _ underlying: String, _ right: OptionRight, _ strike: Int64, _ lot: Int
    ) -> OptionContract {
        let expiry = CalendarDay(daysSinceEpoch: 20_369 + 20)
        return OptionContract(
            id: InstrumentID(token), tradingSymbol: "\(underlying)25OCT\(strike)\(right.rawValue)",
            underlying: underlying, right: right, strike: Price(paise: strike * 100),
            expiry: expiry, lotUnits: lot, tick: Price(paise: 5), isGenerated: false)
    }

    private func positions(number: Int, now: Timestamp) -> [PositionStatusRow] {
        [
            position(
                "ema-NIFTY-1445", "ema-crossover", .buy,
                Self.contract(41_001, "NIFTY", .call, 25_100, 75), lots: 2, entry: 11_840,
                drift: 1285, minutesHeld: 72, number: number, now: now),
            position(
                "ema-BANKNIFTY-1430", "ema-crossover", .sell,
                Self.contract(41_002, "BANKNIFTY", .put, 56_000, 35), lots: 1, entry: 20_410,
                drift: -1150, minutesHeld: 33, number: number, now: now),
            position(
                "alert-RELIANCE-1415", "alert-candle", .buy,
                Self.contract(41_003, "RELIANCE", .call, 1400, 500), lots: 1, entry: 4105,
                drift: 3, minutesHeld: 17, number: number, now: now),
            closed(
                position(
                    "alert-NIFTY-0930", "alert-candle", .sell,
                    Self.contract(41_004, "NIFTY", .put, 25_000, 75), lots: 1, entry: 9620,
                    drift: -3367, minutesHeld: 260, number: number, now: now), now),
        ]
    }

    private func position(
        _ signal: String, _ strategy: String, _ action: SignalAction, _ contract: OptionContract,
        lots: Int, entry: Int64, drift: Int64, minutesHeld: Double, number: Int, now: Timestamp
    ) -> PositionStatusRow {
        let salt = Int(contract.id.token)
        let trend = (0..<120).map { index -> Int64 in
            let share = Double(index) / 119
            let noise = (unit(salt + index + number / 10) - 0.5) * Double(entry) * 0.02
            return entry + Int64(Double(drift) * share + noise)
        }
        let mark = Price(paise: (trend.last ?? entry) / 5 * 5)
        var position = Position(
            id: .of(signalID: signal), signalID: signal, strategy: strategy, action: action,
            contract: contract, stop: Price(paise: entry * 65 / 100 / 5 * 5),
            target: Price(paise: entry * 16 / 10 / 5 * 5),
            secondTarget: Price(paise: entry * 2 / 5 * 5), mode: .balanced,
            thesisStop: Price(paise: 2_484_000), thesisTarget: Price(paise: 2_560_000),
            openedAt: now.advanced(bySeconds: -minutesHeld * 60))
        position.status = .open
        position.boughtQuantity = Quantity(lots * contract.lotUnits)
        position.boughtValue = Price(paise: entry) * position.boughtQuantity
        position.charges = Money(paise: 2710)
        position.peak = Price(paise: trend.max() ?? entry)
        position.mark = mark
        position.markedAt = now
        position.version = 2
        return PositionStatusRow(
            position: position, markHistory: trend,
            quote: Quote(
                instrument: contract.id, underlying: contract.underlying, last: mark,
                bid: mark, ask: Price(paise: mark.paise + 15), bidUnits: 450, askUnits: 300,
                dayVolumeUnits: 1_284_000, openInterestUnits: 4_100_250,
                impliedVolatility: 0.139, occurredAt: now),
            greeks: Greeks(
                delta: contract.right == .call ? 0.52 : -0.44, gamma: 0.0007, thetaPerDay: -6.1,
                vegaPerPoint: 9.8, rhoPerPoint: 2.1, volatility: 0.139))
    }

    private func closed(_ row: PositionStatusRow, _ now: Timestamp) -> PositionStatusRow {
        var row = row
        row.position.status = .closed
        row.position.soldQuantity = row.position.boughtQuantity
        row.position.soldValue = row.position.stop * row.position.boughtQuantity
        row.position.exitReason = .stopLoss
        row.position.closedAt = now.advanced(bySeconds: -4100)
        row.position.version = 5
        return row
    }

    private func dayCurve(_ number: Int, until now: Timestamp) -> [ProfitSample] {
        (0..<200).map { index in
            let share = Double(index) / 199
            let noise = (unit(500 + index + number / 20) - 0.5) * 140_000
            let paise =
                share * share * 1_250_000 - (share < 0.3 ? share * 900_000 : 270_000) + noise
            return ProfitSample(
                at: now.advanced(bySeconds: -60 * Double(199 - index)), paise: Int64(paise))
        }
    }

    // MARK: - Dead letters, signals, events

    private func deadLetters(_ now: Timestamp) -> DeadLetterStatus {
        let plans: [(handler: String, symbol: String?, error: String, age: Double, sim: Bool)] = [
            (
                "executor", "NIFTY", "BROKER_UNAVAILABLE no acknowledgement within 2000 ms", 12,
                false
            ),
            ("chaos", "BANKNIFTY", "made to fail by the simulation, attempt 5", 95, true),
            (
                "executor", "RELIANCE", "BROKER_REJECTED price 44.10 is outside the day's band",
                250, false
            ),
            ("journal", nil, "LEDGER_UNAVAILABLE database is locked for 5.0 s", 520, false),
            ("chaos", "NIFTY", "held up by the simulation for 30 s, too long", 840, true),
        ]
        let rows = plans.enumerated().map { index, plan in
            let diedAt = now.advanced(bySeconds: -plan.age)
            let attempts = (0..<5).map { attempt in
                let back = [30.0, 28, 24, 16, 0][attempt]
                return DeliveryAttempt(
                    failedAt: diedAt.advanced(bySeconds: -back), error: plan.error)
            }
            let signal = signal(
                id: "ema-\(plan.symbol ?? "ALL")-\(1400 + index)", symbol: plan.symbol ?? "NIFTY",
                action: index % 2 == 0 ? .buy : .sell, at: diedAt)
            return DeadLetterRow(
                record: DeadLetterRecord(
                    id: DeadLetterID("d-" + StableHash.hexadecimal("\(plan.handler)\(index)")),
                    handler: plan.handler,
                    event: EventRecord(
                        id: StableHash.hexadecimal("event\(index)"),
                        sequence: UInt64(91_822 + index),
                        source: "strategy.ema", correlationID: signal.id, causationID: nil,
                        schemaVersion: 1, occurredAt: diedAt.advanced(bySeconds: -31),
                        payload: .signalGenerated(signal)),
                    attempts: attempts, diedAt: diedAt),
                symbol: plan.symbol,
                payloadJSON: "{\"signal_id\":\"\(signal.id)\",\"symbol\":\"\(signal.symbol)\","
                    + "\"action\":\"\(signal.action.rawValue)\",\"entry_price\":25021.35,"
                    + "\"stop_loss\":24771.15,\"target\":25521.8,\"signal_strength\":0.83,"
                    + "\"metadata\":{\"timeframe\":\"15m\",\"fresh\":true}}",
                attemptLimit: 5, isSimulated: plan.sim)
        }
        return DeadLetterStatus(
            total: rows.count, addedLastFiveMinutes: 3, oldestAt: now.advanced(bySeconds: -840),
            rows: rows)
    }

    private func signal(
        id: String, symbol: String, action: SignalAction, at: Timestamp
    ) -> Signal {
        let entry = symbol == "BANKNIFTY" ? 56_120.4 : symbol == "RELIANCE" ? 1384.6 : 25_021.35
        let sign = action == .buy ? 1.0 : -1.0
        return Signal(
            id: id, symbol: symbol, strategy: "ema-crossover", action: action, entryPrice: entry,
            stopLoss: entry * (1 - sign * 0.01), target: entry * (1 + sign * 0.02), strength: 0.83,
            expectedMovePercent: 2, timeframe: "15m", emittedAt: at, origin: .strategy)
    }

    private func signals(_ now: Timestamp) -> [SignalRecord] {
        let symbols = [
            "NIFTY", "BANKNIFTY", "RELIANCE", "INFY", "TCS", "NIFTY", "HDFCBANK", "SBIN",
        ]
        return symbols.enumerated().map { index, symbol in
            let at = now.advanced(bySeconds: -Double(40 + index * 190))
            let denials: [Int: Denial] = [
                0: Denial(.maxPositions, "3 of 3 positions are open or on their way"),
                3: Denial(.weakSignal, "strength 0.52 is below the mode's 0.60"),
                6: Denial(
                    .noStrike,
                    "0 of 42 strikes left: 30 below open interest 100, 12 above 5 % spread"),
            ]
            let status: SignalStatus =
                denials[index] != nil
                ? .rejected : index < 3 ? .active : index == 4 ? .completed : .stopped
            var signal = signal(
                id: "ema-\(symbol)-\(index)", symbol: symbol, action: index % 3 == 1 ? .sell : .buy,
                at: at)
            if index == 4 { signal.origin = .operator }
            if index == 5 { signal.origin = .simulation }
            return SignalRecord(
                signal: signal, status: status, denial: denials[index],
                contract: denials[index] == nil
                    ? Self.contract(41_001, symbol, signal.action.right, 25_100, 75) : nil,
                receivedAt: at, updatedAt: at.advanced(bySeconds: 1))
        }
    }

    private func log(number: Int, now: Timestamp) -> [LogRow] {
        let texts: [(LogLevel, String, String)] = [
            (.info, "executor", "bought NIFTY 25100 CE 150 @ 118.40 in 22 ms"),
            (.info, "strategy.ema", "BUY NIFTY entry 25,021.35 strength 0.83"),
            (.warning, "positions", "depth 142 is over the alarm of 100 for 30 s"),
            (
                .error, "executor",
                "gave up on signal.generated after 5 attempts: no acknowledgement"
            ),
            (.info, "orders", "order E-77aa10 accepted by the venue"),
            (.debug, "candles", "NIFTY 15m closed at 25,021.35, volume 0"),
            (.info, "risk", "capital at risk ₹61,800 of ₹1,50,000"),
            (.warning, "chaos", "made to fail by the simulation, attempt 3 of 5"),
        ]
        let last = 400 + number / 7
        return (0..<40).map { index in
            let sequence = last - 39 + index
            let (level, subject, text) = texts[sequence % texts.count]
            return LogRow(
                sequence: UInt64(sequence), at: now.advanced(bySeconds: Double(index - 39) * 3),
                level: level, subject: subject, text: text,
                correlationID: sequence % 3 == 0 ? "ema-NIFTY-1445" : nil)
        }
    }

    private func quotes(_ now: Timestamp) -> [Quote] {
        [("BANKNIFTY", 5_612_040), ("NIFTY", 2_502_135), ("RELIANCE", 138_460)]
            .enumerated().map { index, item in
                Quote(
                    instrument: InstrumentID(UInt32(256_000 + index)), underlying: item.0,
                    last: Price(paise: Int64(item.1)), occurredAt: now)
            }
    }
}
