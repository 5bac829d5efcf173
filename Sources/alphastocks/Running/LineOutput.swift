import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output a line at a time; whoever reads it may be gone at any moment.
struct LineOutput {
    private(set) var isOpen = true

    init() {
        // `| head` must not end the program in the middle of its work: the failed write says it as well.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes a line, at once.
    mutating func write(_ line: String) {
        guard isOpen else { return }
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else {
                isOpen = false
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
