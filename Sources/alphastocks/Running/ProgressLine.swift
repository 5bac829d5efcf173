import Engine
import Foundation
import Synchronization
import Trading

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One line on a terminal that says how far a run is; silent where standard error is no terminal.
final class ProgressLine: Sendable {
    private struct State {
        var startedAt = ContinuousClock.now
        var shownAt: ContinuousClock.Instant?
    }

    private let isShown = isatty(2) == 1
    private let state = Mutex(State())

    /// Shows the progress, at most five times a second.
    func show(_ progress: FeedProgress) {
        guard isShown else { return }
        let elapsed = state.withLock { state -> Double? in
            let now = ContinuousClock.now
            if let last = state.shownAt, now - last < .milliseconds(200) { return nil }
            state.shownAt = now
            return Self.seconds(now - state.startedAt)
        }
        guard let elapsed else { return }
        var text = "\(String(progress.marketTime.indiaISO8601.prefix(16)))  \(progress.steps) steps"
        if elapsed > 0 { text += "  \(Int(Double(progress.steps) / elapsed)) steps/s" }
        if let fraction = progress.fraction {
            text += "  \(Int(fraction * 100)) %"
            if fraction > 0.01 {
                text += "  \(Int(elapsed / fraction * (1 - fraction))) s left"
            }
        }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
    }

    func end() {
        guard isShown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
