public import Trading

/// A market that makes itself up: ten underlyings, a tick a second each, sessions, and signals to
/// trade on.
///
/// It keeps its own clock. A session runs second by second; at its close the clock jumps to the
/// next opening, so a demo runs at any hour of any day. Equal seeds and equal settings give equal
/// steps, bit for bit, also across a `state` that was saved and resumed.
public struct SimulatedMarket: MarketFeed {
    /// How lively the market is.
    public struct Settings: Hashable, Sendable {
        /// Signals in a market minute on average, 0…60.
        public var signalsPerMinute: Double
        /// How many times livelier than its options' volatility says; 1 is a real market's pace.
        public var activity: Double

        /// Makes settings.
        ///
        /// - Parameters:
        ///   - signalsPerMinute: Signals in a market minute on average, 0…60.
        ///   - activity: How many times livelier than the options' volatility says.
        public init(signalsPerMinute: Double = 10, activity: Double = 2) {
            self.signalsPerMinute = signalsPerMinute
            self.activity = activity
        }
    }

    /// A start in the session of the day whose contract list the facts come from: 8 October 2025,
    /// 09:20 India time.
    public static let defaultStart = Timestamp(
        india: CalendarDay(daysSinceEpoch: 20_369), secondsIntoDay: 33_600)

    /// The feed's name as the cockpit shows it.
    public let name = "simulation"
    /// What the feed delivered so far; a simulation has no end.
    public private(set) var tally = FeedTally()
    /// Where the simulation is; save it to go on later.
    public private(set) var state: SimulatedMarketState

    private let seed: UInt64
    private let settings: Settings
    private let calendar: SessionCalendar
    private let underlyings: [UnderlyingFacts]

    /// Makes a market.
    ///
    /// - Parameters:
    ///   - seed: Equal seeds give equal markets.
    ///   - start: The first step is at this time, or at the next opening after it.
    ///   - settings: How lively it is.
    ///   - calendar: Says when the exchange is open.
    ///   - underlyings: What is traded.
    ///   - state: Where an earlier run with the same seed stopped; `nil` to begin at `start`.
    public init(
        seed: UInt64, start: Timestamp = Self.defaultStart, settings: Settings = Settings(),
        calendar: SessionCalendar, underlyings: [UnderlyingFacts] = UnderlyingFacts.simulated,
        resume state: SimulatedMarketState? = nil
    ) {
        self.seed = seed
        self.settings = settings
        self.calendar = calendar
        self.underlyings = underlyings
        self.state = state ?? SimulatedMarketState(time: start)
        for facts in underlyings where self.state.underlyings[facts.name] == nil {
            self.state.underlyings[facts.name] = PriceProcess(level: facts.spotLevel.rupees)
        }
    }

    /// Takes the next step: an opening, a second of trading, or a close.
    ///
    /// - Returns: The step; `nil` only when the calendar knows no further session.
    public mutating func next() -> MarketStep? {
        var random = SeededGenerator.ofStep(state.steps, seed: seed)
        let isFirst = state.steps == 0
        let step: MarketStep
        if let closes = state.sessionCloses {
            let time = state.time.advanced(bySeconds: 1)
            if time >= closes {
                step = close(at: closes)
            } else if calendar.isOpen(at: time) {
                step = trade(at: time, random: &random)
            } else {
                // The session rests.
                step = MarketStep(time: time, happenings: [])
            }
        } else if isFirst, let session = calendar.session(on: state.time.indiaDay),
            session.opens <= state.time, state.time < session.closes
        {
            step = open(session, at: state.time, random: &random)
        } else if let opening = calendar.nextOpening(after: state.time),
            let session = calendar.session(on: opening.indiaDay)
        {
            if !isFirst { passNight(random: &random) }
            step = open(session, at: opening, random: &random)
        } else {
            return nil
        }
        state.steps += 1
        state.time = step.time
        tally.delivered += 1
        return step
    }

    private mutating func open(
        _ session: Session, at time: Timestamp, random: inout SeededGenerator
    ) -> MarketStep {
        state.sessionCloses = session.closes
        let ticks = underlyings.map { tick(of: $0, at: time) }
        return MarketStep(
            time: time,
            happenings: [.sessionOpened("\(time.indiaDay), until \(session.closes.indiaClock)")]
                + ticks)
    }

    private mutating func close(at time: Timestamp) -> MarketStep {
        state.sessionCloses = nil
        return MarketStep(time: time, happenings: [.sessionClosed("\(time.indiaDay)")])
    }

    private mutating func trade(at time: Timestamp, random: inout SeededGenerator) -> MarketStep {
        let bustle = bustle(at: time)
        let marketSigma = sigma(volatility: marketVolatility) * bustle
        let marketReturn = state.market.advance(
            sigma: marketSigma, regimeMove: 0.0018 * settings.activity, random: &random)
        var happenings: [MarketHappening] = []
        for facts in underlyings {
            advance(facts, bustle: bustle, marketReturn: marketReturn, random: &random)
            happenings.append(tick(of: facts, at: time))
        }
        if random.nextUnit() < settings.signalsPerMinute / 60,
            let session = calendar.session(on: time.indiaDay), time < session.entriesEnd
        {
            happenings.append(.signal(signal(at: time, random: &random)))
        }
        return MarketStep(time: time, happenings: happenings)
    }

    private mutating func advance(
        _ facts: UnderlyingFacts, bustle: Double, marketReturn: Double,
        random: inout SeededGenerator
    ) {
        // What the market does not explain of the variance is the underlying's own; an index keeps
        // a little too.
        let explained = facts.beta * marketVolatility
        let total = facts.volatility * facts.volatility
        let own = max(total - explained * explained, total / 16).squareRoot()
        let ownSigma = sigma(volatility: own) * bustle
        state.underlyings[facts.name]?.advance(
            sigma: ownSigma, regimeMove: 0.01 * own * settings.activity,
            external: facts.beta * marketReturn, random: &random)
        let usual = Double(facts.dayVolumeUnits) / TradingYear.secondsInDay * bustle
        state.underlyings[facts.name]?.trade(Int64(usual * (0.5 + random.nextUnit())))
    }

    private mutating func passNight(random: inout SeededGenerator) {
        let night = (TradingYear.secondsInDay / 6).squareRoot()
        let market = random.nextNormal() * sigma(volatility: marketVolatility) * night
        for facts in underlyings {
            let own = random.nextNormal() * sigma(volatility: facts.volatility / 2) * night
            state.underlyings[facts.name]?.startDay(gap: facts.beta * market + own)
        }
    }

    private mutating func signal(at time: Timestamp, random: inout SeededGenerator) -> Signal {
        let facts = underlyings[Int(random.nextUnit() * Double(underlyings.count))]
        let own = state.underlyings[facts.name]?.driftPerSecond ?? 0
        let (signal, isSound) = SimulatedSignals.make(
            number: state.signalCount, seed: seed, facts: facts, rupees: spot(of: facts).rupees,
            drift: own + facts.beta * state.market.driftPerSecond, time: time,
            last: state.lastSignal, random: &random)
        state.signalCount += 1
        if isSound { state.lastSignal = signal }
        return signal
    }

    private func tick(of facts: UnderlyingFacts, at time: Timestamp) -> MarketHappening {
        .tick(
            Quote(
                instrument: .underlying(facts.name), underlying: facts.name, last: spot(of: facts),
                dayVolumeUnits: state.underlyings[facts.name]?.dayVolumeUnits, occurredAt: time))
    }

    private func spot(of facts: UnderlyingFacts) -> Price {
        let rupees = state.underlyings[facts.name]?.rupees ?? facts.spotLevel.rupees
        let price = Price(rupees: rupees) ?? facts.spotLevel
        return max(price.rounded(toTick: facts.spotTick, .down), facts.spotTick)
    }

    /// The volatility of the market factor: that of the first underlying.
    private var marketVolatility: Double { underlyings.first?.volatility ?? 0.15 }

    private func sigma(volatility: Double) -> Double {
        volatility * settings.activity / TradingYear.seconds.squareRoot()
    }

    /// The day's shape: busy at both ends, calm at noon; 1 on average over the day.
    private func bustle(at time: Timestamp) -> Double {
        let fromOpening = Double(time.indiaSecondsIntoDay - 33_300) / TradingYear.secondsInDay
        let fromNoon = 2 * min(max(fromOpening, 0), 1) - 1
        return 0.7 + 0.9 * fromNoon * fromNoon
    }
}
