import ArgumentParser
import Foundation
import Ledger
import Trading

/// What a run was started with and how far it was played: with the journal, all that is needed to play it again.
///
/// Kept in the ledger under the run's number. The market itself is not kept, because it can be had again: a
/// simulated one from its seed and the state in which the run found it, a recorded one from its files.
struct RunRecipe: Codable, Sendable {
    /// The program's arguments.
    var arguments: [String]
    /// The folder from which relative paths in them are meant.
    var folder: String
    /// The simulated market as the run found it; `nil` for one that began.
    var market: String?
    /// The market's time when the playing ended; `nil` while it runs, and for one that was killed.
    var playedUntil: Timestamp?

    private static func key(ofRun run: Int64) -> String { DeskMemory.runNotePrefix + "\(run)" }

    static func read(run: Int64, from reader: LedgerReader) async throws -> RunRecipe {
        guard let text = try await reader.state(key(ofRun: run)) else {
            throw ProgramFailure(
                "run \(run) left no word of how it was started; it was made by an older version")
        }
        return try JSONDecoder().decode(RunRecipe.self, from: Data(text.utf8))
    }

    /// The change that keeps it.
    func change(ofRun run: Int64) throws -> LedgerChange {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return .setState(key: Self.key(ofRun: run), value: text)
    }

    /// The market and the desk that the arguments ask for, and the pace when they name none.
    func options() throws -> (market: MarketOptions, desk: DeskOptions) {
        switch try AlphaStocks.command(for: arguments) {
        case let command as RunCommand: (command.market, command.desk)
        case let command as CockpitCommand: (command.market, command.desk)
        default: throw ProgramFailure("«\(arguments.joined(separator: " "))» starts no desk")
        }
    }
}
