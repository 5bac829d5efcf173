import Cockpit
import Engine
import Foundation
import Trading

/// Where the lists that are exported from the screen go: a folder under the state directory.
enum ExportFolder {
    /// Writes an export to a file of its own, named for the list and the time.
    ///
    /// - Parameter view: The list.
    /// - Returns: The file's path.
    /// - Throws: `ProgramFailure` when it cannot be written.
    static func write(_ view: ViewExport) throws -> String {
        let folder = StateDirectory.state + "/exports"
        let time = WallClock().now.indiaISO8601.prefix(23).replacing(":", with: "").replacing(
            "T", with: "-")
        let path = "\(folder)/\(view.view)-\(time).\(view.format.rawValue)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            // What the desk holds is nobody else's business.
            guard !FileManager.default.fileExists(atPath: path),
                FileManager.default.createFile(
                    atPath: path, contents: Data(view.text.utf8),
                    attributes: [.posixPermissions: 0o600])
            else { throw ProgramFailure("\(path) cannot be written") }
        } catch let failure as ProgramFailure {
            throw failure
        } catch {
            throw ProgramFailure("\(folder): \(error.localizedDescription)")
        }
        return path
    }
}
