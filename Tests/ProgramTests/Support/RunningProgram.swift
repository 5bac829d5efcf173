import Foundation

/// The program at work without a terminal.
final class RunningProgram {
    private let process = Process()
    private let outputs: String

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - arguments: The program's arguments.
    ///   - environment: The program's whole environment.
    ///   - input: The file that is its standard input.
    ///   - outputs: The beginning of the names of two files that take what it writes: no pipe can fill up.
    /// - Throws: What keeps it from starting.
    init(_ arguments: [String], environment: [String: String], input: String, outputs: String)
        throws
    {
        self.outputs = outputs
        for suffix in [".out", ".err"] { try Data().write(to: URL(filePath: outputs + suffix)) }
        process.executableURL = URL(filePath: try ProgramFile.path)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputs + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: outputs + ".err"))
        try process.run()
    }

    deinit {
        if process.isRunning { signal(SIGKILL) }
    }

    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    func waitForEnd() throws -> ProgramResult {
        process.waitUntilExit()
        let isKilled = process.terminationReason == .uncaughtSignal
        return ProgramResult(
            status: isKilled ? nil : process.terminationStatus,
            signal: isKilled ? process.terminationStatus : nil,
            output: try text(".out"), errors: try text(".err"))
    }

    private func text(_ suffix: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: outputs + suffix)), as: UTF8.self)
    }
}
