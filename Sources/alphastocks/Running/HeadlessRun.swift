import Engine
import EventBus
import Foundation
import Ledger
import Market
import Synchronization
import Trading

/// A run of the engine without a terminal, from opening the ledger to the summary.
struct HeadlessRun: Sendable {
    /// How long a stop may take.
    private static let stopSeconds = 15.0
    /// Market minutes of an unpaced simulation when nothing else ends it: one session.
    private static let sessionMinutes = 375

    private let request: RunRequest

    init(_ request: RunRequest) {
        self.request = request
    }

    func run() async throws -> RunSummary {
        let began = ContinuousClock.now
        let assembly = try await DeskAssembly.make(
            market: request.market, options: request.desk, configuration: request.configuration,
            defaultPace: .speed(1), logger: request.logger)
        let from = assembly.clock.now
        if request.tellsDefects {
            for line in assembly.defects.flatMap(\.lines) { printError(line) }
        }
        let recovery = try await assembly.start()
        // Others may look at a run at a market's pace and command it. What is played as fast as it goes is to come
        // out the same every time, so that nobody has a hand in it.
        let server =
            request.market.speed?.pace == .unpaced
            ? nil
            : DeskServer.share(
                assembly.desk, as: SharedDesk(assembly.desk), ledger: assembly.ledgerPath)
        defer { server?.stop() }
        let input = SignalInput(request.signals, scale: request.scale)
        let outcome = try await play(assembly, input)
        let feed = await assembly.settle(outcome.feed ?? assembly.feed)
        server?.stop()
        let drained = await assembly.desk.stop(withinSeconds: Self.stopSeconds)
        var equity = outcome.equity
        equity.note(assembly.desk.equity, at: assembly.clock.now)
        try await assembly.save(feed)
        let elapsed = ContinuousClock.now - began
        let summary = try await summary(
            assembly, outcome, equity, from: from, recovery: recovery.summary,
            input: RunSummary.Input(input),
            undelivered: drained.remaining.reduce(0) { $0 + $1.queued + $1.running + $1.retrying },
            elapsedSeconds: elapsed.inSeconds)
        try await assembly.ledger.close()
        return summary
    }

    // MARK: Playing

    /// Where the playing ended.
    private struct Outcome: Sendable {
        var feed: (any MarketFeed)?
        var progress: FeedProgress
        var equity: EquityCurve
        var interrupted: Bool
    }

    private func play(_ assembly: DeskAssembly, _ input: SignalInput) async throws -> Outcome {
        let isSimulated = request.market.market == .sim
        let isUnpaced = request.market.speed?.pace == .unpaced
        var feed = assembly.feed
        if isUnpaced || !isSimulated {
            // Known before the first step: signals lie in the feed, in time order.
            let signals = try input.readAll(stampedBy: isSimulated ? assembly.clock : nil)
            feed = SignalledFeed(feed, signals: signals, stampsNow: isSimulated)
        }
        let ending = minutes(isUnpaced: isUnpaced, hasSignals: !input.isEmpty)
        if isSimulated, let ending { feed = LimitedFeed(feed, minutes: ending) }

        let opening = assembly.desk.equity
        let last = Latest(
            Outcome(
                progress: FeedProgress(marketTime: assembly.clock.now, equity: opening),
                equity: EquityCurve(opening: opening), interrupted: false))
        let line = request.showsProgress ? ProgressLine() : nil
        let (firstStep, steps) = AsyncStream.makeStream(of: Never.self)
        let played = feed
        let playing = Task { () async throws -> Void in
            defer { steps.finish() }
            try await assembly.driver.play(played, into: assembly.desk) { feed, progress in
                steps.finish()
                last.outcome.withLock {
                    $0.feed = feed
                    $0.progress = progress
                    $0.equity.note(progress.equity, at: progress.marketTime)
                }
                line?.show(progress)
            }
        }
        let saving = Task {
            // Unpaced, the ledger does not outlive a crash of the machine anyway.
            if !isUnpaced { await assembly.keepSaving { last.outcome.withLock { $0.feed } } }
        }
        defer { saving.cancel() }
        let watch = InterruptWatch { playing.cancel() }
        if !isUnpaced, isSimulated, !input.isEmpty {
            // A signal before the first quote could only be refused.
            for await _ in firstStep {}
            try await input.stream(into: assembly)
            if request.minutes == nil { playing.cancel() }
        }
        do {
            try await playing.value
        } catch  where playing.isCancelled {
            // Asked to stop, perhaps while a full queue was waited for: what follows is the same as at
            // the end of the data.
        }
        line?.end()
        saving.cancel()
        await saving.value
        let ended = last.outcome.withLock { $0.feed } ?? played
        input.leave(
            (ended as? any WrappingFeed)?.waitingSignals ?? [],
            isInterrupted: watch.isInterrupted)
        return last.outcome.withLock { outcome in
            outcome.interrupted = watch.isInterrupted
            outcome.feed = outcome.feed.map { ($0 as? any WrappingFeed)?.innermost ?? $0 }
            return outcome
        }
    }

    /// The newest outcome, shared by who plays and who saves.
    private final class Latest: Sendable {
        let outcome: Mutex<Outcome>

        init(_ outcome: Outcome) {
            self.outcome = Mutex(outcome)
        }
    }

    private func minutes(isUnpaced: Bool, hasSignals: Bool) -> Int? {
        if let minutes = request.minutes { return minutes }
        guard isUnpaced else { return nil }
        return hasSignals ? 1 : Self.sessionMinutes
    }

    // MARK: The summary

    private func summary(
        _ assembly: DeskAssembly, _ outcome: Outcome, _ equity: EquityCurve, from: Timestamp,
        recovery: String, input: RunSummary.Input?, undelivered: Int, elapsedSeconds: Double
    ) async throws -> RunSummary {
        let reader = assembly.ledger.reader
        let check = try await reader.accountCheck()
        let books = try await LedgerBooks(reader)
        let desk = assembly.desk.summary
        let capital =
            try await reader.state("capital").flatMap { Int64($0) } ?? assembly.rules.capital.paise
        let report = BacktestReport(
            capital: Money(paise: capital), signals: desk.signalsReceived,
            positions: books.positions, refusals: desk.refusals, equity: equity)
        return RunSummary(
            market: request.market.market.rawValue, seed: request.market.seed,
            mode: assembly.rules.mode.name.text, from: from.indiaISO8601,
            marketTime: outcome.progress.marketTime.indiaISO8601, steps: outcome.progress.steps,
            rows: outcome.progress.rows,
            elapsedSeconds: elapsedSeconds, interrupted: outcome.interrupted,
            instruments: assembly.instruments.map { RunSummary.Input($0.tally) },
            feed: outcome.feed?.tally ?? assembly.feed.tally,
            signalInput: input, recovery: recovery, desk: desk,
            trades: RunSummary.Trades(report, charges: check.fills.charges),
            fills: books.fills.count,
            fillsAtAssumedRates: books.fills.count {
                $0.occurredAt.indiaDay < assembly.rules.charges.firstDay
            },
            chargesKnownFrom: "\(assembly.rules.charges.firstDay)", capitalPaise: capital,
            fillsCashEffectPaise: check.fills.cashEffect.paise,
            accountEqualsFills: desk.cashPaise == capital + check.fills.cashEffect.paise,
            booksEqualFills: check.isBalanced, undelivered: undelivered,
            backtest: request.market.isBacktest ? report : nil,
            digest: books.digest)
    }
}
