import Testing

@testable import Terminal

@MainActor @Suite struct MemoryScreenTests {
    @Test func `inputs come in order, and the end of them ends the program`() {
        let screen = MemoryScreen(
            size: Size(columns: 80, rows: 24),
            inputs: [[.key(.up)], [.resize(Size(columns: 20, rows: 5))], []])
        #expect(screen.wait(untilMilliseconds: nil, wakeFD: nil) == [.key(.up)])
        _ = screen.wait(untilMilliseconds: 10, wakeFD: nil)
        #expect(screen.size == Size(columns: 20, rows: 5))
        #expect(screen.wait(untilMilliseconds: 10, wakeFD: nil) == [.timeout])
        #expect(screen.wait(untilMilliseconds: nil, wakeFD: nil) == [.terminate(signal: 15)])
        screen.enqueue(.wake)
        screen.suspend()
        #expect(screen.wait(untilMilliseconds: nil, wakeFD: nil) == [.resumed])
        #expect(screen.wait(untilMilliseconds: nil, wakeFD: nil) == [.wake])
    }

    @Test func `what was shown and copied is kept until it is closed`() {
        let screen = MemoryScreen(size: Size(columns: 4, rows: 1))
        var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
        canvas.put("hi", x: 0, y: 0)
        screen.present(canvas, theme: .terminal)
        screen.copy("text")
        screen.close()
        screen.present(Canvas(size: screen.size), theme: .terminal)
        #expect(screen.canvas?.lines == ["hi"])
        #expect(screen.theme?.name == "terminal")
        #expect(screen.presentations == 1)
        #expect(screen.copied == ["text"])
        #expect(screen.isClosed)
    }

    @Test func `the clipboard command carries the text in base 64`() {
        #expect(TerminalModes.clipboard("") == "\u{1B}]52;c;\u{7}")
        #expect(TerminalModes.clipboard("a") == "\u{1B}]52;c;YQ==\u{7}")
        #expect(TerminalModes.clipboard("ab") == "\u{1B}]52;c;YWI=\u{7}")
        #expect(TerminalModes.clipboard("NIFTY −5") == "\u{1B}]52;c;TklGVFkg4oiSNQ==\u{7}")
    }
}
