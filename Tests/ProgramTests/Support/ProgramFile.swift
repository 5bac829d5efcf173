import Foundation

/// The program under test: what `swift build` has put beside the test bundle.
enum ProgramFile {
    /// The executable is not where the build puts it.
    struct Missing: Error, CustomStringConvertible {
        let places: [String]

        var description: String {
            "the program is not built; looked for \(name) beside \(places.joined(separator: ", ")); "
                + "run `swift build --build-tests` with the same options as the tests"
        }
    }

    private static let name = "alphastocks"

    /// The executable's path, whatever the scratch path and the configuration are.
    ///
    /// - Throws: `Missing` when it is not built.
    static var path: String {
        get throws {
            let bundles =
                [Bundle.main.bundlePath] + CommandLine.arguments.filter { $0.contains(".xctest") }
            for bundle in bundles {
                var folder = URL(filePath: bundle).standardizedFileURL
                // The bundle is a file on Linux and a folder of folders on macOS.
                for _ in 0..<5 {
                    let candidate = folder.appending(path: name).path
                    if isExecutable(candidate) { return candidate }
                    folder = folder.deletingLastPathComponent()
                }
            }
            throw Missing(places: bundles)
        }
    }

    private static func isExecutable(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
}
