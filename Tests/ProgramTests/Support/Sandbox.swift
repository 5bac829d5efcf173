import Foundation
import Ledger
import TestSupport

/// A home of its own for one test: state, configuration and ledger live in a folder that goes with it.
final class Sandbox {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Nothing of the person who runs the tests gets in.
    var environment: [String: String] {
        [
            "HOME": folder, "XDG_STATE_HOME": folder + "/state",
            "XDG_CONFIG_HOME": folder + "/config",
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "TMPDIR": folder,
            // A crash is to be seen as one, at once.
            "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// The ledger that most tests use.
    var ledger: String { file("ledger.sqlite") }

    /// The path of a file in the folder.
    func file(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file, its folders included.
    ///
    /// - Returns: Its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        return url.path
    }

    /// Reads the ledger as it stands.
    func reader() throws -> LedgerReader { try LedgerReader.open(at: ledger) }

    // MARK: Running the program

    /// Runs the program to its end, without a terminal.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - input: What comes in on standard input; the null device when `nil`.
    ///   - changes: Environment variables to set, or with `nil` to unset.
    /// - Returns: How it ended and what it wrote.
    /// - Throws: What keeps it from starting.
    func run(
        _ arguments: String..., input: String? = nil, changes: [String: String?] = [:]
    ) throws -> ProgramResult {
        try run(arguments, input: input.map { Data($0.utf8) }, changes: changes)
    }

    func run(
        _ arguments: [String], input: Data? = nil, changes: [String: String?] = [:]
    ) throws -> ProgramResult {
        try start(arguments, input: input, changes: changes).waitForEnd()
    }

    /// Starts the program without a terminal.
    func start(
        _ arguments: [String], input: Data? = nil, changes: [String: String?] = [:]
    ) throws -> RunningProgram {
        let source = try input.map { try write($0, to: "input-\(UUID().uuidString)") }
        return try RunningProgram(
            arguments, environment: environment.changed(by: changes), input: source ?? "/dev/null",
            outputs: file("outputs-\(UUID().uuidString)"))
    }

    /// Opens the program in a terminal, where no file may grow beyond some blocks of 512 bytes.
    func open(_ arguments: [String], fileBlocks: Int) throws -> PseudoTerminal {
        try PseudoTerminal(
            ["/bin/sh", "-c", "ulimit -f \(fileBlocks); exec \"$0\" \"$@\"", ProgramFile.path]
                + arguments, environment: environment, columns: 120, rows: 40)
    }

    /// Opens the program in a terminal.
    func open(
        _ arguments: [String] = [], columns: Int = 120, rows: Int = 40,
        changes: [String: String?] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            [ProgramFile.path] + arguments, environment: environment.changed(by: changes),
            columns: columns, rows: rows)
    }
}

extension [String: String] {
    fileprivate func changed(by changes: [String: String?]) -> [String: String] {
        var changed = self
        for (name, value) in changes { changed[name] = value }
        return changed
    }
}
