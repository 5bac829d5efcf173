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
        let state = try await reader.memory(on: CalendarDay(daysSinceEpoch: 0)).state
        var summary = ReplaySummary()
        for number in runs where number <= lastRun ?? newest {
            let recipe = try RunRecipe.read(run: number, from: state)
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
        let feed = JournalledFeed(assembly.feed, signals: inputs.signals, until: until)
        let last = Latest(
            assembly.feed,
            FeedProgress(marketTime: assembly.clock.now, equity: assembly.desk.equity))
        let commands = PendingCommands(inputs.commands)
        let line = ProgressLine()
        try await assembly.driver.play(feed, into: assembly.desk) { feed, progress in
            last.state.withLock { $0 = (feed, progress) }
            line.show(progress)
        } afterStep: { time in
            while let command = commands.next(until: time) {
                _ = await assembly.desk.perform(command)
            }
        }
        line.end()
        let (stopped, progress) = last.state.withLock { $0 }
        _ = await assembly.settle((stopped as? any WrappingFeed)?.innermost ?? stopped)
        _ = await assembly.desk.stop(withinSeconds: 60)
        try await assembly.ledger.close()
        summary.runs += 1
        summary.steps += progress.steps
        summary.endedAt = progress.marketTime
        summary.signalsGiven += inputs.signals.filter { $0.at <= until }.count
        summary.commandsGiven += inputs.commands.count - commands.count
    }

    /// The feed as the last step left it.
    private final class Latest: Sendable {
        let state: Mutex<(any MarketFeed, FeedProgress)>

        init(_ feed: any MarketFeed, _ progress: FeedProgress) {
            state = Mutex((feed, progress))
        }
    }

    /// The commands that are still to be given.
    private final class PendingCommands: Sendable {
        private let commands: Mutex<ArraySlice<(at: Timestamp, command: Command)>>

        init(_ commands: [(at: Timestamp, command: Command)]) {
            self.commands = Mutex(commands[...])
        }

        var count: Int { commands.withLock { $0.count } }

        func next(until time: Timestamp) -> Command? {
            commands.withLock { commands in
                guard let (instant, command) = commands.first, instant <= time else { return nil }
                commands.removeFirst()
                return command
            }
        }
    }
}
