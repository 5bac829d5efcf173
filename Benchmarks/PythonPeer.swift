import Foundation

/// A peer written in Python, run as a process that measures itself and prints one number.
///
/// The interpreter is `ALPHASTOCKS_PYTHON`, else `python3` on the path. For all peers:
///
///     python3 -m venv peers && peers/bin/pip install nautilus_trader
///     ALPHASTOCKS_PYTHON=peers/bin/python swift run -c release benchmarks peers
enum PythonPeer {
    /// The exit status of a script whose package is not installed.
    private static let notInstalled: Int32 = 3

    static func measure(_ script: String, _ arguments: String...) throws -> Double {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "peers/\(script).py").path
        let process = Process()
        let environment = ProcessInfo.processInfo.environment
        let interpreter = environment["ALPHASTOCKS_PYTHON"] ?? "python3"
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [interpreter, path] + arguments
        let output = Pipe()
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw PeerMissing(reason: "no \(interpreter)")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: break
        case notInstalled: throw PeerMissing(reason: "not installed for \(interpreter)")
        case 127: throw PeerMissing(reason: "no \(interpreter)")
        case let status: throw PeerFailed(script: script, status: status)
        }
        let text = String(decoding: data, as: UTF8.self)
        guard let figure = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw PeerFailed(script: script, status: 0)
        }
        return figure
    }
}

/// A peer that is installed, but did not measure itself.
struct PeerFailed: Error, CustomStringConvertible {
    let script: String
    let status: Int32

    var description: String { "\(script).py gave no number (exit status \(status))" }
}
