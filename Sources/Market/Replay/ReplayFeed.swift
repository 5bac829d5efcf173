public import Trading

/// Recorded market data, played in time order: bars as believable paths of ticks, ticks as they
/// were.
///
/// Several files are interleaved by time. What a file holds is told by its header, not by its name.
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
        for source in sources {
            let bytes = try FileBytes.read(source.path)
            let file = try? DelimitedFile(
                path: source.path, bytes: bytes, required: TickFile.columns)
            if let file {
                let ticks = try TickFile.load(file, calendar: calendar, option: option)
                counted.add(ticks.tally)
                issues += ticks.tally.issues
                symbols.formUnion(ticks.ticks.map(\.underlying))
                tracks.append(TickTrack(ticks.ticks))
            } else {
                let file = try DelimitedFile(
                    path: source.path, bytes: bytes, required: CandleFile.columns)
                guard let symbol = source.symbol else { throw .unknownSymbol(path: source.path) }
                let bars = try CandleFile.load(file, symbol: symbol)
                let inSession = bars.candles.filter { calendar.isOpen(at: $0.opensAt) }
                counted.add(bars.tally)
                for reason in bars.candles.compactMap({ calendar.reasonToReject($0.opensAt) }) {
                    counted.skipped[reason, default: 0] += 1
                }
                issues += bars.tally.issues
                symbols.insert(symbol)
                barSeconds[symbol] = bars.candles.first?.lengthSeconds
                tracks.append(
                    BarTrack(
                        inSession, calendar: calendar, secondsBetweenTicks: secondsBetweenTicks,
                        seed: seed))
            }
        }
        self.tracks = tracks
        self.issues = issues
        self.symbols = symbols.sorted()
        self.barSeconds = barSeconds
        startsAt = tracks.compactMap(\.nextTime).min()
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
