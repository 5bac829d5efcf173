import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file that takes what would otherwise be printed over the screen.
struct LogFile {
    let descriptor: Int32

    /// Opens the log under the state directory for appending; `nil` when that cannot be written.
    static func open() -> LogFile? {
        try? FileManager.default.createDirectory(
            atPath: StateDirectory.state, withIntermediateDirectories: true)
        #if canImport(Glibc)
            let descriptor = Glibc.open(
                StateDirectory.state + "/alphastocks.log",
                O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        #else
            let descriptor = Darwin.open(
                StateDirectory.state + "/alphastocks.log",
                O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        #endif
        return descriptor >= 0 ? LogFile(descriptor: descriptor) : nil
    }

    func close() {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}
