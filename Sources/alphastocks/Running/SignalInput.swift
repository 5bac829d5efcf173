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

    /// Reads everything.
    func readAll() throws -> [Signal] {
        let path: String
        switch source {
        case .none: return []
        case .file(let named): path = named
        case .standardInput: path = "/dev/stdin"
        }
        let file = try SignalFile.load(path: path, scale: scale)
        for issue in file.tally.issues { printError("alphastocks: \(issue)") }
        taken.withLock { $0 = file.tally }
        return file.signals.sorted { ($0.emittedAt, $0.id) < ($1.emittedAt, $1.id) }
    }

    /// Gives each signal to the desk as its line comes; the simulated market's time becomes the signal's.
    func stream(into assembly: DeskAssembly) async throws {
        guard case .standardInput = source else {
            for signal in try readAll() { try await give(signal, to: assembly) }
            return
        }
        var tally = LoadTally()
        let parser = SignalLineParser(source: "standard input", scale: scale, clock: assembly.clock)
        var number = 0
        for await line in StandardInput.lines() {
            number += 1
            guard !line.allSatisfy(\.isWhitespace) else { continue }
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
    }

    private func give(_ signal: Signal, to assembly: DeskAssembly) async throws {
        var signal = signal
        signal.emittedAt = assembly.clock.now
        try await assembly.desk.take(.signal(signal))
    }
}
