import Terminal
import TestSupport
import Testing
import Trading

@testable import Cockpit

@MainActor
@Suite("While the desk is being opened")
struct OpeningScreenTests {
    private let small = Size(columns: 60, rows: 10)

    /// Waits on a screen, on which each wait takes some time.
    private func wait(
        _ screen: MemoryScreen, asksBackground: Bool = false, secondsPerWait: Double = 0.1,
        readyAfter waits: Int
    ) -> OpeningScreen.Outcome {
        var now = DeskSnapshot.fixtureTime
        var asked = 0
        return OpeningScreen(
            screen: screen, theme: .terminal, asksBackground: asksBackground,
            words: ["opening the ledger", "desk.sqlite"], clock: { now }
        ).wait(
            until: {
                defer {
                    asked += 1
                    now = now.advanced(bySeconds: secondsPerWait)
                }
                return asked >= waits
            }, wakeFD: -1)
    }

    @Test("a desk that opens at once shows no other screen before it")
    func quick() {
        let screen = MemoryScreen(size: small, inputs: [[.wake]])
        #expect(wait(screen, readyAfter: 1) == .ready([]))
        #expect(screen.presentations == 0)
    }

    @Test("one that takes longer says what is being opened, and how to leave")
    func slow() {
        let screen = MemoryScreen(size: small, inputs: Array(repeating: [.timeout], count: 5))
        #expect(wait(screen, readyAfter: 5) == .ready([]))
        #expect(screen.presentations == 1)
        for words in ["opening the ledger", "desk.sqlite", "q leaves"] {
            #expect(screen.canvas?.lines.contains { $0.contains(words) } == true)
        }
    }

    @Test("q, Ctrl-C and a signal leave, and say that the desk is opened to its end")
    func leaves() {
        for (input, end) in [
            (.key(.character("q")), .quit), (.key(.control("c")), .quit),
            (.terminate(signal: 15), .signal(15)),
        ] as [(TerminalInput, CockpitApp.End)] {
            let screen = MemoryScreen(size: small, inputs: [[.timeout], [input]])
            #expect(wait(screen, readyAfter: .max) == .left(end))
            #expect(screen.canvas?.lines.contains { $0.contains("as soon as it is open") } == true)
        }
    }

    @Test("other keys are forgotten: who typed them saw nothing that they would act on")
    func forgetsKeys() {
        let screen = MemoryScreen(size: small, inputs: [[.key(.character("X"))], [.wake]])
        #expect(wait(screen, readyAfter: 2) == .ready([]))
    }

    @Test("a background that is told meanwhile is handed on")
    func background() {
        let white = TerminalInput.background(RGB(0xFFFFFF))
        let screen = MemoryScreen(size: small, inputs: [[white], [.wake]])
        #expect(wait(screen, asksBackground: true, readyAfter: 2) == .ready([white]))
    }

    @Test("a desk that is there waits a moment for the background, and no longer")
    func waitsForBackground() {
        let white = TerminalInput.background(RGB(0xFFFFFF))
        let answering = MemoryScreen(size: small, inputs: [[.wake], [white]])
        #expect(
            wait(answering, asksBackground: true, secondsPerWait: 0.001, readyAfter: 0)
                == .ready([white]))
        let silent = MemoryScreen(size: small, inputs: Array(repeating: [.timeout], count: 50))
        #expect(
            wait(silent, asksBackground: true, secondsPerWait: 0.001, readyAfter: 0) == .ready([]))
    }

    @Test("every size is drawn without overflow")
    func sizes() {
        for columns in [1, 5, 20, 250] {
            for rows in [1, 2, 3, 80] {
                let screen = MemoryScreen(
                    size: Size(columns: columns, rows: rows),
                    inputs: [[.timeout], [.timeout], [.resize(Size(columns: 3, rows: 1))]])
                _ = wait(screen, readyAfter: 3)
                #expect(screen.presentations > 0)
            }
        }
    }
}
