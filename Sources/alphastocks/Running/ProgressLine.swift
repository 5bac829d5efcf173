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
            return (now - state.startedAt).inSeconds
        }
        guard let elapsed else { return }
        show(Self.text(progress, elapsedSeconds: elapsed))
    }

    /// Shows a text at once.
    func show(_ text: String) {
        guard isShown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
    }

    func end() {
        guard isShown else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }

    /// Such as `2024-08-12 11:45   31 %   5,401 rows, 291 rows/s   41 s left`.
    static func text(_ progress: FeedProgress, elapsedSeconds: Double) -> String {
        let time = progress.marketTime
        var parts = ["\(time.indiaDay) \(time.indiaClock.prefix(5))"]
        if let fraction = progress.fraction { parts.append("\(Int(fraction * 100)) %") }
        let (count, unit) =
            progress.rows > 0 ? (progress.rows, "rows") : (progress.steps, "steps")
        var counted = "\(IndianFormat.whole(Int64(count))) \(unit)"
        if elapsedSeconds > 0 {
            let rate = Int64(Double(count) / elapsedSeconds)
            counted += ", \(IndianFormat.whole(rate)) \(unit)/s"
        }
        parts.append(counted)
        if let fraction = progress.fraction, fraction > 0.01 {
            let left = Int((elapsedSeconds / fraction * (1 - fraction)).rounded(.up))
            parts.append(
                left >= 60 ? "\(left / 60) min \(left % 60) s left" : "\(left) s left")
        }
        return parts.joined(separator: "   ")
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
