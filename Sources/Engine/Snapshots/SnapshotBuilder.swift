import EventBus
import Foundation
import Trading

/// Puts a snapshot together from what the owners say; reads only, stops nobody.
struct SnapshotBuilder: Sendable {
    /// Marks and the day's profit are sampled this often, queues every second.
    private static let slowSampleSeconds = 3.0

    private let desk: DeskParts
    private let bus: Bus<EventPayload>
    private let setup: DeskSetup
    private let simulated: Set<String>
    /// Attempts that each handler gives an event.
    private let attemptLimits: [String: Int]
    private let depthAlarm: Int
    private let wall = WallClock()
    private let startedAt: Timestamp
    private let encoder = JSONEncoder()

    private var sequence: UInt64 = 0
    private var handlers: [String: HandlerHistory] = [:]
    private var queued = SampledHistory<Int>()
    private var marks: [PositionID: SampledHistory<Int64>] = [:]
    private var day = DayCurve()
    /// Quotes and greeks are dear; of many positions only some are renewed with each snapshot, in turn.
    private var derived: [PositionID: Derived] = [:]
    private static let renewedAtOnce = 500
    private var lastSample: Timestamp
    private var lastSlowSample = Timestamp.distantPast
    private var lastPublished: UInt64 = 0
    private var lastProcessed: UInt64 = 0
    private var publishedPerSecond = 0.0
    private var processedPerSecond = 0.0
    private var meter = ProcessMeter()
    private var processorShare = 0.0
    private var letters: ShownLetters?
    private var traces: [String: (revision: Int, trace: SignalTrace)] = [:]

    init(
        _ desk: DeskParts, bus: Bus<EventPayload>, setup: DeskSetup, roster: HandlerRoster,
        depthAlarm: Int
    ) {
        self.desk = desk
        self.bus = bus
        self.setup = setup
        simulated = roster.simulated
        attemptLimits = Dictionary(
            uniqueKeysWithValues: roster.handlers.map {
                ($0.plan.name, $0.plan.options.retry.attempts)
            })
        self.depthAlarm = depthAlarm
        startedAt = wall.now
        lastSample = startedAt
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// Begins the day's curve with what was booked before this run.
    mutating func begin(with booked: [ProfitSample], on day: CalendarDay) {
        self.day = DayCurve(booked, on: day)
    }

    /// Takes a snapshot.
    mutating func build(_ phase: EnginePhase) -> DeskSnapshot {
        let now = wall.now
        let statistics = bus.statistics()
        sample(statistics, at: now)
        let (risk, money) = desk.account.read { (self.risk($0), self.money($0)) }
        sequence += 1
        return DeskSnapshot(
            sequence: sequence, takenAt: now, periodSeconds: setup.snapshotSeconds,
            marketTime: desk.clock.now, venue: desk.broker.venue, market: setup.market,
            engine: engine(phase, statistics, at: now), risk: risk,
            account: money, handlers: statistics.handlers.map(handler),
            deadLetters: deadLetters(at: now), positions: positions(),
            signals: desk.signals.newest(DeskSnapshot.mostSignals), log: desk.log.rows,
            sources: sources(at: now), outcomes: desk.outcomes.latest,
            quotes: desk.view.underlyings.compactMap { desk.view.spot(of: $0) },
            traces: stories())
    }

    // MARK: Samples

    private mutating func sample(_ statistics: BusStatistics, at now: Timestamp) {
        let elapsed = now.seconds(since: lastSample)
        // With the seconds of the wall clock, so that whoever draws the samples can number them.
        let isDue = elapsed > 0 && now.wholeSeconds != lastSample.wholeSeconds
        for handler in statistics.handlers {
            handlers[handler.name, default: HandlerHistory()]
                .note(handler, sampleAfter: isDue ? elapsed : nil)
        }
        if isDue {
            queued.append(statistics.queued)
            publishedPerSecond = Double(statistics.published &- lastPublished) / elapsed
            processedPerSecond = Double(statistics.processed &- lastProcessed) / elapsed
            (lastPublished, lastProcessed) = (statistics.published, statistics.processed)
            processorShare = meter.processorShare()
            lastSample = now
        }
        guard now.seconds(since: lastSlowSample) >= Self.slowSampleSeconds else { return }
        lastSlowSample = now
        let (dayNet, today) = desk.account.read { ($0.dayNet, $0.today.day) }
        day.note(dayNet, at: desk.clock.now, on: today)
        let live = desk.positions.live
        let ids = Set(live.map(\.id))
        marks = marks.filter { ids.contains($0.key) }
        derived = derived.filter { ids.contains($0.key) }
        for position in live {
            guard let mark = position.mark else { continue }
            marks[position.id, default: SampledHistory()].append(mark.paise)
        }
    }

    // MARK: Parts

    private func engine(
        _ phase: EnginePhase, _ statistics: BusStatistics, at now: Timestamp
    ) -> EngineStatus {
        EngineStatus(
            phase: phase, uptimeSeconds: now.seconds(since: startedAt),
            publishedPerSecond: publishedPerSecond, processedPerSecond: processedPerSecond,
            published: statistics.published, processed: statistics.processed,
            failed: statistics.failed,
            dropped: statistics.droppedOldest + statistics.droppedNewest + statistics.coalesced,
            queued: statistics.queued, inFlight: statistics.inFlight,
            tasksAlive: statistics.tasksAlive, taskCeiling: statistics.taskCeiling,
            historySize: statistics.historyCount,
            waitP99Nanoseconds: UInt64(statistics.handlers.map(\.wait.p99).max() ?? 0),
            queuedHistory: queued.values, depthAlarm: depthAlarm, cpuFraction: processorShare,
            memoryBytes: ProcessMeter.residentBytes)
    }

    private func risk(_ account: borrowing Account) -> RiskStatus {
        let limits = desk.rules.limits
        let session = desk.rules.calendar.session(at: desk.clock.now)
        let label = session.map { "open until \($0.closes.indiaClock.prefix(5))" } ?? "closed"
        return RiskStatus(
            state: account.gate.state, reasons: account.gate.reasons,
            isIntakePaused: desk.switches.isIntakePaused, isSessionOpen: session != nil,
            sessionLabel: label, mode: desk.rules.mode.name,
            positions: account.positionUse(limits),
            capitalAtRisk: account.capitalAtRiskUse(limits),
            dailyLoss: account.dailyLossUse(limits), lossStreak: account.lossStreakUse(limits))
    }

    private func money(_ account: borrowing Account) -> AccountStatus {
        AccountStatus(
            capital: account.capital, cash: account.cash, reserved: account.reserved,
            dayRealised: account.today.realised, dayCharges: account.today.charges,
            unrealised: account.dayNet - account.today.realised + account.today.charges,
            dayHistory: day.samples, tradesClosed: account.today.tradesClosed,
            wins: account.today.wins, maxDrawdown: account.today.fall.deepest,
            isBalanced: desk.account.isBalanced)
    }

    private func handler(_ statistics: HandlerStatistics) -> HandlerStatus {
        let history = handlers[statistics.name] ?? HandlerHistory()
        return HandlerStatus(
            name: statistics.name, topics: statistics.patterns, policy: statistics.policy,
            isSimulated: simulated.contains(statistics.name), isPaused: statistics.isPaused,
            breaker: BreakerState(statistics.circuit), depth: statistics.depth.total,
            capacity: statistics.capacity, depthHistory: history.depths.values,
            inFlight: statistics.inFlight, limit: statistics.limit, stuck: statistics.stuck,
            inPerSecond: history.inPerSecond, outPerSecond: history.outPerSecond,
            oldestAgeNanoseconds: UInt64(max(0, statistics.oldestAgeNanoseconds)),
            received: statistics.received, executed: statistics.executed,
            failed: statistics.failed, retried: statistics.retried,
            timedOut: statistics.timedOut, filtered: statistics.filtered,
            dropped: statistics.droppedOldest + statistics.droppedNewest + statistics.coalesced,
            deadLettered: statistics.deadLettered, wait: LatencySummary(statistics.wait),
            run: LatencySummary(statistics.run), runHistogram: statistics.run.microsecondDoublings,
            lastError: statistics.lastErrorText,
            lastErrorAt: statistics.lastErrorAtNanoseconds.map { Timestamp(nanoseconds: $0) })
    }

    /// Rows of letters are dear and letters do not change, so they are made anew only when there are others.
    private mutating func deadLetters(at now: Timestamp) -> DeadLetterStatus {
        if letters?.listing.revision != desk.deadLetters.revision {
            letters = show(desk.deadLetters.list())
        }
        let all = letters?.listing.letters ?? []
        let fiveMinutesAgo = now.advanced(bySeconds: -300)
        let fullest = desk.deadLetters.fullest
        return DeadLetterStatus(
            total: all.count,
            addedLastFiveMinutes: all.prefix { $0.diedAt > fiveMinutesAgo }.count,
            oldestAt: all.last?.diedAt, bound: setup.deadLetterBound,
            fullestHandler: fullest?.handler, fullestCount: fullest?.count ?? 0,
            lastClearedAt: letters?.listing.lastClearedAt, rows: letters?.rows ?? [])
    }

    private func show(_ listing: DeadLetterBook.Listing) -> ShownLetters {
        let shown = listing.letters.prefix(500)
        let known = letters?.payloads ?? [:]
        let payloads = Dictionary(
            uniqueKeysWithValues: shown.map { ($0.id, known[$0.id] ?? json(of: $0)) })
        let rows = shown.map { letter in
            DeadLetterRow(
                record: letter, symbol: letter.event.payload.symbol,
                payloadJSON: payloads[letter.id] ?? "",
                attemptLimit: attemptLimits[letter.handler] ?? letter.attempts.count,
                isSimulated: simulated.contains(letter.handler))
        }
        return ShownLetters(listing: listing, rows: rows, payloads: payloads)
    }

    private func json(of letter: DeadLetterRecord) -> String {
        do {
            return String(decoding: try encoder.encode(letter.event.payload), as: UTF8.self)
        } catch {
            return "\"this payload cannot be shown: \(error)\""
        }
    }

    /// Words are dear and most stories stand still, so one is told anew only when it went on.
    private mutating func stories() -> [SignalTrace] {
        let stories = desk.traces.newest
        let told = traces
        traces = [:]
        return stories.map { story in
            let known = told[story.signalID].flatMap { $0.revision == story.revision ? $0 : nil }
            let row = known ?? (story.revision, SignalTrace(story))
            traces[story.signalID] = row
            return row.trace
        }
    }

    private mutating func positions() -> [PositionStatusRow] {
        let now = desk.clock.now
        let live = desk.positions.live
        let turn = sequence
        let turns = UInt64((live.count + Self.renewedAtOnce - 1) / Self.renewedAtOnce)
        let rows = live.enumerated().reversed().map { place, position in
            let isItsTurn = UInt64(place / Self.renewedAtOnce) == turn % max(1, turns)
            let market = isItsTurn ? nil : derived[position.id]
            let known = market ?? derive(position.contract, at: now)
            derived[position.id] = known
            return PositionStatusRow(
                position: position, markHistory: marks[position.id]?.values ?? [],
                quote: known.quote, greeks: known.greeks,
                isMarkStale: known.quote.map {
                    now.seconds(since: $0.occurredAt) > desk.rules.limits.staleQuoteSeconds
                } ?? true)
        }
        return rows + desk.positions.closed.reversed().map { PositionStatusRow(position: $0) }
    }

    private func derive(_ contract: OptionContract, at now: Timestamp) -> Derived {
        let quote = desk.view.quote(of: contract)
        return Derived(quote: quote, greeks: greeks(of: contract, quote, at: now))
    }

    private func greeks(of contract: OptionContract, _ quote: Quote?, at now: Timestamp) -> Greeks?
    {
        guard let spot = desk.view.spot(of: contract.underlying) else { return nil }
        let model = BlackScholes(
            contract.right, spot: spot.last.rupees, strike: contract.strike.rupees,
            years: YearFraction.years(from: now, to: contract.expiry),
            interestRate: desk.rules.limits.interestRate)
        return model.greeks(
            volatility: quote?.impliedVolatility ?? desk.rules.limits.defaultVolatility)
    }

    private func sources(at now: Timestamp) -> [SourceStatus] {
        let trouble = desk.writer.trouble
        let ledger = SourceStatus(
            name: SourceStatus.ledgerName, state: trouble == nil ? .fresh : .down,
            lastHeardAt: desk.writer.failingSince ?? now,
            detail: trouble.map { "\($0); \(desk.writer.keptUnits) unit(s) kept in memory" } ?? "")
        var sources = desk.heard.statuses(lateAfterSeconds: 5)
        if let trouble = desk.breaker.trouble {
            // What it said before is no sign of life; one that has never answered is missing otherwise.
            let heard = sources.first { $0.name == "broker" }?.lastHeardAt
            sources.removeAll { $0.name == "broker" }
            sources.append(
                SourceStatus(name: "broker", state: .down, lastHeardAt: heard, detail: trouble))
            sources.sort { $0.name < $1.name }
        }
        return sources + [ledger]
    }
}

/// The dead letters, and what of them is shown.
private struct ShownLetters: Sendable {
    let listing: DeadLetterBook.Listing
    let rows: [DeadLetterRow]
    /// The shown letters' payloads as JSON.
    let payloads: [DeadLetterID: String]
}

/// What of a position's row is worked out from the market.
private struct Derived: Sendable {
    let quote: Quote?
    let greeks: Greeks?
}

extension BreakerState {
    fileprivate init(_ circuit: CircuitState) {
        switch circuit {
        case .closed: self = .closed
        case .open: self = .open
        case .halfOpen: self = .halfOpen
        }
    }
}

extension LatencySummary {
    fileprivate init(_ percentiles: LatencyPercentiles) {
        self.init(
            p50Nanoseconds: UInt64(max(0, percentiles.p50)),
            p90Nanoseconds: UInt64(max(0, percentiles.p90)),
            p99Nanoseconds: UInt64(max(0, percentiles.p99)),
            maxNanoseconds: UInt64(max(0, percentiles.max)))
    }
}

extension LatencyPercentiles {
    /// Counts in buckets that double from 1 µs (2¹⁰ ns): the first holds what is shorter, the last what is longer.
    fileprivate var microsecondDoublings: [Int] {
        let first = octaves.prefix(10).reduce(0, +)
        let middle = octaves.dropFirst(10).prefix(14)
        let last = octaves.dropFirst(24).reduce(0, +)
        return ([first] + middle + [last]).map { Int($0) }
    }
}

extension EventPayload {
    /// The symbol that the fact is about, when it is about one.
    var symbol: String? {
        switch self {
        case .signalGenerated(let signal): signal.symbol
        case .signalActivated(let change), .signalUpdated(let change), .signalCompleted(let change),
            .signalStopped(let change):
            change.symbol
        case .positionOpened(let position), .positionUpdated(let position),
            .positionClosed(let position), .positionReconciled(let position):
            position.contract.tradingSymbol
        case .tickReceived(let quote): quote.underlying
        case .candleCompleted(let candle): candle.symbol
        case .riskDenied(let fact): fact.signal.symbol
        case .orderReported, .tradeExecuted, .tradeExit, .marketDataReceived, .strategyStarted,
            .strategyStopped, .strategyError, .riskStateChanged, .deadLetterAdded,
            .deadLetterRetried, .deadLetterDiscarded, .sessionOpened, .sessionClosed, .clockTimer,
            .systemReady, .systemShutdown, .errorOccurred, .operatorCommanded:
            nil
        }
    }
}
