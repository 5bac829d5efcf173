/// Why the screen cannot be opened, and what to do about it.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Standard input or output is not a terminal.
    case notATerminal(input: Bool, output: Bool)
    /// The environment names no terminal, or one without a usable description.
    case unknownTerminal(name: String)
    /// The operating system refused something.
    case system(action: String, errno: Int32)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notATerminal(let input, let output):
            let which =
                input ? "standard output is" : output ? "standard input is" : "input and output are"
            return "\(which) not a terminal; run this in a terminal window"
        case .unknownTerminal(let name):
            let found = name.isEmpty ? "TERM is not set" : "TERM is \"\(name)\""
            return "\(found), which names no terminal with a screen; expected the name of a "
                + "terminfo entry, for example TERM=xterm-256color"
        case .system(let action, let errno):
            return "\(action) failed with system error \(errno); "
                + "free some file descriptors or memory and try again"
        }
    }
}
