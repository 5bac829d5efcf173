#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A bell for a thread that waits in ``TerminalScreen/wait(untilMilliseconds:wakeFD:)``.
///
/// Any thread may ring it at any time; rings that nobody has heard yet become one.
public final class WakePipe: Sendable {
    /// Readable after ``wake()``, until the waiting thread has read it.
    public let readDescriptor: Int32
    private let writeDescriptor: Int32

    /// Opens the pipe.
    ///
    /// - Throws: ``TerminalError/system(action:errno:)`` when the system has no descriptor left.
    public init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(action: "opening a pipe", errno: errno) }
        readDescriptor = ends[0]
        writeDescriptor = ends[1]
        for end in ends {
            // Neither end ever waits: a full pipe has rung already.
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readDescriptor)
        close(writeDescriptor)
    }

    /// Ends the present or the next wait.
    ///
    /// It is lock-free, and safe from every thread.
    public func wake() {
        var byte: UInt8 = 1
        _ = write(writeDescriptor, &byte, 1)
    }
}
