import Configuration
import Engine
import Foundation
import Ledger
import Market
import Synchronization
import Trading

/// Plays the runs of a ledger again, from the first to the one that is asked for, into the same handlers with a
/// simulated clock and a paper broker.
///
/// What came from outside is taken from the journal; the market comes from its seed or its files. One event is
/// processed at a time, so two replays are equal bit for bit, at whatever speed. A run that was unpaced is repeated
/// exactly. Of a run that was paced, the handlers worked side by side: its replay is the same as long as they
/// were done with one step of the market before the next one came, and the summary says whether it is.
///
/// The ledger is only read: the replay writes to one of its own in a temporary folder.
struct JournalReplay: Sendable {
    /// The ledger to replay.
    let reader: LedgerReader
    /// The last run to replay; `nil` for all.
    let lastRun: Int64?
    /// How fast.
    let pace: Pace
    /// Where to stop, by the market's clock; `nil` for the end.
    let end: Timestamp?
    /// Which of the replayed events are told and go into their digest.
    let selection: EventSelection

    func run() async throws -> ReplaySummary {
        let began = ContinuousClock.now
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-replay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "ledger.sqlite").path

        let runs = try await reader.runs().map(\.number).sorted()
        guard let newest = runs.last else {
            throw ProgramFailure("the journal is empty; there is nothing to replay")
        }
        if let lastRun, !runs.contains(lastRun) {
            let known = "\(runs[0]) to \(newest)"
            throw ProgramFailure("the journal holds no run \(lastRun); it holds runs \(known)")
        }
        var summary = ReplaySummary()
        for number in runs where number <= lastRun ?? newest {
            let recipe = try await RunRecipe.read(run: number, from: reader)
            let inputs = try await JournalInputs(ofRun: number, from: reader)
            try await play(recipe, inputs, ledger: path, into: &summary)
            if let end, summary.endedAt >= end { break }
        }

        let replayed = try LedgerReader.open(at: path)
        let books = try await LedgerBooks(replayed)
        summary.take(books, try await EventTally(of: replayed, selection))
        if end == nil, (lastRun ?? newest) == newest {
            summary.compare(books, with: try await LedgerBooks(reader))
        }
        summary.elapsedSeconds = (ContinuousClock.now - began).inSeconds
        return summary
    }

    private func play(
        _ recipe: RunRecipe, _ inputs: JournalInputs, ledger: String,
        into summary: inout ReplaySummary
    ) async throws {
        var (market, desk) = try recipe.options()
        desk.ledger = ledger
        let here = FileManager.default.currentDirectoryPath
        guard FileManager.default.changeCurrentDirectoryPath(recipe.folder) else {
            throw ProgramFailure("the folder \(recipe.folder), where the run was started, is gone")
        }
        defer { _ = FileManager.default.changeCurrentDirectoryPath(here) }
        market.speed = market.speed ?? Speed(.speed(1))
        let assembly = try await DeskAssembly.make(
            market: market, options: desk, configuration: try desk.configuration(),
            defaultPace: pace, replaying: DeskAssembly.Replaying(pace: pace, market: recipe.market))
        try await assembly.start()

        let played = recipe.playedUntil ?? inputs.end
        let until = end.map { min($0, played) } ?? played
        let pending = PendingInputs(inputs)
        let feed = JournalledFeed(assembly.feed, inputs: pending, until: until)
        let last = Latest(
            assembly.feed,
            FeedProgress(marketTime: assembly.clock.now, equity: assembly.desk.equity))
        let names = LetterNames(original: reader, replayed: assembly.ledger.reader)
        let line = ProgressLine()
        // What came before the market's first step is given before it.
        var preview = assembly.feed
        if let first = preview.next()?.time {
            let before = Timestamp(nanoseconds: first.nanoseconds - 1)
            try await give(pending, until: min(until, before), names, to: assembly.desk)
        }
        try await assembly.driver.play(feed, into: assembly.desk) { feed, progress in
            last.state.withLock { $0 = (feed, progress) }
            line.show(progress)
        } afterStep: { time in
            try await give(pending, until: time, names, to: assembly.desk)
        }
        line.end()
        let (stopped, progress) = last.state.withLock { $0 }
        _ = await assembly.settle((stopped as? any WrappingFeed)?.innermost ?? stopped)
        _ = await assembly.desk.stop(withinSeconds: 60)
        try await assembly.ledger.close()
        summary.runs += 1
        summary.steps += progress.steps
        summary.endedAt = progress.marketTime
        let given = pending.given
        summary.signalsGiven += given.signals
        summary.commandsGiven += given.commands
    }

    /// Gives the desk what came by an instant, one after the other, with all that follows from each.
    private func give(
        _ pending: PendingInputs, until time: Timestamp, _ names: LetterNames, to desk: Desk
    ) async throws {
        while let input = pending.next(until: time) {
            switch input {
            case .signal(let signal):
                try await desk.take(.signal(signal))
                await desk.settle()
            case .command(let command):
                await desk.perform(try await names.translated(command))
            }
        }
    }

    /// The feed as the last step left it.
    private final class Latest: Sendable {
        let state: Mutex<(any MarketFeed, FeedProgress)>

        init(_ feed: any MarketFeed, _ progress: FeedProgress) {
            state = Mutex((feed, progress))
        }
    }
}
