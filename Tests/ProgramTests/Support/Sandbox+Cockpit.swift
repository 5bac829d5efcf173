import TestSupport
import Testing

extension Sandbox {
    /// A home in which the cockpit has been before: no welcome lies over the panes.
    static func visited() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.write(#"{"isFirst":false}"#, to: "state/alphastocks/view.json")
        return sandbox
    }

    /// A cockpit on a market of its own seed, once its panes stand.
    ///
    /// - Parameters:
    ///   - arguments: More arguments.
    ///   - speed: How many times as fast as the clock the market goes.
    ///   - columns: The terminal's width in cells.
    ///   - rows: The terminal's height in cells.
    ///   - changes: Environment variables to set, or with `nil` to unset.
    /// - Returns: Its terminal.
    /// - Throws: What keeps it from starting, or from drawing a frame.
    func cockpit(
        _ arguments: [String] = [], speed: Int = 60, columns: Int = 120, rows: Int = 40,
        changes: [String: String?] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try open(
            ["--speed", String(speed), "--seed", "7", "--ledger", ledger] + arguments,
            columns: columns, rows: rows, changes: changes)
        try terminal.wait(until: \.isWholeFrame, describedAs: "a whole frame")
        return terminal
    }
}

extension VirtualScreen {
    /// Whether a frame stands from the header to the hints, which are drawn last.
    ///
    /// A multiplexer may have a row below them.
    var isWholeFrame: Bool {
        text.contains("Positions") && lines.suffix(2).contains { $0.contains("quit") }
    }
}

extension PseudoTerminal {
    /// Quits, also when the cockpit asks because positions are open or an order is under way.
    func quit() throws {
        type("q")
        #expect(try waitForEnd(ifAsked: "y quit") == .exited(0))
    }
}
