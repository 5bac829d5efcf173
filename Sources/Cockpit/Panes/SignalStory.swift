import Terminal
import Trading

/// What is known of one signal's way through the desk: measured where a trace is kept, else what the log
/// tells.
struct SignalStory: Sendable {
    let signalID: String
    let context: PaneContext

    /// The measured story, if the snapshot has it.
    private var trace: SignalTrace? { context.desk.traces.first { $0.signalID == signalID } }

    /// Returns the story in the rows there are.
    func lines(width: Int, height: Int) -> [StyledText] {
        if let trace {
            return Waterfall(trace: trace, figures: context.figures)
                .lines(width: width, height: height)
        }
        let told = context.desk.log.filter { $0.correlationID == signalID }.map(EventsPane.story)
        let note =
            told.isEmpty
            ? "this run keeps nothing of it in memory"
            : "this run keeps none of its times in memory; the log tells"
        let words = "\(note); from the ledger: alphastocks trace \(signalID)"
        return Wrapping.lines(words, width: width).map { StyledText($0, .uiMuted) } + told
    }

    /// Returns the story as a page of its own.
    func page(width: Int) -> PaneDetail {
        PaneDetail(
            title: "trace #\(signalID)", lines: lines(width: width, height: 400), tab: "trace")
    }
}
