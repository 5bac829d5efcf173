import Foundation
import Terminal
import Trading

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Waits for snapshots, typed lines and Ctrl-C, without asking again and again.
final class DeskWaiter {
    /// What a wait ended with.
    struct Arrivals {
        var snapshot: DeskSnapshot?
        var lines: [String] = []
        /// Nobody will type any more.
        var isInputOver = false
        /// Somebody asked to stop.
        var isInterrupted = false
    }

    private let port: any DeskPort
    private let stop: WakePipe
    private let watch: InterruptWatch
    private var readsInput: Bool
    private var typed: [UInt8] = []

    init(_ port: any DeskPort, readsInput: Bool) throws {
        self.port = port
        self.readsInput = readsInput
        let stop = try WakePipe()
        self.stop = stop
        watch = InterruptWatch { stop.wake() }
    }

    /// Waits until something comes.
    ///
    /// - Parameter seconds: The longest time to wait.
    /// - Returns: What came; nothing when the time is over.
    func wait(seconds: Double) -> Arrivals {
        var arrivals = Arrivals(snapshot: port.takeSnapshot())
        guard arrivals.snapshot == nil else { return arrivals }
        var polled = [
            pollfd(fd: port.wakeDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: stop.readDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readsInput ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&polled, nfds_t(polled.count), Int32((seconds * 1000).rounded(.up)))
        if polled[0].revents != 0 {
            var bytes = [UInt8](repeating: 0, count: 256)
            _ = read(port.wakeDescriptor, &bytes, bytes.count)
            arrivals.snapshot = port.takeSnapshot()
        }
        arrivals.isInterrupted = watch.isInterrupted
        if polled[2].revents != 0 { takeInput(&arrivals) }
        return arrivals
    }

    private func takeInput(_ arrivals: inout Arrivals) {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        typed += bytes[..<max(0, count)]
        while let end = typed.firstIndex(of: UInt8(ascii: "\n")) {
            arrivals.lines.append(String(decoding: typed[..<end], as: UTF8.self))
            typed.removeFirst(end + 1)
        }
        guard count <= 0 else { return }
        if !typed.isEmpty { arrivals.lines.append(String(decoding: typed, as: UTF8.self)) }
        (typed, readsInput, arrivals.isInputOver) = ([], false, true)
    }
}
