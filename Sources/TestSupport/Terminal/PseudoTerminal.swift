import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program running in a terminal of its own, driven as a person would: keys in, a screen out.
public final class PseudoTerminal {
    /// What went wrong with the terminal itself, not with the program in it.
    public enum Failure: Error, CustomStringConvertible {
        case system(call: String, code: Int32)
        case neverAppeared(text: String, screen: String)
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
    public enum Ending: Equatable {
        case exited(Int32)
        case signalled(Int32)
    }

    /// The screen as the program has drawn it so far.
    public private(set) var screen: VirtualScreen
    /// Every byte that the program wrote.
    public private(set) var output: [UInt8] = []
    /// The program's process.
    public let process: pid_t

    private let master: Int32
    private let slave: Int32
    private var ending: Ending?

    /// A wait longer than this is a hang, not a slow machine.
    private static let hangMilliseconds: Int32 = 120_000

    /// Starts a program in a new session whose controlling terminal is this one.
    ///
    /// - Parameters:
    ///   - arguments: The program's path and its arguments.
    ///   - environment: The program's whole environment.
    ///   - columns: The terminal's width in cells.
    ///   - rows: The terminal's height in cells.
    /// - Throws: `Failure.system` when the terminal or the process cannot be made.
    public init(
        _ arguments: [String], environment: [String: String], columns: Int, rows: Int
    ) throws {
        screen = VirtualScreen(columns: columns, rows: rows)
        master = posix_openpt(O_RDWR | O_NOCTTY)
        guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0,
            let name = ptsname(master).map({ String(cString: $0) })
        else { throw Failure.system(call: "posix_openpt", code: errno) }
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        // Held open here too, so that the terminal's settings can be read after the program is gone.
        slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else { throw Failure.system(call: "open \(name)", code: errno) }
        Self.setSize(of: master, columns: columns, rows: rows)

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
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        let flags = Int32(POSIX_SPAWN_SETSID) | Int32(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var child: pid_t = 0
        let result = Self.withCStrings(arguments) { argv in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawn(&child, arguments[0], &actions, &attributes, argv, envp)
            }
        }
        guard result == 0 else { throw Failure.system(call: "posix_spawn", code: result) }
        process = child
    }

    deinit {
        if ending == nil {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        close(master)
        close(slave)
    }

    /// Types text, byte by byte as it stands; control characters included.
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

    /// Changes the terminal's size; the program is told by SIGWINCH.
    ///
    /// - Parameters:
    ///   - columns: The new width in cells.
    ///   - rows: The new height in cells.
    public func resize(columns: Int, rows: Int) {
        screen = VirtualScreen(columns: columns, rows: rows)
        Self.setSize(of: master, columns: columns, rows: rows)
        kill(process, SIGWINCH)
    }

    /// Waits until a text stands on the screen.
    ///
    /// - Parameter text: The text, within one line.
    /// - Throws: `Failure.neverAppeared` when the program ends or hangs without it.
    public func wait(for text: String) throws {
        try wait(until: { $0.text.contains(text) }, describedAs: text)
    }

    /// Waits until the screen fulfils a condition.
    ///
    /// - Parameters:
    ///   - condition: What must hold.
    ///   - description: The condition in words.
    /// - Throws: `Failure.neverAppeared` when the program ends or hangs without it.
    public func wait(until condition: (VirtualScreen) -> Bool, describedAs description: String) throws {
        while !condition(screen) {
            guard pump(milliseconds: Self.hangMilliseconds) else {
                throw Failure.neverAppeared(text: description, screen: screen.text)
            }
        }
    }

    /// Waits until the program has ended, reading what it still writes.
    ///
    /// - Returns: How it ended.
    /// - Throws: `Failure.neverEnded` when it hangs.
    public func waitForEnd() throws -> Ending {
        if let ending { return ending }
        var waited: Int32 = 0
        while true {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                while pump(milliseconds: 0) {}
                let low = status & 0x7f
                let result: Ending = low == 0 ? .exited((status >> 8) & 0xff) : .signalled(low)
                ending = result
                return result
            }
            if !pump(milliseconds: 20) { waited += 20 }
            guard waited < Self.hangMilliseconds else {
                throw Failure.neverEnded(screen: screen.text)
            }
        }
    }

    /// Whether the terminal echoes and edits lines, as a shell leaves it and expects it back.
    public var isCooked: Bool {
        var settings = termios()
        guard tcgetattr(slave, &settings) == 0 else { return false }
        let flags = tcflag_t(ECHO) | tcflag_t(ICANON) | tcflag_t(ISIG)
        return settings.c_lflag & flags == flags
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
        output += bytes[..<count]
        screen.feed(bytes[..<count])
        return true
    }

    private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
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
