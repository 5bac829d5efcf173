import ArgumentParser
import Measures

/// Measures the bus and the desk on this machine.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the engine on this machine; nothing is traded or kept.",
        discussion: """
            Each figure is the median of several rounds. Where there is something on this machine to set it \
            against, such as a bare wake-up of a thread, both are measured in turn, and the ratio is told. It \
            takes about a minute and wants the machine for itself. The comparisons with other programs are in \
            `swift run -c release benchmarks peers`.
            """)

    @Option(help: ArgumentHelp("Rounds that count, after one that does not.", valueName: "n"))
    var rounds = 3

    @Flag(help: "Print a Markdown table.")
    var markdown = false

    func validate() throws {
        guard (1...100).contains(rounds) else {
            throw ValidationError("--rounds must be between 1 and 100, got \(rounds).")
        }
    }

    func run() throws {
        #if DEBUG
            printError(
                "alphastocks: this is a debug build; its figures say nothing of a release build")
        #endif
        try guarded {
            let (rounds, markdown) = (rounds, markdown)
            try runBlocking {
                try await Benchmarks.runInProcess(rounds: rounds, asMarkdown: markdown)
            }
        }
    }
}
