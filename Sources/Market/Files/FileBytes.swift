import Foundation

/// Reads whole files into memory; the one place that touches the file system for reading.
enum FileBytes {
    /// Reads a file.
    ///
    /// - Parameter path: The file's path; `~` is not expanded.
    /// - Returns: Its bytes, without a leading byte order mark.
    /// - Throws: `MarketFileError.unreadable` with the system's own reason.
    static func read(_ path: String) throws(MarketFileError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .unreadable(path: path, reason: "there is no such file")
        }
        guard !isFolder.boolValue else {
            throw .unreadable(path: path, reason: "it is a folder")
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        let hasByteOrderMark = data.starts(with: [0xEF, 0xBB, 0xBF])
        return Array(hasByteOrderMark ? data.dropFirst(3) : data)
    }
}
