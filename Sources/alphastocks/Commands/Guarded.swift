import ArgumentParser
import Foundation

/// Runs a command's body; an error becomes one line on standard error and a nonzero exit status.
func guarded(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let code as ExitCode {
        throw code
    } catch {
        printError("alphastocks: \(sentence(for: error))")
        throw ExitCode(1)
    }
}

/// Prints a line on standard error; one that is gone, as with a closed window, is no reason to fail.
func printError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}
