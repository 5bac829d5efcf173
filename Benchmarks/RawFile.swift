#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is appended to and flushed by the system's own calls: as fast as anything durable can be here.
struct RawFile: ~Copyable {
    /// What a signal, its order and its position take in the ledger, about.
    static let bytesOfTrade = 1_024

    private let descriptor: Int32

    /// Creates an empty file.
    init(path: String) throws(RawFileFailed) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RawFileFailed(call: "open", number: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Appends bytes and waits until they are on the disk.
    func append(_ bytes: [UInt8]) throws(RawFileFailed) {
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else { throw RawFileFailed(call: "write", number: errno) }
        #if os(Linux)
            let flushed = fdatasync(descriptor)
        #else
            let flushed = fsync(descriptor)
        #endif
        guard flushed == 0 else { throw RawFileFailed(call: "flush", number: errno) }
    }
}

/// A call of the system that failed, with its error number.
struct RawFileFailed: Error {
    let call: String
    let number: Int32
}
