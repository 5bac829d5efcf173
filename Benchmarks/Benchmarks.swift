import Foundation

/// Measures what is hot, through its real interface, and prints a table.
///
///     swift run -c release benchmarks            everything
///     swift run -c release benchmarks bus        names that begin so
///
/// Each figure is the median of five runs after one that does not count. Machines are noisy: compare figures of
/// one run with each other, not with those of another day.
@main
struct Benchmarks {
    static func main() async throws {
        let wanted = CommandLine.arguments.dropFirst().first ?? ""
        let all = BusBenchmarks.all + DeskBenchmarks.all
        let chosen = all.filter { $0.name.hasPrefix(wanted) }
        guard !chosen.isEmpty else {
            print("no benchmark begins with «\(wanted)»; there are:")
            for benchmark in all { print("  \(benchmark.name)") }
            exit(1)
        }
        for benchmark in chosen {
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
