public import Trading

/// A file of signals: one JSON object a line, or one JSON array of objects.
public struct SignalFile: Sendable {
    /// The file as it was named.
    public var path: String
    /// The signals in the order of the file, not yet validated.
    public var signals: [Signal]
    /// What became of every line or element.
    public var tally: LoadTally

    /// Reads a file of signals.
    ///
    /// A line that is no signal is reported with its line and column and left out. Broken syntax
    /// inside an array ends the array there, because nothing after it can be placed; what stood
    /// before it is kept.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - scale: The scale on which the file writes `signal_strength`.
    ///   - clock: Gives the time of a signal that has none; without a clock such a signal is an
    ///     issue.
    /// - Throws: `MarketFileError` when the file cannot be read.
    /// - Returns: The signals, and what became of every line or element.
    public static func load(
        path: String, scale: StrengthScale = .zeroToOne, clock: (any DeskClock)? = nil
    ) throws(MarketFileError) -> SignalFile {
        parse(try FileBytes.read(path), source: path, scale: scale, clock: clock)
    }

    /// Reads signals that are in memory already, as ``load(path:scale:clock:)`` reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - source: Where it came from, for messages.
    ///   - scale: The scale on which it writes `signal_strength`.
    ///   - clock: Gives the time of a signal that has none; without a clock such a signal is an
    ///     issue.
    /// - Returns: The signals, and what became of every line or element.
    public static func parse(
        _ bytes: [UInt8], source: String, scale: StrengthScale = .zeroToOne,
        clock: (any DeskClock)? = nil
    ) -> SignalFile {
        let parser = SignalLineParser(source: source, scale: scale, clock: clock)
        var file = SignalFile(path: source, signals: [], tally: LoadTally())
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "[") {
            file.readArray(bytes, with: parser)
        } else {
            file.readLines(bytes, with: parser)
        }
        return file
    }

    private mutating func readLines(_ bytes: [UInt8], with parser: SignalLineParser) {
        var number = 0
        for line in bytes.split(separator: .newline, omittingEmptySubsequences: false) {
            number += 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == .carriageReturn }) { continue }
            take(parser.parse(bytes: line, number: number))
        }
    }

    private mutating func readArray(_ bytes: [UInt8], with parser: SignalLineParser) {
        var scanner = JSONScanner(bytes[...])
        _ = scanner.take(UInt8(ascii: "["))
        if scanner.take(UInt8(ascii: "]")) { return }
        do throws(JSONScanner.Defect) {
            repeat {
                take(parser.signal(from: try scanner.value()))
            } while scanner.take(.comma)
            guard scanner.take(UInt8(ascii: "]")) else {
                throw scanner.defect("expected a comma or a bracket")
            }
            guard scanner.isAtEnd() else { throw scanner.defect("text after the array") }
        } catch {
            tally.skippedRow(
                FileIssue(
                    path: path, line: error.line, column: "column \(error.column)",
                    reason: error.reason, detail: error.detail))
        }
    }

    private mutating func take(_ result: Result<Signal, FileIssue>) {
        switch result {
        case .success(let signal):
            signals.append(signal)
            tally.loaded()
        case .failure(let issue):
            tally.skippedRow(issue)
        }
    }
}
