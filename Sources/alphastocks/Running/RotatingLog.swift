import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program's log under the state directory: lines are appended, and a file that has grown large is renamed to
/// `.1`, the one before to `.2`, and so on, until the oldest is dropped.
///
/// Each line is one write, so lines of two programs do not mix, and `kill -9` loses none that was written. A disk
/// that is full costs lines, never the desk.
final class RotatingLog: Sendable {
    private struct State {
        var descriptor: Int32
        var bytes: Int
    }

    /// The file that is written now.
    let path: String
    private let limitBytes: Int
    private let keptFiles: Int
    private let state: Mutex<State>

    /// Opens the log, and makes its folder when there is none.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limitBytes: The size at which a new file is begun.
    ///   - keptFiles: How many full files are kept beside it.
    /// - Throws: `ProgramFailure` when it cannot be written.
    init(path: String, limitBytes: Int = 8 << 20, keptFiles: Int = 4) throws {
        self.path = path
        self.limitBytes = limitBytes
        self.keptFiles = keptFiles
        do {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent,
                withIntermediateDirectories: true)
        } catch {
            throw ProgramFailure("the log \(path) cannot be written: \(error.localizedDescription)")
        }
        let descriptor = Self.open(path)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw ProgramFailure("the log \(path) cannot be written: \(reason)")
        }
        state = Mutex(State(descriptor: descriptor, bytes: Self.size(of: descriptor)))
    }

    deinit {
        state.withLock { _ = close($0.descriptor) }
    }

    /// The file's descriptor, for what is printed past the log; it stays open across rotations, on the old file.
    var descriptor: Int32 { state.withLock { $0.descriptor } }

    /// Appends a line.
    ///
    /// - Parameter line: The line, its end included.
    func write(_ line: [UInt8]) {
        state.withLock { state in
            if state.bytes > 0, state.bytes + line.count > limitBytes { rotate(&state) }
            state.bytes += max(
                0,
                line.withUnsafeBytes { bytes in
                    #if canImport(Glibc)
                        Glibc.write(state.descriptor, bytes.baseAddress, bytes.count)
                    #else
                        Darwin.write(state.descriptor, bytes.baseAddress, bytes.count)
                    #endif
                })
        }
    }

    private func rotate(_ state: inout State) {
        for number in stride(from: keptFiles - 1, through: 1, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        rename(path, "\(path).1")
        let next = Self.open(path)
        // The same number goes on being the log, for those who were given it.
        if next >= 0 {
            dup2(next, state.descriptor)
            close(next)
        }
        state.bytes = Self.size(of: state.descriptor)
    }

    private static func open(_ path: String) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        #else
            Darwin.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        #endif
    }

    private static func size(of descriptor: Int32) -> Int {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    }
}
