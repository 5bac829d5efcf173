import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("What a waterfall's bars mean")
struct WaterfallRoleTests {
    @Test(
        "what went wrong is said beside the bar on a narrow screen too",
        arguments: [68, 74, 80, 120])
    func error(_ width: Int) {
        let run = TraceRun(
            handler: "sim.notify", attempt: 1, waitNanoseconds: 173_000, runNanoseconds: 41_000,
            outcome: .failed("message gateway: 503"))
        let step = TraceStep(
            eventID: "one", causeID: nil, topic: .signalGenerated, source: "test", words: "said so",
            offsetNanoseconds: 0, run: run)
        let lines = Waterfall(
            trace: SignalTrace(signalID: "s", startedAt: DeskSnapshot.fixtureTime, steps: [step]),
            figures: Figures(glyphs: .ascii)
        ).lines(width: width, height: 40).map(\.plain)
        #expect(lines.contains { $0.contains(" x messag") }, "\(lines)")
    }

    @Test(
        "the wait of a first attempt is one in the queue, that of a later one is for its time to come"
    )
    func waits() throws {
        let steps = [1, 2].map { attempt in
            TraceStep(
                eventID: "one", causeID: nil, topic: .signalGenerated, source: "test",
                words: "said so",
                offsetNanoseconds: 0,
                run: TraceRun(
                    handler: "executor", attempt: attempt,
                    waitNanoseconds: Int64(attempt) * 4_000_000,
                    runNanoseconds: 1_000_000, outcome: attempt == 1 ? .failed("no answer") : .done)
            )
        }
        let lines = Waterfall(
            trace: SignalTrace(signalID: "s", startedAt: DeskSnapshot.fixtureTime, steps: steps),
            figures: Figures(glyphs: .ascii)
        ).lines(width: 100, height: 40)
        let bars = lines.filter { $0.plain.contains("...") && $0.plain.contains("executor") }
        #expect(bars.count == 2)
        for (bar, role) in zip(bars, [Role.queuePending, .queueScheduled]) {
            let waits = bar.spans.filter { $0.text.contains("...") || $0.text.contains("ms") }
            #expect(waits.first?.style.role == role, "\(bar.plain)")
            #expect(bar.spans.filter { $0.style.role == role }.count == 2, "\(bar.plain)")
        }
    }
}
