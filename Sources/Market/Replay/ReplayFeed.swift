public import Trading

/// Recorded market data, played in time order: bars as believable paths of ticks, ticks as they
/// were.
///
/// Several files are interleaved by time. What a file holds is told by its header, not by its name. Where two of
/// them tell of one underlying at one time, the bars that were named first are played, and the rest is counted.
public struct ReplayFeed: MarketFeed {
    /// The feed's name as the cockpit shows it.
    public let name = "replay"
    /// The underlyings that are played, in alphabetical order.
    public let symbols: [String]
    /// The length in seconds of the bars that are in the files, by underlying; they need not be built from ticks.
    public let barSeconds: [String: Int]
    /// The time of the first row; `nil` when there is none.
    public let startsAt: Timestamp?
    /// The first things that were wrong in the files, in the order of the files.
    public let issues: [FileIssue]

    private var tracks: [any ReplayTrack]
    private let calendar: SessionCalendar
    private var session: Session?
    /// The time of the last step.
    private var playedUntil = Timestamp.distantPast
    private var counted = FeedTally()

    /// Reads files.
    ///
    /// - Parameters:
    ///   - sources: The files, in any order.
    ///   - calendar: Says when the exchange was open; rows outside every session, the minutes before an opening too,
    ///     are left out and counted.
    ///   - seed: Equal seeds give equal paths inside the bars.
    ///   - secondsBetweenTicks: The distance of the ticks that are made of a bar, more than 0.
    ///   - option: Finds the contracts of options that files of ticks hold; without it there are none.
    /// - Throws: `MarketFileError` when a file cannot be read, has no known header, or names no
    ///   underlying.
    public init(
        sources: [ReplaySource], calendar: SessionCalendar, seed: UInt64,
        secondsBetweenTicks: Double = 4,
        option: @escaping OptionTickTarget.Finder = { _, _ in nil }
    ) throws(MarketFileError) {
        precondition(
            secondsBetweenTicks > 0, "ticks need a distance above 0 s, got \(secondsBetweenTicks)")
        self.calendar = calendar
        var tracks: [any ReplayTrack] = []
        var issues: [FileIssue] = []
        var symbols: Set<String> = []
        var barSeconds: [String: Int] = [:]
        var covered = CoveredTime()
        var tally = FeedTally()
        var ticks: [TickFile] = []
        for source in sources {
            let file = try Self.read(source, calendar: calendar, option: option)
            tally.add(file.tally)
            issues += file.tally.issues
            switch file {
            case .ticks(let file): ticks.append(file)
            case .bars(let file, let symbol):
                let bars = file.candles.filter { candle in
                    let reason =
                        calendar.reasonToReject(candle.opensAt)
                        ?? (covered.overlaps(candle) ? Self.playedAlready : nil)
                    if let reason { tally.skipped[reason, default: 0] += 1 }
                    return reason == nil
                }
                covered.add(bars)
                symbols.insert(symbol)
                barSeconds[symbol] = barSeconds[symbol] ?? bars.first?.lengthSeconds
                tracks.append(
                    BarTrack(
                        bars, calendar: calendar, secondsBetweenTicks: secondsBetweenTicks,
                        seed: seed))
            }
        }
        for file in ticks {
            let own = file.ticks.filter { tick in
                tick.instrument != .underlying(tick.underlying)
                    || !covered.contains(tick.occurredAt, of: tick.underlying)
            }
            if own.count < file.ticks.count {
                tally.skipped[Self.playedAlready, default: 0] += file.ticks.count - own.count
            }
            symbols.formUnion(file.ticks.map(\.underlying))
            tracks.append(TickTrack(own))
        }
        counted = tally
        self.tracks = tracks
        self.issues = issues
        self.symbols = symbols.sorted()
        self.barSeconds = barSeconds
        startsAt = tracks.compactMap(\.nextTime).min()
    }

    /// Why a bar, or an underlying's tick, is left out although it lies in a session: bars that were named earlier
    /// have its time.
    private static let playedAlready = "another file has this time"

    /// A file as its header says what it is.
    private enum Recording {
        case bars(CandleFile, symbol: String)
        case ticks(TickFile)

        var tally: LoadTally {
            switch self {
            case .bars(let file, _): file.tally
            case .ticks(let file): file.tally
            }
        }
    }

    private static func read(
        _ source: ReplaySource, calendar: SessionCalendar, option: @escaping OptionTickTarget.Finder
    ) throws(MarketFileError) -> Recording {
        let bytes = try FileBytes.read(source.path)
        if let file = try? DelimitedFile(
            path: source.path, bytes: bytes, required: TickFile.columns)
        {
            return .ticks(try TickFile.load(file, calendar: calendar, option: option))
        }
        let file = try DelimitedFile(path: source.path, bytes: bytes, required: CandleFile.columns)
        guard let symbol = source.symbol else { throw .unknownSymbol(path: source.path) }
        return .bars(try CandleFile.load(file, symbol: symbol), symbol: symbol)
    }

    /// What was delivered, skipped and repaired so far, and how much of the rows is played.
    public var tally: FeedTally {
        var tally = counted
        let total = tracks.reduce(0) { $0 + $1.total }
        let played = tracks.reduce(0) { $0 + $1.played }
        tally.rowsPlayed = played
        tally.progress = total == 0 ? 1 : Double(played) / Double(total)
        return tally
    }

    /// Takes the next step: an opening, everything of one instant, some quiet time, or a close.
    ///
    /// - Returns: The step; `nil` when every file is played and the last session is closed.
    public mutating func next() -> MarketStep? {
        guard let step = nextStep() else { return nil }
        playedUntil = step.time
        return step
    }

    private mutating func nextStep() -> MarketStep? {
        let next = tracks.compactMap(\.nextTime).min()
        if let session {
            let end = min(next ?? session.closes, session.closes)
            if let quiet = QuietTime.instant(after: playedUntil, before: end, in: session) {
                return MarketStep(time: quiet, happenings: [])
            }
        }
        guard let next else { return close() }
        if let session, next > session.closes { return close() }
        if session == nil, let opening = calendar.session(on: next.indiaDay) {
            session = opening
            return MarketStep(
                time: opening.opens, happenings: [.sessionOpened("\(opening.opens.indiaDay)")])
        }
        var happenings: [MarketHappening] = []
        for index in tracks.indices {
            while tracks[index].nextTime == next { happenings.append(tracks[index].pop()) }
        }
        counted.delivered += happenings.count
        return MarketStep(time: next, happenings: happenings)
    }

    private mutating func close() -> MarketStep? {
        guard let closing = session?.closes else { return nil }
        session = nil
        return MarketStep(
            time: closing, happenings: [.sessionClosed("\(closing.indiaDay)")])
    }
}

extension FeedTally {
    fileprivate mutating func add(_ tally: LoadTally) {
        skipped.merge(tally.skipped, uniquingKeysWith: +)
        repaired.merge(tally.repaired, uniquingKeysWith: +)
    }
}
