/// Writes values as JSON text, several times as fast as Foundation's encoder.
///
/// The journal holds half a dozen events of every trade, and their text is the dearest part of it. The text is
/// that of `JSONEncoder` with sorted keys: parts are written into one buffer as they come, only their places are
/// kept apart, and the places are put in order at the end.
struct JSONWriter {
    /// Writes a value.
    ///
    /// - Parameter value: The value.
    /// - Returns: JSON text, keys sorted; a number that JSON cannot write is spelled out.
    /// - Throws: What the value itself throws.
    static func text(of value: some Encodable) throws -> String {
        let buffer = JSONBuffer()
        let root = JSONPart(buffer)
        try value.encode(to: root)
        var text: [UInt8] = []
        text.reserveCapacity(2 * buffer.bytes.count + 256)
        root.append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }
}

/// The text of all numbers and strings of a value, in the order in which they came.
private final class JSONBuffer {
    var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(1_024)
    }

    func add(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes += Self.escape(byte)
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return start..<bytes.count
    }

    func add(_ number: some FixedWidthInteger) -> Range<Int> {
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(digit))
            rest = quotient
        } while rest > 0
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes[start...].reverse()
        return start..<bytes.count
    }

    func add(_ number: Double) -> Range<Int> {
        guard number.isFinite else {
            return add(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
        }
        var text = number.description
        if text.hasSuffix(".0") { text.removeLast(2) }
        return add(word: text)
    }

    /// Adds text that stands for itself.
    func add(word: String) -> Range<Int> {
        let start = bytes.count
        bytes += word.utf8
        return start..<bytes.count
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x08: Array("\\b".utf8)
        case 0x09: Array("\\t".utf8)
        case 0x0A: Array("\\n".utf8)
        case 0x0C: Array("\\f".utf8)
        case 0x0D: Array("\\r".utf8)
        default: Array(("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
        }
    }
}

/// One value on its way to text: a piece of the buffer, or parts of its own.
private final class JSONPart: Encoder {
    private enum Content {
        case none
        case text(Range<Int>)
        case object([(key: String, part: Member)])
        case array([Member])
    }

    /// A number or string needs no object of its own.
    enum Member {
        case text(Range<Int>)
        case part(JSONPart)
    }

    let buffer: JSONBuffer
    private var content = Content.none

    init(_ buffer: JSONBuffer) {
        self.buffer = buffer
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var count: Int {
        if case .array(let parts) = content { parts.count } else { 0 }
    }

    func set(_ text: Range<Int>) {
        content = .text(text)
    }

    func add(_ member: Member, _ key: String) {
        guard case .object(var members) = content else {
            content = .object([(key, member)])
            return
        }
        content = .none  // so that the array is not copied
        members.append((key, member))
        content = .object(members)
    }

    func add(_ member: Member) {
        guard case .array(var members) = content else {
            content = .array([member])
            return
        }
        content = .none
        members.append(member)
        content = .array(members)
    }

    func part(_ key: String) -> JSONPart {
        let part = JSONPart(buffer)
        add(.part(part), key)
        return part
    }

    func part() -> JSONPart {
        let part = JSONPart(buffer)
        add(.part(part))
        return part
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .none = content { content = .object([]) }
        return KeyedEncodingContainer(JSONObject<Key>(part: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .none = content { content = .array([]) }
        return JSONArray(part: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONScalar(part: self) }

    func append(to text: inout [UInt8]) {
        switch content {
        case .none:
            text += "{}".utf8
        case .text(let range):
            text += buffer.bytes[range]
        case .array(let members):
            text.append(UInt8(ascii: "["))
            for (index, member) in members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                append(member, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(var members):
            members.sort { $0.key < $1.key }
            text.append(UInt8(ascii: "{"))
            for (index, (key, member)) in members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                let name = buffer.add(key)
                text += buffer.bytes[name]
                text.append(UInt8(ascii: ":"))
                append(member, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private func append(_ member: Member, to text: inout [UInt8]) {
        switch member {
        case .text(let range): text += buffer.bytes[range]
        case .part(let part): part.append(to: &text)
        }
    }
}

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let part: JSONPart

    var codingPath: [any CodingKey] { [] }

    private func add(_ text: Range<Int>, _ key: Key) { part.add(.text(text), key.stringValue) }

    func encodeNil(forKey key: Key) { add(part.buffer.add(word: "null"), key) }
    func encode(_ value: Bool, forKey key: Key) { add(part.buffer.add(word: "\(value)"), key) }
    func encode(_ value: String, forKey key: Key) { add(part.buffer.add(value), key) }
    func encode(_ value: Double, forKey key: Key) { add(part.buffer.add(value), key) }
    func encode(_ value: Float, forKey key: Key) { add(part.buffer.add(Double(value)), key) }
    func encode(_ value: some FixedWidthInteger & Encodable, forKey key: Key) {
        add(part.buffer.add(value), key)
    }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        try value.encode(to: part.part(key.stringValue))
    }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        part.part(key.stringValue).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        part.part(key.stringValue).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { part.part("super") }
    func superEncoder(forKey key: Key) -> any Encoder { part.part(key.stringValue) }
}

private struct JSONArray: UnkeyedEncodingContainer {
    let part: JSONPart

    var codingPath: [any CodingKey] { [] }
    var count: Int { part.count }

    private func add(_ text: Range<Int>) { part.add(.text(text)) }

    func encodeNil() { add(part.buffer.add(word: "null")) }
    func encode(_ value: Bool) { add(part.buffer.add(word: "\(value)")) }
    func encode(_ value: String) { add(part.buffer.add(value)) }
    func encode(_ value: Double) { add(part.buffer.add(value)) }
    func encode(_ value: Float) { add(part.buffer.add(Double(value))) }
    func encode(_ value: some FixedWidthInteger & Encodable) { add(part.buffer.add(value)) }
    func encode(_ value: some Encodable) throws { try value.encode(to: part.part()) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        part.part().container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        part.part().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { part.part() }
}

private struct JSONScalar: SingleValueEncodingContainer {
    let part: JSONPart

    var codingPath: [any CodingKey] { [] }

    func encodeNil() { part.set(part.buffer.add(word: "null")) }
    func encode(_ value: Bool) { part.set(part.buffer.add(word: "\(value)")) }
    func encode(_ value: String) { part.set(part.buffer.add(value)) }
    func encode(_ value: Double) { part.set(part.buffer.add(value)) }
    func encode(_ value: Float) { part.set(part.buffer.add(Double(value))) }
    func encode(_ value: some FixedWidthInteger & Encodable) {
        part.set(part.buffer.add(value))
    }
    func encode(_ value: some Encodable) throws { try value.encode(to: part) }
}
