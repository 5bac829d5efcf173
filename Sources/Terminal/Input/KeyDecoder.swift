/// Turns the bytes a terminal sends into keys.
///
/// It reads what xterm and the terminals after it send (ECMA-48 sequences, SGR mouse reports,
/// bracketed pastes, focus reports, the colour of the background), and the few forms of the Linux
/// console and rxvt that differ.
/// An escape byte may be the Escape key or the start of a sequence: what cannot be told yet is kept
/// until more bytes come, or until ``flush(atMilliseconds:)`` is called when none came for a while.
///
/// A slow line may tear a sequence in two. What has begun beyond its escape byte is waited for much longer than a lone
/// escape byte, and where that was taken for the Escape key, a rest that comes soon after is still the sequence's key
/// and not a row of letters (``SequenceTail``).
struct KeyDecoder {
    private var buffer: [UInt8] = []
    private var paste: [UInt8]?
    private var lastPress: (event: MouseEvent, milliseconds: Int)?
    /// When a lone escape byte was taken for the Escape key.
    private var escapedAt: Int?
    /// Whether the escape byte kept is that one again, put before what may be the rest of its sequence.
    private var isEscapeGuessed = false

    /// The most bytes of a paste that are kept.
    static let pasteLimit = 1 << 20
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    private static let escape: UInt8 = 0x1B

    /// How long a torn sequence is waited for.
    static let tornMilliseconds = 500
    /// How soon after the Escape key the rest of a sequence comes, and each byte of it.
    static let tailMilliseconds = 300

    /// Whether bytes are kept that might be the beginning of a longer sequence.
    var isPending: Bool { paste == nil && !buffer.isEmpty }

    /// How long to wait for the rest of what is kept before ``flush(atMilliseconds:)``.
    ///
    /// - Parameter escapeMilliseconds: How long an escape byte may be followed by the rest of a sequence.
    /// - Returns: Milliseconds, or `nil` when nothing is kept.
    func patience(escapeMilliseconds: Int) -> Int? {
        guard isPending else { return nil }
        if isEscapeGuessed { return Self.tailMilliseconds }
        // Nobody types Alt and a bracket here, and a letter in two halves is never typed.
        return buffer == [Self.escape]
            ? escapeMilliseconds : max(escapeMilliseconds, Self.tornMilliseconds)
    }

    /// Takes bytes and returns the keys that are complete.
    ///
    /// - Parameters:
    ///   - bytes: What the terminal sent.
    ///   - milliseconds: The time they came, on any clock that only goes forward.
    /// - Returns: The keys, in order.
    mutating func feed(_ bytes: some Sequence<UInt8>, atMilliseconds milliseconds: Int)
        -> [TerminalInput]
    {
        if buffer.isEmpty, paste == nil, let escapedAt,
            (0...Self.tailMilliseconds).contains(milliseconds - escapedAt)
        {
            buffer = [Self.escape]
            isEscapeGuessed = true
        }
        escapedAt = nil
        buffer += bytes
        if isEscapeGuessed {
            switch SequenceTail(buffer.dropFirst()) {
            case .open: return []
            case .rest: break
            case .typed: buffer.removeFirst()
            }
            isEscapeGuessed = false
        }
        return keys(atMilliseconds: milliseconds)
    }

    /// Takes from the buffer what is complete.
    private mutating func keys(atMilliseconds milliseconds: Int) -> [TerminalInput] {
        var inputs: [TerminalInput] = []
        while !buffer.isEmpty {
            if paste != nil {
                guard let text = takePaste() else { break }
                inputs.append(.key(.paste(text)))
                continue
            }
            switch next(atMilliseconds: milliseconds) {
            case .incomplete: return inputs
            case .ignored(let count): buffer.removeFirst(count)
            case .input(let input, let count):
                buffer.removeFirst(count)
                inputs.append(input)
            case .pasteBegins(let count):
                buffer.removeFirst(count)
                paste = []
            }
        }
        return inputs
    }

    /// Decides about kept bytes now that no more have come for a while.
    ///
    /// - Parameter milliseconds: The time, on the clock of ``feed(_:atMilliseconds:)``.
    /// - Returns: Escape for a lone escape byte, Alt and the bracket for a sequence just begun, and
    ///   nothing for a broken one.
    mutating func flush(atMilliseconds milliseconds: Int) -> [TerminalInput] {
        guard isPending else { return [] }
        if isEscapeGuessed {
            isEscapeGuessed = false
            buffer.removeFirst()
            return keys(atMilliseconds: milliseconds)
        }
        defer { buffer = [] }
        guard buffer[0] == Self.escape else { return [] }
        switch buffer.count {
        case 1:
            escapedAt = milliseconds
            return [.key(.escape)]
        case 2: return [.key(.alt(Character(Unicode.Scalar(buffer[1]))))]
        default: return []
        }
    }

    // MARK: - One key

    private enum Step {
        case incomplete
        case ignored(Int)
        case input(TerminalInput, Int)
        case pasteBegins(Int)

        static func key(_ key: Key, _ count: Int) -> Step { .input(.key(key), count) }
    }

    private mutating func next(atMilliseconds milliseconds: Int) -> Step {
        guard buffer[0] == Self.escape else { return character(from: 0) }
        guard buffer.count > 1 else { return .incomplete }
        switch buffer[1] {
        case Self.escape: return .key(.escape, 1)
        case UInt8(ascii: "["): return controlSequence(atMilliseconds: milliseconds)
        case UInt8(ascii: "]"): return report()
        case UInt8(ascii: "O"):
            guard buffer.count > 2 else { return .incomplete }
            guard let key = Self.keysByFinal[buffer[2]] else { return .ignored(3) }
            return .key(key, 3)
        default:
            switch character(from: 1) {
            case .input(.key(.character(let character)), let count):
                return .key(.alt(character), count + 1)
            case .input(let input, let count): return .input(input, count + 1)
            case .ignored(let count): return .ignored(count + 1)
            case let other: return other
            }
        }
    }

    /// Reads a control byte or a UTF-8 character.
    private func character(from start: Int) -> Step {
        let first = buffer[start]
        switch first {
        case 0x00: return .key(.control(" "), 1)
        case 0x08, 0x7F: return .key(.backspace, 1)
        case 0x09: return .key(.tab, 1)
        case 0x0A, 0x0D: return .key(.enter, 1)
        case 0x01..<0x1B: return .key(.control(Character(Unicode.Scalar(first + 0x60))), 1)
        case 0x1C..<0x20: return .key(.control(Character(Unicode.Scalar(first + 0x40))), 1)
        case 0x20..<0x7F: return .key(.character(Character(Unicode.Scalar(first))), 1)
        default: break
        }
        let length =
            switch first {
            case 0xC2..<0xE0: 2
            case 0xE0..<0xF0: 3
            case 0xF0..<0xF5: 4
            default: 0
            }
        guard length > 0 else { return .ignored(1) }
        let bytes = buffer[start...].prefix(length)
        guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .ignored(1) }
        guard bytes.count == length else { return .incomplete }
        guard let text = String(validating: bytes, as: UTF8.self), let character = text.first else {
            return .ignored(length)
        }
        return .key(.character(character), length)
    }

    // MARK: - Sequences

    static let keysByFinal: [UInt8: Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
        UInt8(ascii: "D"): .left, UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
        UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
        UInt8(ascii: "M"): .enter, UInt8(ascii: "Z"): .backTab,
    ]

    private static let keysByNumber: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14),
        28: .function(15), 29: .function(16), 31: .function(17), 32: .function(18),
        33: .function(19), 34: .function(20),
    ]

    /// Reads `ESC [ parameters final`.
    private mutating func controlSequence(atMilliseconds milliseconds: Int) -> Step {
        guard buffer.count > 2 else { return .incomplete }
        // The Linux console sends ESC [ [ A to E for the first function keys.
        if buffer[2] == UInt8(ascii: "[") {
            guard buffer.count > 3 else { return .incomplete }
            let number = Int(buffer[3]) - Int(UInt8(ascii: "A")) + 1
            return (1...5).contains(number) ? .key(.function(number), 4) : .ignored(4)
        }
        guard let end = buffer.dropFirst(2).firstIndex(where: { !(0x20..<0x40).contains($0) })
        else {
            return buffer.count > 64 ? .ignored(buffer.count) : .incomplete
        }
        let final = buffer[end]
        let count = end + 1
        guard (0x40..<0x7F).contains(final) else { return .ignored(end) }
        let parameters = buffer[2..<end]
        let numbers = parameters.split(
            separator: UInt8(ascii: ";"), omittingEmptySubsequences: false
        )
        .map { Int(String(decoding: $0.drop { $0 == UInt8(ascii: "<") }, as: UTF8.self)) }

        switch final {
        case UInt8(ascii: "~"):
            guard let number = numbers.first ?? nil else { return .ignored(count) }
            if number == 200 { return .pasteBegins(count) }
            return Self.keysByNumber[number].map { .key($0, count) } ?? .ignored(count)
        case UInt8(ascii: "I") where parameters.isEmpty: return .input(.focus(true), count)
        case UInt8(ascii: "O") where parameters.isEmpty: return .input(.focus(false), count)
        case UInt8(ascii: "M"), UInt8(ascii: "m"):
            guard parameters.first == UInt8(ascii: "<") else {
                // The old report has three more bytes, too few for large screens: not used.
                return buffer.count < count + 3 ? .incomplete : .ignored(count + 3)
            }
            let pressed = final == UInt8(ascii: "M")
            guard numbers.count == 3, let code = numbers[0], let x = numbers[1],
                let y = numbers[2],
                let event = mouse(code, x - 1, y - 1, pressed, milliseconds)
            else { return .ignored(count) }
            return .key(.mouse(event), count)
        default:
            return Self.keysByFinal[final].map { .key($0, count) } ?? .ignored(count)
        }
    }

    /// The longest report that is waited for.
    private static let reportLimit = 256

    /// Reads `ESC ] number ; text`, which ends with BEL or `ESC \\`: an answer to what was asked of the terminal.
    private func report() -> Step {
        guard buffer.count > 2 else { return .incomplete }
        guard (0x30..<0x3A).contains(buffer[2]) else { return .key(.alt("]"), 2) }
        guard let end = buffer.dropFirst(2).firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) else {
            return buffer.count > Self.reportLimit ? .ignored(buffer.count) : .incomplete
        }
        var count = end
        switch buffer[end] {
        case 0x07: count += 1
        case Self.escape:
            guard buffer.count > end + 1 else { return .incomplete }
            // Any other sequence begins here, and the report has no end.
            if buffer[end + 1] == UInt8(ascii: "\\") { count += 2 }
        default: return .ignored(end)
        }
        let text = String(decoding: buffer[2..<end], as: UTF8.self)
        guard count > end, text.hasPrefix("11;"), let colour = RGB(report: text.dropFirst(3)) else {
            return .ignored(count)
        }
        return .input(.background(colour), count)
    }

    private mutating func mouse(
        _ code: Int, _ x: Int, _ y: Int, _ pressed: Bool, _ milliseconds: Int
    ) -> MouseEvent? {
        let isMotion = code & 32 != 0
        guard !isMotion, x >= 0, y >= 0 else { return nil }
        if code & 64 != 0 {
            switch code & 3 {
            case 0: return MouseEvent(x: x, y: y, kind: .wheelUp)
            case 1: return MouseEvent(x: x, y: y, kind: .wheelDown)
            default: return nil
            }
        }
        guard code & 3 < 3 else { return nil }
        let button: MouseEvent.Button = [.left, .middle, .right][code & 3]
        guard pressed else { return MouseEvent(x: x, y: y, kind: .release, button: button) }
        let press = MouseEvent(x: x, y: y, kind: .press, button: button)
        if let last = lastPress, last.event == press, milliseconds - last.milliseconds <= 400 {
            lastPress = nil
            return MouseEvent(x: x, y: y, kind: .doubleClick, button: button)
        }
        lastPress = (press, milliseconds)
        return press
    }

    // MARK: - Paste

    /// Moves bytes to the paste; returns its text once the end mark has come.
    private mutating func takePaste() -> String? {
        let end = Self.pasteEnd
        let last = buffer.count - end.count
        if last >= 0, let mark = (0...last).first(where: { buffer[$0...].starts(with: end) }) {
            keep(buffer[..<mark])
            buffer.removeFirst(mark + end.count)
            let text = String(decoding: paste ?? [], as: UTF8.self)
            paste = nil
            return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        }
        // The end mark may be cut in two: leave what could be its first part.
        let kept = min(buffer.count, end.count - 1)
        keep(buffer.dropLast(kept))
        buffer.removeFirst(buffer.count - kept)
        return nil
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.pasteLimit - (paste?.count ?? 0)
        paste?.append(contentsOf: bytes.prefix(room))
    }
}
