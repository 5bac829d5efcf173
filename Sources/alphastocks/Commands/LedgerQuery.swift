import ArgumentParser
import Foundation
import Ledger
import Trading

/// What the commands that read a ledger share: which one, and how to print.
struct LedgerQuery: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The ledger's file. Default: the one of the simulated market under the XDG state directory.",
            valueName: "file"))
    var ledger: String?

    @Option(help: "Whose ledger to read when --ledger is not given: \(LedgerOwner.list).")
    var market: LedgerOwner = .sim

    @Flag(help: "Print JSON instead of a table.")
    var json = false

    /// The ledger's file.
    var path: String { ledger ?? "\(StateDirectory.state)/\(market.rawValue).sqlite" }

    /// Opens the ledger for reading; a running engine is not disturbed.
    func open() throws -> LedgerReader {
        let path = path
        guard FileManager.default.fileExists(atPath: path) else {
            throw ProgramFailure(
                "there is no ledger at \(path) yet; start `alphastocks` once, or name one with --ledger FILE"
            )
        }
        return try LedgerReader.open(at: path)
    }

    /// Prints rows as JSON, or as a table.
    func show<Row: Encodable>(_ rows: [Row], table: () -> TextTable, empty: String) throws {
        if json {
            print(try JSONText.of(rows))
            return
        }
        let table = table()
        print(table.isEmpty ? empty : table.text)
    }
}

/// Whose ledger is read when none is named.
enum LedgerOwner: String, ExpressibleByArgument, CaseIterable {
    case sim
    case replay
    case backtest
}

/// JSON as the program prints it.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
