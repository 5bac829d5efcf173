import Foundation
import TestSupport
import Testing

extension TheProgram {
    /// A running desk, named by its socket.
    @Suite("A desk by its socket")
    struct DeskBySocket {
        private let sandbox: Sandbox

        init() throws {
            sandbox = try Sandbox()
            try sandbox.write("", to: "ledger.sqlite")
        }

        @Test("a running desk is found by its socket alone, whatever ledger the options mean")
        func socket() throws {
            let socket = sandbox.ledger + ".socket"
            let running = try sandbox.start([
                "run", "--ledger", sandbox.ledger, "--speed", "60", "--signals-per-minute", "0",
                "--no-chaos",
            ])
            while running.isRunning, !FileManager.default.fileExists(atPath: socket) {}
            for more in [["--plain"], ["--once"], ["--watch", "--count", "1"]] {
                let looked = try sandbox.run(
                    ["--attach", socket] + more, input: Data("status\n".utf8))
                #expect(looked.output.contains("SIM"), "\(looked)")
                #expect(!looked.output.contains("AT REST"), "\(looked)")
            }
            running.signal(SIGINT)
            #expect(try running.waitForEnd().json(Summary.self).interrupted)
            let gone = try sandbox.run("--attach", socket, "--once")
            #expect(gone.refuses("there is no socket at \(socket)"), "\(gone)")
        }

        @Test(
            "without a path, and before another option, it is the desk of the ledger that is meant")
        func ledger() throws {
            let result = try sandbox.run("--attach", "--plain", "--ledger", sandbox.ledger)
            #expect(result.refuses("no desk runs with \(sandbox.ledger)"), "\(result)")
        }

        @Test("a file that is no socket is told as that, and so is one that nobody listens at")
        func noSocket() throws {
            let file = try sandbox.run("--attach", sandbox.ledger, "--plain")
            #expect(file.refuses("\(sandbox.ledger) is not a socket"), "\(file)")
            let socket = sandbox.ledger + ".socket"
            let running = try sandbox.start(["run", "--ledger", sandbox.ledger])
            while running.isRunning, !FileManager.default.fileExists(atPath: socket) {}
            running.signal(SIGSTOP)
            let hung = try sandbox.run("--attach", socket, "--plain")
            #expect(hung.refuses("does not answer as a desk does"), "\(hung)")
            running.signal(SIGKILL)
            _ = try running.waitForEnd()
            let dead = try sandbox.run("--attach", socket, "--plain")
            #expect(dead.refuses("nobody answers at \(socket)"), "\(dead)")
        }
    }
}
