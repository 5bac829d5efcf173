import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A Unix socket that carries lines; only the user who made it can open it.
///
/// One thread at a time uses a connection: it keeps what it has read beyond a line.
struct LocalSocket: ~Copyable {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    /// A line longer than this is not one of ours.
    private static let lineLimit = 64 << 20
    /// How long a connection waits for an answer.
    private static let answerSeconds = 3

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Listens at a path, in the place of a socket that nobody listens at any more.
    ///
    /// - Throws: `ProgramFailure` when the path is too long or cannot be made.
    static func listening(at path: String) throws -> LocalSocket {
        unlink(path)
        let made = try LocalSocket(Self.open())
        // The ledger's folder may be readable to others; what the desk holds and takes is not for them.
        let mask = umask(0o177)
        defer { umask(mask) }
        guard
            try withAddress(path, { bind(made.descriptor, $0, $1) }) == 0,
            listen(made.descriptor, 8) == 0
        else { throw ProgramFailure("\(path): \(String(cString: strerror(errno)))") }
        return made
    }

    /// Connects to a path; `nil` when nobody listens there.
    static func connected(to path: String) throws -> LocalSocket? {
        let made = try LocalSocket(Self.open())
        guard try withAddress(path, { connect(made.descriptor, $0, $1) }) == 0 else { return nil }
        // A process that is stopped takes a connection and never answers.
        var patience = timeval(tv_sec: answerSeconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout.size(ofValue: patience))
        for direction in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(made.descriptor, SOL_SOCKET, direction, &patience, size)
        }
        return made
    }

    /// Whether a socket is at a path, whoever listens there.
    static func isSocket(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
    }

    /// Waits for somebody to connect; `nil` when the socket is closed.
    func accepted() -> LocalSocket? {
        let peer = accept(descriptor, nil, nil)
        guard peer >= 0 else { return nil }
        _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
        return LocalSocket(peer)
    }

    /// Lets nobody wait at this socket any longer.
    func shutDown() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Writes a line; `false` when the other side is gone.
    func write(line: Data) -> Bool {
        var rest = Array(line)[...]
        rest.append(UInt8(ascii: "\n"))
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Self.flags)
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Reads a line, without its end; `nil` when the other side is gone.
    mutating func readLine() -> Data? {
        var searched = 0
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeFirst(end + 1) }
                return Data(buffer[..<end])
            }
            searched = buffer.count
            guard searched < Self.lineLimit else { return nil }
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += bytes[..<count]
        }
    }

    // MARK: - The system's calls

    #if canImport(Glibc)
        // A peer that is gone is an answer, not a signal.
        private static let flags = Int32(MSG_NOSIGNAL)
    #else
        private static let flags: Int32 = 0
    #endif

    private static func open() throws -> Int32 {
        #if canImport(Glibc)
            let made = socket(
                AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #else
            let made = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard made >= 0 else {
            throw ProgramFailure("no socket: \(String(cString: strerror(errno)))")
        }
        #if canImport(Darwin)
            var on: Int32 = 1
            setsockopt(
                made, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout.size(ofValue: on)))
        #endif
        return made
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else {
            throw ProgramFailure(
                "\(path): a socket's path has at most \(room - 1) bytes; "
                    + "--ledger FILE names a shorter one")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
