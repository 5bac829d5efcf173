import Terminal
import Testing
import TestSupport
import Trading

@testable import Cockpit

@Suite("Traces")
struct TraceTests {
    private static func step(
        _ topic: DeskTopic, at offset: Int64, wait: Int64, run: Int64,
        outcome: TraceOutcome = .done
    ) -> TraceStep {
        TraceStep(
            eventID: "\(topic)\(offset)", causeID: nil, topic: topic, source: "test",
            words: "said so", offsetNanoseconds: offset,
            run: TraceRun(
                handler: "executor", attempt: 1, waitNanoseconds: wait, runNanoseconds: run,
                outcome: outcome))
    }

    private static func waterfall(_ steps: [TraceStep]) -> Waterfall {
        Waterfall(
            trace: SignalTrace(
                signalID: "s", startedAt: DeskSnapshot.fixtureTime, steps: steps),
            figures: Figures(glyphs: .ascii))
    }

    @Test("waiting is dotted, running is full, to one scale from the first event to the last end")
    func bars() {
        let lines = Self.waterfall([
            Self.step(.signalGenerated, at: 0, wait: 4_000_000, run: 4_000_000),
            Self.step(.orderFilled, at: 8_000_000, wait: 0, run: 8_000_000),
        ]).lines(width: 80, height: 40).map(\.plain)
        #expect(
            lines == [
                "-> fill 8.0 ms  kept after 16 ms  slowest executor 8.0 ms  longest wait 4.0 ms",
                "from 14:32:07 wall time",
                "        0 signal.generated said so",
                "            executor       ......%%%%%%%              wait 4.0 ms run 4.0 ms",
                "  +8.0 ms order.filled     said so",
                "            executor                   %%%%%%%%%%%%%% wait      - run 8.0 ms",
            ])
    }

    @Test("a long pause begins a scale of its own and is told")
    func acts() {
        let lines = Self.waterfall([
            Self.step(.signalGenerated, at: 0, wait: 0, run: 1_000_000),
            Self.step(.tradeExit, at: 3_600_000_000_000, wait: 0, run: 1_000_000),
        ]).lines(width: 80, height: 40).map(\.plain)
        #expect(lines.contains { $0.contains("59m later") })
        #expect(lines.contains { $0.contains("in all 1h") })
    }

    @Test("a failed attempt says so without colour")
    func failed() {
        let lines = Self.waterfall([
            Self.step(.signalGenerated, at: 0, wait: 0, run: 9, outcome: .failed("no answer"))
        ]).lines(width: 100, height: 40).map(\.plain)
        #expect(lines.contains { $0.contains("x no answer") })
        #expect(lines[0].contains("1 failed"))
    }

    @Test("every width and height is kept to", arguments: [20, 33, 44, 60, 80, 120, 200])
    func sizes(_ width: Int) throws {
        let trace = try #require(DeskSnapshot.busy.traces.first)
        for height in 1...30 {
            let lines = Waterfall(trace: trace, figures: Figures(glyphs: .unicode))
                .lines(width: width, height: height)
            #expect(!lines.isEmpty && lines.count <= height)
            #expect(lines.allSatisfy { $0.width <= width }, "\(width)x\(height)")
        }
        #expect(
            Waterfall(
                trace: SignalTrace(
                    signalID: "s", startedAt: DeskSnapshot.fixtureTime, steps: []),
                figures: Figures(glyphs: .unicode)
            ).lines(width: width, height: 4).map(\.plain) == ["nothing was measured yet"])
    }

    @Test("Enter goes from a row to its detail and on to its trace; Esc goes all the way back")
    func reached() {
        for pane in ["4", "7"] {
            var driver = Driver(.busy)
            driver.press(.character(Character(pane)), .enter)
            #expect(driver.model.dialogs.count == 1)
            driver.press(.enter)
            #expect(driver.shows("slowest journal"), "pane \(pane)")
            driver.press(.enter)
            #expect(driver.model.dialogs.isEmpty)
        }
    }

    @Test("o opens the trace of an event's and of a dead letter's signal at once")
    func direct() {
        var driver = Driver(.busy)
        driver.press(.character("5"))
        while driver.model.focusedState.selection != .event(432) { driver.press(.down) }
        driver.press(.character("o"))
        #expect(driver.shows("trace #ema-NIFTY-1445"))
        driver.press(.escape, .character("3"), .character("o"))
        #expect(driver.shows("this run keeps nothing of it in memory"))
    }
}
