import Testing
import Trading

@Suite("What a person asked, in words")
struct CommandWordsTests {
    private func words(_ command: Command) -> String {
        EventPayload.operatorCommanded(OperatorCommand(id: CommandID(1), command: command)).words
    }

    private func target(_ id: String) -> PositionTarget {
        PositionTarget(id: PositionID(id), version: 7)
    }

    @Test func `an event names what it acts on: positions, signals, letters, handlers, levels`() {
        let signal = Fixture.signal(id: "s-9")
        let letter = DeadLetterID("risk/17")
        let held = Fixture.position()
        let told: [(Command, String)] = [
            (.closePositions([target("P-1")]), "operator: close position P-1 v7"),
            (
                .closePositions([PositionTarget(held)]),
                "operator: close \(held.contract.tradingSymbol), position \(held.id) v\(held.version)"
            ),
            (
                .setLevels(target("P-1"), stop: Price(paise: 70_50), target: Price(paise: 150_00)),
                "operator: levels position P-1 v7: stop 70.50, target 150.00"
            ),
            (.injectSignal(signal), "operator: inject BUY NIFTY, signal s-9"),
            (.injectBurst(signal, count: 50), "operator: burst 50 × BUY NIFTY, signal s-9"),
            (.retryDeadLetters([letter]), "operator: retry letter risk/17"),
            (.discardDeadLetters([letter]), "operator: discard letter risk/17"),
            (
                .retryEditedDeadLetter(letter, payloadJSON: "{}"),
                "operator: retry-edited letter risk/17"
            ),
            (.pauseHandler("journal"), "operator: pause-handler journal"),
            (.resumeHandler("journal"), "operator: resume-handler journal"),
            (.halt(reason: "news"), "operator: halt: news"),
            (.flatten, "operator: flatten"),
        ]
        for (command, expected) in told { #expect(words(command) == expected) }
    }

    @Test func `of many targets the first are named, and how many more`() {
        let targets = (1...5).map { target("P-\($0)") }
        #expect(
            words(.closePositions(targets))
                == "operator: close position P-1 v7, position P-2 v7, position P-3 v7 and 2 more")
    }
}
