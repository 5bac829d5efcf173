/// Reads JSON (RFC 8259) from bytes and knows the line and column of everything.
///
/// The standard decoder names a coding path but no place in the text, and a person who mends a
/// signal file by hand needs the place.
struct JSONScanner {
    /// Nesting deeper than this is refused, so that no input can exhaust the stack.
    static let deepestNesting = 32

    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var line: Int
    private var lineStart: Int

    /// Starts at the first byte.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - line: The number of its first line.
    init(_ bytes: ArraySlice<UInt8>, line: Int = 1) {
        self.bytes = bytes
        index = bytes.startIndex
        lineStart = bytes.startIndex
        self.line = line
    }

    /// A place where the text stops being JSON.
    struct Defect: Error {
        var line: Int
        var column: Int
        var reason: String
        var detail: String
    }

    /// Reads one value.
    ///
    /// - Parameter depth: How many arrays and objects are open.
    /// - Returns: The value.
    /// - Throws: `Defect` at the first byte that fits nothing.
    mutating func value(depth: Int = 0) throws(Defect) -> JSONNode {
        skipSpace()
        guard depth < Self.deepestNesting else { throw defect("nested too deeply") }
        let line = line
        let column = index - lineStart + 1
        let value: JSONNode.Value
        switch peek {
        case UInt8(ascii: "{"): value = try object(depth: depth)
        case UInt8(ascii: "["): value = try array(depth: depth)
        case UInt8(ascii: "\""): value = .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            value = .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            value = .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            value = .null
        default: value = .number(try number())
        }
        return JSONNode(value: value, line: line, column: column)
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return peek == nil
    }

    /// Takes a byte if it comes next, after white space.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek == byte else { return false }
        index += 1
        return true
    }

    /// The defect that stands here.
    func defect(_ reason: String) -> Defect {
        let found = bytes[index...].prefix(12).prefix { $0 != .newline }
        return Defect(
            line: line, column: index - lineStart + 1, reason: reason,
            detail: found.isEmpty
                ? "the end of the text" : "\"\(String(decoding: found, as: UTF8.self))\"")
    }

    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek {
            if byte == .newline {
                line += 1
                lineStart = index + 1
            } else if byte != 0x20, byte != 0x09, byte != .carriageReturn {
                return
            }
            index += 1
        }
    }

    private mutating func object(depth: Int) throws(Defect) -> JSONNode.Value {
        index += 1
        var members: [(key: String, node: JSONNode)] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard peek == .quote else { throw defect("expected a member's name in quotes") }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw defect("expected a colon") }
            members.append((key, try value(depth: depth + 1)))
        } while take(.comma)
        guard take(UInt8(ascii: "}")) else { throw defect("expected a comma or a brace") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Defect) -> JSONNode.Value {
        index += 1
        var nodes: [JSONNode] = []
        if take(UInt8(ascii: "]")) { return .array(nodes) }
        repeat {
            nodes.append(try value(depth: depth + 1))
        } while take(.comma)
        guard take(UInt8(ascii: "]")) else { throw defect("expected a comma or a bracket") }
        return .array(nodes)
    }

    private mutating func literal(_ word: String) throws(Defect) {
        guard bytes[index...].starts(with: word.utf8) else { throw defect("expected a value") }
        index += word.utf8.count
    }

    private mutating func number() throws(Defect) -> Double {
        var end = index
        while end < bytes.endIndex, Self.numberBytes.contains(bytes[end]) { end += 1 }
        guard let first = peek, first.digitValue != nil || first == UInt8(ascii: "-"),
            let number = DecimalText.double(bytes[index..<end])
        else { throw defect("expected a value") }
        index = end
        return number
    }

    private static let numberBytes = Set("+-.0123456789Ee".utf8)

    private mutating func string() throws(Defect) -> String {
        index += 1
        var content: [UInt8] = []
        while let byte = peek, byte != .quote {
            guard byte >= 0x20 else { throw defect("a control character inside a text") }
            index += 1
            if byte == UInt8(ascii: "\\") {
                content.append(contentsOf: try escaped())
            } else {
                content.append(byte)
            }
        }
        guard peek == .quote else { throw defect("a text without its closing quote") }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw defect("a text that is not UTF-8")
        }
        index += 1
        return text
    }

    private mutating func escaped() throws(Defect) -> [UInt8] {
        guard let byte = peek else { throw defect("a text without its closing quote") }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case .quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "u"): return try unicode()
        default: throw defect("an unknown escape")
        }
    }

    /// The character of `\uXXXX`, or of two of them that form a surrogate pair.
    private mutating func unicode() throws(Defect) -> [UInt8] {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), bytes[index...].starts(with: "\\u".utf8) {
            index += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw defect("half a surrogate pair") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw defect("half a surrogate pair") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal() throws(Defect) -> UInt32 {
        let digits = String(decoding: bytes[index...].prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
            let code = UInt32(digits, radix: 16)
        else { throw defect("expected four hexadecimal digits") }
        index += 4
        return code
    }
}
