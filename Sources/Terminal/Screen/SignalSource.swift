#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The signals of the process as a descriptor to poll, so that no signal handler runs in the middle
/// of anything.
///
/// Handled are INT, TERM, HUP, QUIT, WINCH, TSTP and CONT.
public struct SignalSource: ~Copyable {
    /// Readable while a signal waits.
    public let descriptor: Int32

    /// Blocks the handled signals in this thread and in those it creates later.
    ///
    /// Call it first of all in `main`: a thread that exists before would still be ended by them.
    public static func block() {
        Curses.blockSignals()
    }

    /// Opens the descriptor.
    ///
    /// - Throws: ``TerminalError/system(action:errno:)`` when the system has none left.
    public init() throws(TerminalError) {
        Curses.blockSignals()
        descriptor = Curses.openSignals()
        guard descriptor >= 0 else {
            throw .system(action: "opening a descriptor for signals", errno: errno)
        }
    }

    deinit { close(descriptor) }

    /// Takes the next waiting signal.
    ///
    /// - Returns: Its number, or `nil` when none waits.
    public func next() -> Int32? {
        let signal = Curses.nextSignal(descriptor)
        return signal == 0 ? nil : signal
    }
}
