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
        var opening = OpeningScreen(
            screen: screen, theme: .terminal,
            themeOnBackground: asksBackground ? { _ in suited } : nil,
            words: ["opening the desk", "reading all of desk.sqlite"], clock: { now })
        return opening.wait(
            until: {
                let isReady = asked >= waits
                asked += 1
                now = now.advanced(bySeconds: secondsPerWait)
                return isReady
            }, wakeFD: -1)
    }

    /// A theme that can be told from the one it begins with.
    private var suited: Theme { Theme.terminal.adapted(to: .mono) }

    private func shows(_ words: String, _ screen: MemoryScreen) -> Bool {
        screen.canvas?.lines.contains { $0.contains(words) } == true
    }

    @Test("a desk that opens at once shows no other screen before it")
    func quick() {
        let screen = MemoryScreen(size: small, inputs: [[.wake]])
        #expect(wait(screen, readyAfter: 1) == .ready([]))
        #expect(screen.presentations == 0)
    }

    @Test("one that takes longer says what is being opened, and how to leave")
    func slow() {
        let screen = MemoryScreen(size: small, inputs: Array(repeating: [.timeout], count: 9))
        #expect(wait(screen, readyAfter: 9) == .ready([]))
        for words in ["opening the desk", "desk.sqlite", "q leaves"] {
            #expect(shows(words, screen))
        }
    }

    @Test("q, Ctrl-C and a signal leave once the desk is open, and say so")
    func leaves() {
        for (input, end) in [
            (.key(.character("q")), .quit), (.key(.control("c")), .quit),
            (.terminate(signal: 15), .signal(15)),
        ] as [(TerminalInput, CockpitApp.End)] {
            let screen = MemoryScreen(
                size: small, inputs: [[.timeout], [.timeout], [input], [.timeout], [.timeout]])
            #expect(wait(screen, readyAfter: 5) == .left(end))
            #expect(shows("leaving once it is open", screen))
        }
    }

    @Test("asked a second time, it waits no more")
    func abandons() {
        for (input, end) in [
            (.key(.control("c")), .signal(2)), (.terminate(signal: 1), .signal(1)),
        ] as [(TerminalInput, CockpitApp.End)] {
            let screen = MemoryScreen(
                size: small, inputs: [[.key(.control("c"))], [.key(.character("q"))], [input]])
            #expect(wait(screen, readyAfter: .max) == .abandoned(end))
        }
    }

    @Test("a q from before anything was shown was meant for something else")
    func typedAhead() {
        let screen = MemoryScreen(size: small, inputs: [[.key(.character("q"))], [.wake]])
        #expect(wait(screen, secondsPerWait: 0.01, readyAfter: 2) == .ready([]))
    }

    @Test("other keys are forgotten: who typed them saw nothing that they would act on")
    func forgetsKeys() {
        let screen = MemoryScreen(size: small, inputs: [[.key(.character("X"))], [.wake]])
        #expect(wait(screen, readyAfter: 2) == .ready([]))
    }

    @Test("what the terminal tells meanwhile is handed on, and its background is drawn for at once")
    func background() {
        let told = [TerminalInput.background(RGB(0xFFFFFF)), .focus(false)]
        let screen = MemoryScreen(size: small, inputs: [told] + .init(repeating: [.wake], count: 8))
        #expect(wait(screen, asksBackground: true, readyAfter: 9) == .ready(told))
        #expect(screen.theme == suited)
    }

    @Test("a clock that is set back does not stop it")
    func clockSetBack() {
        let screen = MemoryScreen(size: small, inputs: Array(repeating: [.timeout], count: 9))
        #expect(
            wait(screen, asksBackground: true, secondsPerWait: -3600, readyAfter: 3) == .ready([]))
        #expect(screen.presentations > 0)
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

    @Test("the way out is on every size of screen that has room for it")
    func sizes() {
        for columns in [1, 8, 20, 250] {
            for rows in [1, 2, 3, 80] {
                let size = Size(columns: columns, rows: rows)
                let screen = MemoryScreen(
                    size: Size(columns: 3, rows: 1),
                    inputs: [[.timeout], [.timeout], [.resize(size)], [.timeout]])
                #expect(wait(screen, readyAfter: 4) == .ready([]))
                #expect(screen.canvas?.size == size)
                #expect(shows("q leaves", screen) || columns < 8, "\(size)")
            }
        }
    }
}
