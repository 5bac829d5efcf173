import Foundation

/// Where the program keeps what it writes and looks for what it reads, by the XDG base directory rules.
enum StateDirectory {
    /// The state directory: ledgers, logs, what the screen remembers.
    static var state: String { directory("XDG_STATE_HOME", fallback: ".local/state") }

    /// The configuration directory: `config.toml` and the user's own themes.
    static var configuration: String { directory("XDG_CONFIG_HOME", fallback: ".config") }

    private static func directory(_ variable: String, fallback: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        // A relative path in these variables is to be ignored, says the rule.
        if let base = environment[variable], base.hasPrefix("/") { return base + "/alphastocks" }
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return "\(home)/\(fallback)/alphastocks"
    }
}
