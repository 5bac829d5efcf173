import Engine
import Foundation
import Market
import Synchronization
import Trading

/// The run's own signals: read line by line, bad lines told and counted.
final class SignalInput: Sendable {
    private let source: InputSource
    private let scale: StrengthScale
    private let taken = Mutex<LoadTally?>(nil)
    private let leftOver = Mutex(Left())

    init(_ source: InputSource, scale: StrengthScale) {
        self.source = source
        self.scale = scale
    }

    /// Whether there is none.
    var isEmpty: Bool {
        if case .none = source { return true }
        return false
    }

    /// How the lines were taken; `nil` when there was no source.
    var tally: LoadTally? { taken.withLock { $0 } }

    /// Reads everything before the market begins.
    ///
    /// - Parameter clock: The clock of a market whose time becomes the signals'; `nil` where each
    ///   signal has to bring its own.
    /// - Returns: The signals: in the order of the input, or by their own time.
    /// - Throws: `MarketFileError` when the input cannot be read.
    func readAll(stampedBy clock: MarketClock?) throws -> [Signal] {
        let path: String
        switch source {
        case .none: return []
        case .file(let named): path = named
        case .standardInput: path = "/dev/stdin"
        }
        let signals = take(try SignalFile.load(path: path, scale: scale, clock: clock))
        guard clock == nil else { return signals }
        return signals.sorted { ($0.emittedAt, $0.id) < ($1.emittedAt, $1.id) }
    }

    /// Gives each signal to the desk as its line comes; an array is complete only at its end.
    ///
    /// The simulated market's time becomes the signal's.
    func stream(into assembly: DeskAssembly) async throws {
        guard case .standardInput = source else {
            for signal in try readAll(stampedBy: assembly.clock) {
                try await give(signal, to: assembly)
            }
            return
        }
        var tally = LoadTally()
        let name = "standard input"
        let parser = SignalLineParser(source: name, scale: scale, clock: assembly.clock)
        var number = 0
        var array: [String] = []
        for await input in StandardInput.lines() {
            number += 1
            let hasByteOrderMark = number == 1 && input.unicodeScalars.first == "\u{FEFF}"
            let line = hasByteOrderMark ? String(input.unicodeScalars.dropFirst()) : input
            guard array.isEmpty else {
                array.append(line)
                continue
            }
            guard let first = line.first(where: { !$0.isWhitespace }) else { continue }
            if first == "[", tally.rowsRead == 0 {
                // The blank lines before it count in the places that messages name.
                array = Array(repeating: "", count: number - 1) + [line]
                continue
            }
            switch parser.parse(line: line, number: number) {
            case .success(let signal):
                tally.loaded()
                try await give(signal, to: assembly)
            case .failure(let issue):
                tally.skippedRow(issue)
                printError("alphastocks: \(issue)")
            }
        }
        let counted = tally
        taken.withLock { $0 = counted }
        guard !array.isEmpty else { return }
        let text = Array(array.joined(separator: "\n").utf8)
        let file = SignalFile.parse(text, source: name, scale: scale, clock: assembly.clock)
        for signal in take(file) { try await give(signal, to: assembly) }
    }

    /// What a run did not come to, and why.
    struct Left {
        var reason = ""
        var issues: [String] = []
    }

    /// Tells and counts what the run did not come to.
    ///
    /// - Parameters:
    ///   - signals: Signals whose time lies after the end of the run.
    ///   - isInterrupted: Whether the run ended before its data did.
    func leave(_ signals: some Sequence<Signal>, isInterrupted: Bool) {
        let reason =
            isInterrupted ? "later than the end of the run" : "later than the market data"
        let issues = signals.map { "signal \($0.id) of \($0.emittedAt.indiaISO8601): \(reason)" }
        if isInterrupted, !issues.isEmpty {
            // Whoever ends a run knows that there is more.
            printError("alphastocks: \(issues.count) signal(s) are \(reason)")
        } else {
            for issue in issues { printError("alphastocks: \(issue)") }
        }
        leftOver.withLock { $0 = Left(reason: reason, issues: issues) }
    }

    /// What the run did not come to.
    var left: Left { leftOver.withLock { $0 } }

    /// Tells and counts what could not be read.
    private func take(_ file: SignalFile) -> [Signal] {
        for issue in file.tally.issues { printError("alphastocks: \(issue)") }
        taken.withLock { $0 = file.tally }
        return file.signals
    }

    private func give(_ signal: Signal, to assembly: DeskAssembly) async throws {
        var signal = signal
        signal.emittedAt = assembly.clock.now
        try await assembly.desk.take(.signal(signal))
    }
}
