import Foundation
import Synchronization

/// A book in a file, one line of JSON a fact, only ever appended to.
///
/// Facts are on the disk before the venue reports them. A process that dies in the middle of a
/// write leaves a line without a newline; such a line was never reported, so it is cut off when the
/// book is opened.
public final class FileVenueBook: VenueBook {
    private let path: String
    private let handle: Mutex<FileHandle>

    /// Opens a book, or makes an empty one; folders on the way are made too.
    ///
    /// - Parameter path: The file's path.
    /// - Throws: `VenueBookError.unavailable` when it cannot be opened for writing.
    public init(path: String) throws(VenueBookError) {
        self.path = path
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            if !FileManager.default.fileExists(atPath: path) {
                try Data().write(to: URL(fileURLWithPath: path))
            }
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            let content = try handle.readToEnd() ?? Data()
            let wholeLines = content.lastIndex(of: .newline).map { $0 + 1 } ?? 0
            try handle.truncate(atOffset: UInt64(wholeLines))
            self.handle = Mutex(handle)
        } catch {
            throw .unavailable(path: path, reason: error.localizedDescription)
        }
    }

    /// Adds facts and waits until they are on the disk.
    ///
    /// - Parameter facts: The facts, oldest first.
    /// - Throws: `VenueBookError.unavailable` when the disk did not take them; the file is then as
    ///   it was before.
    public func append(_ facts: [VenueFact]) throws(VenueBookError) {
        let result: Result<Void, VenueBookError> = handle.withLock { handle in
            var end: UInt64?
            do {
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                var lines = Data()
                for fact in facts {
                    lines.append(try encoder.encode(fact))
                    lines.append(.newline)
                }
                end = try handle.seekToEnd()
                try handle.write(contentsOf: lines)
                try handle.synchronize()
                return .success(())
            } catch {
                // What was written of it must not stay: the caller will act as if it had not
                // happened.
                if let end { try? handle.truncate(atOffset: end) }
                return .failure(.unavailable(path: path, reason: error.localizedDescription))
            }
        }
        try result.get()
    }

    /// Reads the whole book.
    ///
    /// - Returns: Every fact, oldest first.
    /// - Throws: `VenueBookError` when it cannot be read or a line of it makes no sense.
    public func facts() throws(VenueBookError) -> [VenueFact] {
        let content: Data
        do {
            content = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unavailable(path: path, reason: error.localizedDescription)
        }
        var facts: [VenueFact] = []
        let decoder = JSONDecoder()
        for (index, line) in content.split(separator: .newline).enumerated() {
            do {
                facts.append(try decoder.decode(VenueFact.self, from: line))
            } catch {
                throw .damaged(path: path, line: index + 1, reason: "\(error)")
            }
        }
        return facts
    }
}
