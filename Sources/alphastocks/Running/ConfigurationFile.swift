import Configuration
import Foundation

/// The configuration file of a run: read at the start and again when it has changed, never written.
struct ConfigurationFile {
    /// Where the user's own configuration is looked for.
    static var usualPath: String { StateDirectory.configuration + "/config.toml" }

    /// The file.
    let path: String
    /// Whether it was asked for by name; the usual one may be absent.
    let isRequired: Bool

    private var seen: Stamp?

    /// What tells that a file is another one: an editor writes in place or puts a new file there.
    private struct Stamp: Equatable {
        var changedAt: Date
        var number: UInt64
        var size: UInt64
    }

    /// - Parameter named: The file that was asked for, or `nil` for the user's own.
    init(named: String?) {
        path = named ?? Self.usualPath
        isRequired = named != nil
        seen = stamp
    }

    /// Reads the file.
    ///
    /// - Throws: `ConfigurationError` for the first thing that is wrong, with its place.
    func read() throws(ConfigurationError) -> ProgramConfiguration {
        try ProgramConfiguration.load(path: path, isRequired: isRequired)
    }

    /// Whether the file has changed since this was asked last; one look at the file's status, no read.
    mutating func hasChanged() -> Bool {
        let now = stamp
        defer { seen = now }
        return now != seen
    }

    private var stamp: Stamp? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else {
            return nil
        }
        return Stamp(
            changedAt: facts[.modificationDate] as? Date ?? .distantPast,
            number: (facts[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
            size: (facts[.size] as? NSNumber)?.uint64Value ?? 0)
    }
}
