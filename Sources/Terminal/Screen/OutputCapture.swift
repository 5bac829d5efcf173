#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Keeps stray prints off the screen: while it lasts, standard output and error go to a file.
struct OutputCapture: ~Copyable {
    /// What standard output was, which is the terminal.
    let output: Int32
    /// What standard error was.
    let error: Int32
    /// Where both go meanwhile.
    let captured: Int32
    /// Whether the file is our own, so that what it holds is to be shown at the end.
    private let isOwnFile: Bool

    /// Redirects standard output and error.
    ///
    /// - Parameter log: A descriptor of the file to write to, or `nil` to keep the text until the
    ///   end and print it then.
    /// - Throws: ``TerminalError/system(action:errno:)`` when the system has no descriptor left.
    init(log: Int32?) throws(TerminalError) {
        fflush(nil)
        output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        captured = log.map { fcntl($0, F_DUPFD_CLOEXEC, 3) } ?? Curses.openUnnamedFile()
        isOwnFile = log == nil
        guard output >= 0, captured >= 0 else {
            throw .system(action: "keeping printed text off the screen", errno: errno)
        }
    }

    /// Lets the text go to the file from now on.
    func begin() {
        dup2(captured, STDOUT_FILENO)
        dup2(captured, STDERR_FILENO)
    }

    deinit {
        fflush(nil)
        dup2(output, STDOUT_FILENO)
        if error >= 0 { dup2(error, STDERR_FILENO) }
        if isOwnFile { replay() }
        for descriptor in [output, error, captured] where descriptor >= 0 { close(descriptor) }
    }

    private func replay() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var offset: off_t = 0
        while true {
            let count = pread(captured, &bytes, bytes.count, offset)
            guard count > 0, write(STDERR_FILENO, bytes, count) > 0 else { return }
            offset += off_t(count)
        }
    }
}
