import Foundation

/// All measurements: single figures, and comparisons with peers in the same run.
///
/// A single figure is the median of five runs after one that does not count; a comparison measures ours and the
/// peer's in turn. Machines are noisy: compare figures of one run with each other, not with those of another day.
package enum Benchmarks {
    private static let all =
        BusBenchmarks.all + LedgerBenchmarks.all + PositionBenchmarks.all + DeskBenchmarks.all
    private static let comparisons =
        BusComparisons.all + LedgerComparisons.all + MemoryComparisons.all
    private static let peers = "peers"

    /// Measures what is asked for and prints it.
    ///
    /// - Parameter arguments: The beginning of the names of single figures, or `peers` for the comparisons alone,
    ///   or `peers` and the beginning of their names; nothing for everything. `--markdown` prints the comparisons
    ///   as Markdown.
    /// - Returns: Whether there is such a measurement.
    /// - Throws: What went wrong in a measurement.
    package static func run(_ arguments: [String]) async throws -> Bool {
        if try await MemoryComparisons.runAsChild(arguments) { return true }
        let words = arguments.filter { !$0.hasPrefix("-") }
        let wanted = words.first ?? ""
        let wantedPeers = words.dropFirst().first ?? ""
        let chosen = all.filter { $0.name.hasPrefix(wanted) }
        guard !chosen.isEmpty || wanted == peers else {
            print("no benchmark begins with «\(wanted)»; there are:")
            for benchmark in all { print("  \(benchmark.name)") }
            print("  \(peers)")
            return false
        }
        for benchmark in chosen { try await show(benchmark) }
        guard wanted.isEmpty || wanted == peers else { return true }
        print()
        try await compare(
            comparisons.filter { $0.name.hasPrefix(wantedPeers) }, rounds: 5,
            asMarkdown: arguments.contains("--markdown"))
        return true
    }

    /// Prints what can be measured without any peer installed, and without another process.
    ///
    /// - Parameters:
    ///   - rounds: How many rounds count.
    ///   - isMarkdown: Whether to print Markdown.
    /// - Throws: What went wrong in a measurement.
    package static func runInProcess(rounds: Int, asMarkdown isMarkdown: Bool) async throws {
        let inProcess = comparisons.filter(\.isInProcess).map(\.withoutForeignPeer)
        try await compare(inProcess, rounds: rounds, asMarkdown: isMarkdown)
    }

    private static func show(_ benchmark: Benchmark) async throws {
        var figures: [Double] = []
        for run in 0...5 {
            let figure = try await benchmark.run()
            if run > 0 { figures.append(figure) }
        }
        figures.sort()
        let name = benchmark.name.padding(toLength: 46, withPad: " ", startingAt: 0)
        print(
            "\(name) \(text(figures[2])) \(benchmark.unit)   (\(text(figures[0])) … \(text(figures[4])))"
        )
    }

    private static func compare(
        _ comparisons: [Comparison], rounds: Int, asMarkdown isMarkdown: Bool
    ) async throws {
        var table = FigureTable(header: ComparisonResult.header)
        for comparison in comparisons {
            table.rows.append(try await comparison.result(rounds: rounds).cells)
        }
        print(isMarkdown ? table.markdown : table.text)
    }

    private static func text(_ figure: Double) -> String {
        let text = figure >= 1000 ? String(Int(figure)) : String(format: "%.2f", figure)
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
}

/// One figure: what it is, its unit, and how it is had.
struct Benchmark: Sendable {
    let name: String
    let unit: String
    let run: @Sendable () async throws -> Double
}

/// Seconds that some work takes.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
}
