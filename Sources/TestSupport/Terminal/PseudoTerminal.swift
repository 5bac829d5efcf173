import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program running in a terminal of its own, driven as a person would: keys in, a screen out.
///
/// Nothing here sleeps: every wait ends with the program's next output or with its end.
public final class PseudoTerminal {
    /// What went wrong with the terminal itself, or what a person waited for in vain.
    public enum Failure: Error, CustomStringConvertible {
        /// The operating system refused something.
        case system(call: String, code: Int32)
        /// The program ended, or wrote nothing more, before the screen showed what was waited for.
        case neverAppeared(text: String, screen: String)
        /// The program was still running when it should have ended.
        case neverEnded(screen: String)

        /// The failure with the screen as it stood.
        public var description: String {
            switch self {
            case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
            case .neverAppeared(let text, let screen): "«\(text)» never appeared on:\n\(screen)"
            case .neverEnded(let screen): "the program did not end; its screen:\n\(screen)"
            }
        }
    }

    /// How a program ended.
    public enum Ending: Equatable, Sendable {
        /// It returned an exit status.
        case exited(Int32)
        /// A signal killed it.
        case signalled(Int32)

        /// Reads what `waitpid` and its like report.
        init(waitStatus status: Int32) {
            let signal = status & 0x7f
            self = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
        }
    }

    /// The screen as the program has drawn it so far.
    public private(set) var screen: VirtualScreen

    private let process: pid_t
    private let slave: Int32
    private var master: Int32
    private var ending: Ending?

    /// A wait longer than this is a hang, not a slow machine.
    private static let hang = Duration.seconds(30)
    /// How often a silent program is asked whether it still lives.
    private static let pulseMilliseconds: Int32 = 50

    /// Starts a program in a new session whose controlling terminal is this one.
    ///
    /// - Parameters:
    ///   - arguments: The program's path and its arguments; at least the path.
    ///   - environment: The program's whole environment.
    ///   - columns: The terminal's width in cells.
    ///   - rows: The terminal's height in cells.
    /// - Throws: `Failure.system` when the terminal or the process cannot be made.
    public init(
        _ arguments: [String], environment: [String: String], columns: Int, rows: Int
    ) throws {
        screen = VirtualScreen(columns: columns, rows: rows)
        // The other side stays open here too, so that the terminal's settings can be read after the
        // program is gone.
        var (first, second): (Int32, Int32) = (-1, -1)
        guard openpty(&first, &second, nil, nil, nil) == 0, let name = ttyname(second) else {
            throw Failure.system(call: "openpty", code: errno)
        }
        (master, slave) = (first, second)
        for descriptor in [master, slave] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        Self.setSize(of: master, columns: columns, rows: rows)
        process = try Self.spawn(
            arguments, environment: environment, terminal: String(cString: name))
    }

    deinit {
        if ending == nil {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        if master >= 0 { close(master) }
        close(slave)
    }

    // MARK: What a person does

    /// Types text as it stands, control characters included.
    ///
    /// - Parameter text: What to type.
    public func type(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Sends the program a signal.
    ///
    /// - Parameter number: The signal.
    public func signal(_ number: Int32) {
        kill(process, number)
    }

    /// Closes the window: the program loses its terminal and is told by SIGHUP.
    public func hangUp() {
        close(master)
        master = -1
    }

    /// Changes the window's size; the program is told by SIGWINCH.
    ///
    /// - Parameters:
    ///   - columns: The new width in cells.
    ///   - rows: The new height in cells.
    public func resize(columns: Int, rows: Int) {
        screen.clear(columns: columns, rows: rows)
        Self.setSize(of: master, columns: columns, rows: rows)
    }

    // MARK: What a person sees

    /// Whether the terminal echoes and edits lines, as a shell leaves it and expects it back.
    public var isCooked: Bool {
        var settings = termios()
        guard tcgetattr(slave, &settings) == 0 else { return false }
        let local = tcflag_t(ECHO) | tcflag_t(ICANON) | tcflag_t(ISIG)
        return settings.c_lflag & local == local && settings.c_iflag & tcflag_t(ICRNL) != 0
            && settings.c_oflag & tcflag_t(OPOST) != 0
    }

    /// Waits until a text stands on the screen.
    ///
    /// - Parameter text: The text, within one line.
    /// - Throws: `Failure.neverAppeared` when the program ends or hangs without it.
    public func wait(for text: String) throws {
        try wait(until: { $0.text.contains(text) }, describedAs: text)
    }

    /// Waits until the screen fulfils a condition, as a person sees it: with half a frame it is not asked.
    ///
    /// - Parameters:
    ///   - condition: What must hold.
    ///   - description: The condition in words.
    /// - Throws: `Failure.neverAppeared` when the program ends or hangs without it.
    public func wait(
        until condition: (VirtualScreen) -> Bool, describedAs description: String
    ) throws {
        let deadline = ContinuousClock.now + Self.hang
        while screen.isUpdating || !condition(screen) {
            let isSilent = !pump(milliseconds: Self.pulseMilliseconds)
            guard ContinuousClock.now < deadline, !(isSilent && hasEnded()) else {
                throw Failure.neverAppeared(text: description, screen: screen.text)
            }
        }
    }

    /// Waits until the program has stopped itself, as Ctrl-Z makes it do; SIGCONT wakes it.
    ///
    /// - Throws: `Failure.neverAppeared` when it ends or hangs instead.
    public func waitForStop() throws {
        try waitForChange(WSTOPPED, describedAs: "the program stops")
        while pump(milliseconds: 0) {}
    }

    /// Waits until the program has ended, reading what it still writes.
    ///
    /// - Parameters:
    ///   - question: What it may ask first, within one line of the screen.
    ///   - answer: What to type then, once.
    /// - Returns: How it ended.
    /// - Throws: `Failure.neverEnded` when it hangs.
    public func waitForEnd(
        ifAsked question: String? = nil, answer: String = "y"
    ) throws -> Ending {
        let deadline = ContinuousClock.now + Self.hang
        var open = question
        while !hasEnded() {
            _ = pump(milliseconds: Self.pulseMilliseconds)
            if let asked = open, screen.text.contains(asked) {
                open = nil
                type(answer)
            }
            guard ContinuousClock.now < deadline else {
                throw Failure.neverEnded(screen: screen.text)
            }
        }
        while pump(milliseconds: 0) {}
        guard let ending else { throw Failure.neverEnded(screen: screen.text) }
        return ending
    }

    // MARK: Under the hood

    /// Looks whether the program has ended; its end is fetched once.
    private func hasEnded() -> Bool {
        guard ending == nil else { return true }
        var status: Int32 = 0
        if waitpid(process, &status, WNOHANG) == process { ending = Ending(waitStatus: status) }
        return ending != nil
    }

    private func waitForChange(_ kind: Int32, describedAs description: String) throws {
        let deadline = ContinuousClock.now + Self.hang
        while true {
            var facts = siginfo_t()
            // The end of the program is only looked at here, so that `waitForEnd` still finds it.
            let options = kind | Int32(WEXITED) | Int32(WNOHANG) | Int32(WNOWAIT)
            guard waitid(P_PID, id_t(process), &facts, options) == 0 else {
                throw Failure.system(call: "waitid", code: errno)
            }
            if facts.si_code == Int32(CLD_STOPPED) { return }
            _ = pump(milliseconds: Self.pulseMilliseconds)
            guard ContinuousClock.now < deadline, facts.si_code == 0 else {
                throw Failure.neverAppeared(text: description, screen: screen.text)
            }
        }
    }

    /// Reads what there is.
    ///
    /// - Returns: `false` when nothing came in time or nothing can come any more.
    private func pump(milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        screen.feed(bytes[..<count])
        return true
    }

    private static func spawn(
        _ arguments: [String], environment: [String: String], terminal: String
    ) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The session's leader gets its controlling terminal by opening it.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // What the test's own parent ignores is not ignored in a terminal.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes,
            newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

        var child: pid_t = 0
        let result = withCStrings(arguments) { argv in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawn(&child, arguments[0], &actions, &attributes, argv, envp)
            }
        }
        guard result == 0 else {
            throw Failure.system(call: "posix_spawn \(arguments[0])", code: result)
        }
        return child
    }

    /// `POSIX_SPAWN_SETSID`, which Glibc does not show to Swift.
    private static var newSession: Int16 {
        #if canImport(Darwin)
            0x400
        #else
            0x80
        #endif
    }

    private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
        var size = winsize(
            ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns),
            ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }
}
