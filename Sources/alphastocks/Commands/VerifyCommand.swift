import ArgumentParser
import Foundation

/// Tries the promises of the design live.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Try the promises of the design live, one line each.",
        discussion: "Exit status 1 when one of them does not hold.")

    @Flag(help: "Let the slow handler take 0.5 s instead of 5 s.")
    var quick = false

    func run() throws {
        let checks =
            BusChecks.all(slow: quick ? .milliseconds(500) : .seconds(5)) + DeskChecks.all
            + [Self.documentation]
        let failed = try runBlocking {
            var failed = 0
            for (number, check) in checks.enumerated() {
                // One line at a time also reaches a pipe, so that a promise that hangs can be seen.
                fflush(nil)
                let label = "\(number + 1 < 10 ? " " : "")\(number + 1)  \(check.name)"
                do {
                    print("PASS \(label): \(try await check.run())")
                } catch {
                    failed += 1
                    print("FAIL \(label): \(sentence(for: error))")
                }
            }
            return failed
        }
        print("\(checks.count - failed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }

    /// Every subcommand explains itself.
    private static let documentation = VerifyCheck(name: "every command is documented") {
        let commands = AlphaStocks.configuration.subcommands
        let silent = commands.filter { $0.configuration.abstract.isEmpty }
        try require(silent.isEmpty, "no help for \(silent)")
        return "\(commands.count) commands with help"
    }
}
