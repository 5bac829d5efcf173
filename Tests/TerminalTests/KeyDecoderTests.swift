import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
    private func decode(_ text: String) -> [TerminalInput] {
        var decoder = KeyDecoder()
        return decoder.feed(text.utf8, atMilliseconds: 0) + decoder.flush(atMilliseconds: 0)
    }

    private func keys(_ text: String) -> [Key] {
        decode(text).compactMap { if case .key(let key) = $0 { key } else { nil } }
    }

    @Test(
        "sequences of many terminals become keys",
        arguments: [
            ("x", Key.character("x")), ("é", .character("é")), ("漢", .character("漢")),
            ("\u{1}", .control("a")), ("\0", .control(" ")), ("\u{1C}", .control("\\")),
            ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
            ("\u{8}", .backspace),
            ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[1;5C", .right), ("\u{1B}[Z", .backTab),
            ("\u{1B}[H", .home), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end), ("\u{1B}[3~", .delete),
            ("\u{1B}[5~", .pageUp), ("\u{1B}[6;2~", .pageDown), ("\u{1B}OP", .function(1)),
            ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)),
            ("\u{1B}[[C", .function(3)),
            ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")), ("\u{1B}", .escape),
            ("\u{1B}[", .alt("[")),
            ("\u{1B}\r", .enter),
        ])
    func sequences(_ text: String, _ key: Key) {
        #expect(keys(text) == [key])
    }

    @Test func `a lone escape waits for what may follow`() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B], atMilliseconds: 0) == [])
        #expect(decoder.isPending)
        #expect(decoder.feed(Array("[A".utf8), atMilliseconds: 5) == [.key(.up)])
        #expect(!decoder.isPending)
        #expect(decoder.feed([0x1B], atMilliseconds: 9) == [])
        #expect(decoder.flush(atMilliseconds: 0) == [.key(.escape)])
        #expect(decoder.flush(atMilliseconds: 0) == [])
    }

    /// What a slow line may tear, and what it is.
    private static let sequences: [(String, TerminalInput)] = [
        ("\u{1B}[A", .key(.up)), ("\u{1B}OB", .key(.down)), ("\u{1B}[5~", .key(.pageUp)),
        ("\u{1B}[<0;10;5M", .key(.mouse(MouseEvent(x: 9, y: 4, kind: .press)))),
        ("\u{1B}[I", .focus(true)), ("é", .key(.character("é"))),
        ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", .background(RGB(0xFFFFFF))),
    ]

    @Test("a sequence that a slow line has torn is one key, wherever it was torn")
    func torn() {
        for (text, input) in Self.sequences {
            let bytes = Array(text.utf8)
            for cut in 1..<bytes.count {
                var decoder = KeyDecoder()
                #expect(decoder.feed(bytes[..<cut], atMilliseconds: 0) == [])
                let isLone = cut == 1 && bytes[0] == 0x1B
                let patience = decoder.patience(escapeMilliseconds: 25)
                #expect(patience == (isLone ? 25 : KeyDecoder.tornMilliseconds))
                let first = isLone ? decoder.flush(atMilliseconds: 25) : []
                #expect(first == (isLone ? [.key(.escape)] : []))
                // What looked like the Escape key cannot be taken back, but its rest is not typed text.
                #expect(
                    decoder.feed(bytes[cut...], atMilliseconds: 300) == [input],
                    "\(text.debugDescription) cut at \(cut)")
            }
        }
    }

    @Test("not even a line that brings every byte alone makes letters of a key")
    func bytewise() {
        for (text, input) in Self.sequences {
            var decoder = KeyDecoder()
            var inputs: [TerminalInput] = []
            for (index, byte) in text.utf8.enumerated() {
                inputs += decoder.feed([byte], atMilliseconds: index * 100)
                guard let patience = decoder.patience(escapeMilliseconds: 25), patience < 100 else {
                    continue
                }
                inputs += decoder.flush(atMilliseconds: index * 100 + patience)
            }
            #expect(inputs.filter { $0 != .key(.escape) } == [input], "\(text.debugDescription)")
            #expect(!decoder.isPending)
        }
    }

    @Test("letters after the Escape key are letters: much later, alone, or no sequence's rest")
    func lettersAfterEscape() {
        func after(_ text: String, at milliseconds: Int) -> [TerminalInput] {
            var decoder = KeyDecoder()
            _ = decoder.feed([0x1B], atMilliseconds: 0)
            _ = decoder.flush(atMilliseconds: 25)
            let keys = decoder.feed(text.utf8, atMilliseconds: milliseconds)
            guard decoder.patience(escapeMilliseconds: 25) != nil else { return keys }
            return keys + decoder.flush(atMilliseconds: milliseconds + 300)
        }
        func letters(_ text: String) -> [TerminalInput] {
            text.map { .key(.character($0)) }
        }
        #expect(after("[A", at: 900) == letters("[A"))
        for text in ["[", "O", "]", "[[", "[x", "Ox", "]x", "xA", "q"] {
            #expect(after(text, at: 100) == letters(text), "\(text)")
        }
    }

    @Test(
        "the colour of the background is read in every form, and nothing of an answer is a key",
        arguments: [
            ("11;rgb:ffff/ffff/ffff\u{7}", 0xFFFFFF), ("11;rgb:1c1c/1e1e/2626\u{1B}\\", 0x1C1E26),
            ("11;rgb:f/8/0\u{7}", 0xFF8800), ("11;rgba:0000/0000/8080/ffff\u{7}", 0x000080),
            ("11;rgb:ff/ff\u{7}", nil), ("11;hello\u{7}", nil), ("10;rgb:ff/ff/ff\u{7}", nil),
            ("52;c;aGk=\u{1B}\\", nil),
        ] as [(String, UInt32?)])
    func background(_ report: String, _ colour: UInt32?) {
        #expect(
            decode("a\u{1B}]\(report)b")
                == [.key(.character("a"))]
                + (colour.map { [.background(RGB($0))] } ?? []) + [.key(.character("b"))])
    }

    @Test func `an answer that is broken off does not swallow the key after it`() {
        #expect(keys("\u{1B}]11;rgb:\u{1B}[A") == [.up])
        #expect(keys("\u{1B}]11;rgb:\rx") == [.enter, .character("x")])
        #expect(keys("\u{1B}]x") == [.alt("]"), .character("x")])
        #expect(keys("\u{1B}]") == [.alt("]")])
    }

    @Test func `two escapes are an escape and the beginning of more`() {
        #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
        #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
    }

    @Test("bytes may come in any pieces")
    func pieces() {
        let text = "a\u{1B}[A漢\u{1B}[<0;10;5Mé\u{1B}x\u{1B}[200~p\u{1B}[A\rq\u{1B}[201~\u{1B}[15~z"
        let whole = decode(text)
        let bytes = Array(text.utf8)
        var random = SeededGenerator(seed: 1)
        for _ in 0..<300 {
            var decoder = KeyDecoder()
            var inputs: [TerminalInput] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...4, using: &random)
                inputs += decoder.feed(rest.prefix(count), atMilliseconds: 0)
                rest = rest.dropFirst(count)
            }
            #expect(inputs == whole)
        }
    }

    @Test func `the mouse is told from keys`() {
        #expect(keys("\u{1B}[<0;10;5M") == [.mouse(MouseEvent(x: 9, y: 4, kind: .press))])
        #expect(
            keys("\u{1B}[<2;1;1m")
                == [.mouse(MouseEvent(x: 0, y: 0, kind: .release, button: .right))])
        #expect(
            keys("\u{1B}[<64;3;3M\u{1B}[<65;3;3M")
                == [
                    .mouse(MouseEvent(x: 2, y: 2, kind: .wheelUp)),
                    .mouse(MouseEvent(x: 2, y: 2, kind: .wheelDown)),
                ])
        #expect(keys("\u{1B}[<32;3;3M\u{1B}[<0;0;0M\u{1B}[<;;M\u{1B}[M abx") == [.character("x")])
    }

    @Test func `a second press soon and on the same cell is a double click`() {
        let press = Array("\u{1B}[<0;10;5M".utf8)
        func kinds(_ times: [Int]) -> [MouseEvent.Kind] {
            var decoder = KeyDecoder()
            return times.flatMap { decoder.feed(press, atMilliseconds: $0) }.compactMap {
                if case .key(.mouse(let event)) = $0 { event.kind } else { nil }
            }
        }
        #expect(kinds([0, 200]) == [.press, .doubleClick])
        #expect(kinds([0, 401]) == [.press, .press])
        #expect(kinds([0, 100, 200]) == [.press, .doubleClick, .press])
    }

    @Test func `a paste is one key, whatever is in it`() {
        let paste = "\u{1B}[200~x\u{1B}[A\r\nq\rz\u{1B}[201~y"
        #expect(keys(paste) == [.paste("x\u{1B}[A\nq\nz"), .character("y")])
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}[200~abc".utf8, atMilliseconds: 0) == [])
        #expect(!decoder.isPending, "no time-out ends a paste")
        #expect(decoder.flush(atMilliseconds: 0) == [])
        #expect(decoder.feed("\u{1B}[201~".utf8, atMilliseconds: 900) == [.key(.paste("abc"))])
    }

    @Test func `an endless paste is kept only in part`() {
        var decoder = KeyDecoder()
        _ = decoder.feed("\u{1B}[200~".utf8, atMilliseconds: 0)
        let block = [UInt8](repeating: 0x61, count: 1 << 16)
        for _ in 0..<20 { #expect(decoder.feed(block, atMilliseconds: 0) == []) }
        let inputs = decoder.feed("\u{1B}[201~".utf8, atMilliseconds: 0)
        guard case .key(.paste(let text))? = inputs.first else {
            Issue.record("no paste")
            return
        }
        #expect(text.utf8.count == KeyDecoder.pasteLimit)
    }

    @Test func `focus is reported`() {
        #expect(decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
    }

    @Test("no bytes make it crash or wait for ever")
    func garbage() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<3000 {
            var decoder = KeyDecoder()
            let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
                let alphabet: [UInt8] = [
                    0x1B, 0x5B, 0x5D, 0x4F, 0x3C, 0x3B, 0x30, 0x32, 0x7E, 0x4D, 0x41, 0xFF, 0xC3,
                    0xE6,
                ]
                return Bool.random(using: &random)
                    ? alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                    : UInt8.random(in: 0...255, using: &random)
            }
            _ = decoder.feed(bytes, atMilliseconds: 0)
            _ = decoder.flush(atMilliseconds: 0)
            #expect(!decoder.isPending)
        }
    }
}
