import Engine
import EventBus
import Ledger
import Synchronization
import Trading

/// A desk that plays in the background while a screen is in front.
final class DeskSession: Sendable {
    /// How long a stop may take.
    private static let stopSeconds = 10.0

    private struct State {
        var playing: Task<Void, Never>?
        var saving: Task<Void, Never>?
        var feed: (any MarketFeed)?
    }

    private let assembly: DeskAssembly
    private let state = Mutex(State())

    init(_ assembly: DeskAssembly) {
        self.assembly = assembly
    }

    var desk: Desk { assembly.desk }

    /// Starts the market.
    func play() {
        let playing = Task.detached { [self] in
            do {
                try await assembly.driver.play(assembly.feed, into: desk) { feed, _ in
                    state.withLock { $0.feed = feed }
                }
                desk.note(source: "feed", detail: "the data are at their end", isEnded: true)
            } catch {
                desk.note(source: "feed", detail: "stopped: \(sentence(for: error))", isEnded: true)
            }
        }
        let saving = Task.detached { [self] in
            await assembly.keepSaving { state.withLock { $0.feed } }
        }
        state.withLock { ($0.playing, $0.saving) = (playing, saving) }
    }

    /// Stops the market, drains the engine, closes the ledger.
    ///
    /// - Returns: What is to be said on the way out.
    func stop() async throws -> String {
        let (playing, saving) = state.withLock { ($0.playing, $0.saving) }
        playing?.cancel()
        saving?.cancel()
        await playing?.value
        await saving?.value
        if let feed = state.withLock({ $0.feed }) {
            let settled = await assembly.settle(feed)
            state.withLock { $0.feed = settled }
        }
        let report = await desk.stop(withinSeconds: Self.stopSeconds)
        if let feed = state.withLock({ $0.feed }) { try await assembly.save(feed) }
        try await assembly.ledger.close()
        let left = report.remaining.reduce(0) { $0 + $1.queued + $1.running + $1.retrying }
        let summary = desk.summary
        return
            "alphastocks: drained, \(left) event(s) left; \(summary.positionsOpen) open position(s), "
            + "\(summary.deadLetters.values.reduce(0, +)) dead letter(s)"
            + (assembly.ledgerPath.map { " kept in \($0)" } ?? ", nothing kept")
    }
}
