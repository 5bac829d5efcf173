import Foundation
import Measures

/// Measures what is hot, through its real interface, and prints tables.
///
///     swift run -c release benchmarks                      everything
///     swift run -c release benchmarks bus                  names that begin so
///     swift run -c release benchmarks peers --markdown     the comparisons alone, as Markdown
@main
struct Command {
    static func main() async throws {
        let isKnown = try await Benchmarks.run(Array(CommandLine.arguments.dropFirst()))
        if !isKnown { exit(1) }
    }
}
