/// A comma-separated file with named columns, read as bytes.
///
/// CRLF, a byte order mark, quoted fields (`""` is a quote) and a missing last newline are normal.
/// A quoted field does not cross lines: a quote left open costs its own line and nothing after it.
/// Empty lines are left out.
struct DelimitedFile {
    /// The longest line that is looked at; anything longer is a defect of its line.
    static let longestLineBytes = 65_536

    let path: String
    private let bytes: [UInt8]
    private let columns: [String: Int]
    private let columnCount: Int
    private let firstRow: Int

    /// Reads a file and its header.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - required: Columns that must be there, in any order; others are ignored.
    /// - Throws: `MarketFileError` when the file cannot be read or the header lacks a column.
    init(path: String, required: [String]) throws(MarketFileError) {
        try self.init(path: path, bytes: FileBytes.read(path), required: required)
    }

    /// Takes the bytes of a file that was read before.
    ///
    /// - Parameters:
    ///   - path: The file's path, for messages.
    ///   - bytes: Its bytes without a byte order mark.
    ///   - required: Columns that must be there.
    /// - Throws: `MarketFileError` when it is empty or the header lacks a column.
    init(path: String, bytes: [UInt8], required: [String]) throws(MarketFileError) {
        self.path = path
        self.bytes = bytes
        guard !bytes.isEmpty else { throw .empty(path: path) }
        let end = Self.lineEnd(in: bytes, from: 0)
        let header = Self.withoutCarriageReturn(0..<end, in: bytes)
        let fields = header.count <= Self.longestLineBytes ? Self.split(header, of: bytes) : nil
        let row = DelimitedRow(bytes: bytes, fields: fields ?? [], columns: [:], line: 1)
        let names = row.fields.indices.map { row.rawText(at: $0) }
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else {
            let found = String(decoding: bytes[..<min(end, 120)], as: UTF8.self)
            throw .wrongHeader(path: path, missing: missing, found: found)
        }
        columns = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        columnCount = names.count
        firstRow = min(end + 1, bytes.count)
    }

    /// Calls a function with each row in the order of the file.
    ///
    /// - Parameters:
    ///   - tally: Counts rows that cannot be split into fields, and those that `body` refuses.
    ///   - body: Takes a row; throws a `RowDefect` when the row is of no use.
    func forEachRow(
        counting tally: inout LoadTally,
        _ body: (DelimitedRow, inout LoadTally) throws(RowDefect) -> Void
    ) {
        var start = firstRow
        var line = 1
        while start < bytes.count {
            line += 1
            let end = Self.lineEnd(in: bytes, from: start)
            defer { start = end + 1 }
            let content = Self.withoutCarriageReturn(start..<end, in: bytes)
            if content.isEmpty { continue }
            do throws(RowDefect) {
                try body(row(content, line: line), &tally)
                tally.loaded()
            } catch {
                tally.skippedRow(error.located(in: path, line: line))
            }
        }
    }

    private func row(_ content: Range<Int>, line: Int) throws(RowDefect) -> DelimitedRow {
        guard content.count <= Self.longestLineBytes else {
            throw RowDefect(
                reason: "line longer than \(Self.longestLineBytes) bytes",
                detail: "\(content.count) bytes")
        }
        guard let fields = Self.split(content, of: bytes) else {
            throw RowDefect(reason: "quote not closed or followed by text")
        }
        guard fields.count == columnCount else {
            throw RowDefect(
                reason: "wrong number of columns",
                detail: "\(fields.count), expected \(columnCount)")
        }
        return DelimitedRow(bytes: bytes, fields: fields, columns: columns, line: line)
    }

    private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != .newline { index += 1 }
        return index
    }

    private static func withoutCarriageReturn(_ line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        guard let last = line.last, bytes[last] == .carriageReturn else { return line }
        return line.lowerBound..<last
    }

    /// Splits a line at its commas; `nil` when a quote is not closed or a closed one is followed by
    /// text.
    private static func split(_ line: Range<Int>, of bytes: [UInt8]) -> [DelimitedRow.Field]? {
        var fields: [DelimitedRow.Field] = []
        fields.reserveCapacity(12)
        let end = line.upperBound
        var index = line.lowerBound
        while true {
            let isQuoted = index < end && bytes[index] == .quote
            if isQuoted { index += 1 }
            let start = index
            /// Whether a quote stands here that another one makes part of the text.
            var isDoubled: Bool {
                isQuoted && index + 1 < end && bytes[index] == .quote && bytes[index + 1] == .quote
            }
            while index < end, bytes[index] != (isQuoted ? .quote : .comma) || isDoubled {
                index += isDoubled ? 2 : 1
            }
            fields.append(.init(range: start..<index, isQuoted: isQuoted))
            if isQuoted {
                guard index < end else { return nil }
                index += 1
                guard index == end || bytes[index] == .comma else { return nil }
            }
            guard index < end else { return fields }
            index += 1
        }
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")

    /// The value of an ASCII digit.
    var digitValue: Int? { self >= 0x30 && self <= 0x39 ? Int(self) - 0x30 : nil }
}
