import Engine
import Logging
import Trading

/// How the log's lines look.
enum LogFormat: String, CaseIterable {
    /// Time, level, message, then the metadata as `key=value`.
    case text
    /// One JSON object a line: `time`, `level`, `message`, and each piece of metadata under its own name.
    case json
}

/// Writes what the engine and its handlers log to a file, each line with the task, the event and the signal that it
/// is about.
struct FileLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level

    private let format: LogFormat
    private let log: RotatingLog
    private let now: @Sendable () -> Timestamp

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - log: Where lines go.
    ///   - format: How they look.
    ///   - level: What is left out is less than this.
    ///   - now: The time of a line.
    init(
        _ log: RotatingLog, format: LogFormat, level: Logger.Level,
        now: @escaping @Sendable () -> Timestamp = { WallClock().now }
    ) {
        self.log = log
        self.format = format
        logLevel = level
        self.now = now
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var facts = metadata
        if let provided = metadataProvider?.get() {
            facts.merge(provided) { _, new in new }
        }
        if let own = event.metadata { facts.merge(own) { _, new in new } }
        let pairs = facts.map { ($0.key, "\($0.value)") }.sorted { $0.0 < $1.0 }
        let line =
            switch format {
            case .text: Self.text(now(), event, pairs)
            case .json: Self.json(now(), event, pairs)
            }
        log.write(Array(line.utf8))
    }

    private static func text(
        _ time: Timestamp, _ event: LogEvent, _ pairs: [(String, String)]
    ) -> String {
        let level = event.level.rawValue.uppercased()
        let gap = String(repeating: " ", count: max(1, 9 - level.count))
        let tail = pairs.map { " \($0)=\($1)" }.joined()
        // A line break in a message would look like another line.
        return "\(time.indiaISO8601) \(level)\(gap)\(event.message)\(tail)"
            .replacing("\n", with: " ") + "\n"
    }

    private static func json(
        _ time: Timestamp, _ event: LogEvent, _ pairs: [(String, String)]
    ) -> String {
        let fields =
            [
                ("time", time.indiaISO8601), ("level", event.level.rawValue),
                ("message", "\(event.message)"),
            ] + pairs
        let body = fields.map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",")
        return "{\(body)}\n"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
