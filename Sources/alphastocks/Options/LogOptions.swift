import ArgumentParser
import Engine
import Logging

/// What the engine writes to its log, and how.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The least that goes to the log, alphastocks.log under the XDG state directory: \(LogThreshold.list).",
            valueName: "level"))
    var logLevel: LogThreshold = .info

    @Option(help: "How the log's lines look: \(LogFormat.list).")
    var logFormat: LogFormat = .text

    /// Opens the log.
    ///
    /// A log that cannot be written is told of once, on standard error, and is no reason not to trade.
    ///
    /// - Returns: The logger for the desk, and the file; neither when nothing is to be logged.
    func open() -> (logger: Logger, file: RotatingLog?) {
        let silent = Logger(label: "desk") { _ in SwiftLogNoOpLogHandler() }
        guard let level = logLevel.level else { return (silent, nil) }
        do {
            let file = try RotatingLog(path: StateDirectory.state + "/alphastocks.log")
            let format = logFormat
            let logger = Logger(label: "desk") { _ in
                FileLogHandler(file, format: format, level: level)
            }
            return (logger, file)
        } catch {
            printError("alphastocks: \(sentence(for: error)); going on without a log")
            return (silent, nil)
        }
    }
}

/// The least that is logged.
enum LogThreshold: String, ExpressibleByArgument, CaseIterable {
    case debug
    case info
    case warning
    case error
    case off

    /// The level for the logger, `nil` for nothing at all.
    var level: Logger.Level? {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        case .off: nil
        }
    }
}

extension LogFormat: ExpressibleByArgument {}
