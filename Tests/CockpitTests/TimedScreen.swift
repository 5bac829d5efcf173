import Terminal
import TestSupport
import Trading

/// A screen with a clock: its waits take the time that they are given, or until the next thing happens.
@MainActor
final class TimedScreen: TerminalScreen {
    /// A canvas, and when it was shown.
    struct Frame {
        var seconds: Double
        var canvas: Canvas
    }

    private(set) var frames: [Frame] = []
    private(set) var bells = 0
    /// Seconds since the fixtures' moment.
    private(set) var seconds = 0.0
    private(set) var size: Size
    let depth = ColourDepth.trueColour
    let glyphs = Glyphs.unicode
    var isMouseEnabled = true
    private var events: [(seconds: Double, inputs: [TerminalInput])]

    /// When the machine sleeps, so that nothing is drawn and the time is only gone: minutes cost a test nothing.
    private let sleep: Range<Double>

    /// - Parameters:
    ///   - size: The size to begin with.
    ///   - sleep: When the machine sleeps.
    ///   - events: What happens when, in order; after the last the program is asked to end.
    init(
        size: Size, sleep: Range<Double> = 0..<0,
        events: [(seconds: Double, inputs: [TerminalInput])]
    ) {
        self.size = size
        self.sleep = sleep
        self.events = events
    }

    var now: Timestamp { DeskSnapshot.fixtureTime.advanced(bySeconds: seconds) }

    /// The frames that were shown from a moment on, before another.
    func frames(from start: Double, to end: Double) -> [Frame] {
        frames.filter { $0.seconds >= start && $0.seconds < end }
    }

    func present(_ canvas: Canvas, theme: Theme) {
        frames.append(Frame(seconds: seconds, canvas: canvas))
    }

    func wait(untilMilliseconds: Int?, wakeFD: Int32?) -> [TerminalInput] {
        guard let next = events.first else { return [.terminate(signal: 15)] }
        if sleep.contains(seconds) {
            seconds = sleep.upperBound
            return [.timeout]
        }
        if let untilMilliseconds, seconds + Double(untilMilliseconds) / 1000 < next.seconds {
            seconds += Double(untilMilliseconds) / 1000
            return [.timeout]
        }
        seconds = max(seconds, next.seconds)
        events.removeFirst()
        for case .resize(let size) in next.inputs { self.size = size }
        return next.inputs
    }

    func redraw() {}
    func suspend() {}
    func copy(_ text: String) {}
    func ring() { bells += 1 }
    func notify(_ text: String, by way: DesktopNotification) {}
    func close() {}
}
