import ArgumentParser
import Foundation
import Terminal

/// Where themes are looked for.
struct ThemeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder of theme files, looked into first.", valueName: "folder"))
    var themesDir: String?

    func validate() throws {
        var isFolder: ObjCBool = false
        guard let themesDir,
            !FileManager.default.fileExists(atPath: themesDir, isDirectory: &isFolder)
                || !isFolder.boolValue
        else { return }
        throw ValidationError("--themes-dir \(themesDir): there is no such folder.")
    }

    /// The themes: the named folder, the user's own, the shipped ones.
    var catalog: ThemeCatalog {
        ThemeCatalog(
            explicit: themesDir, shipped: Self.shipped,
            environment: ProcessInfo.processInfo.environment)
    }

    /// The folder that came with the program: named by the launcher, else beside the program or its sources.
    private static var shipped: String? {
        if let named = ProcessInfo.processInfo.environment["ALPHASTOCKS_THEMES"] { return named }
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        for _ in 0..<5 {
            let candidate = folder.appending(path: "themes")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate.path }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }
}
