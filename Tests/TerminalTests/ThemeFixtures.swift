import Foundation

@testable import Terminal

/// The folder of the themes that come with the program.
let shippedThemes: String = {
    var url = URL(filePath: #filePath)
    // Tests/TerminalTests/ThemeFixtures.swift, seen through whatever links the build uses.
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.appending(path: "themes").path
}()

let shippedCatalog = ThemeCatalog(directories: [shippedThemes])

/// Reads a theme text that inherits built-in themes only.
func readTheme(_ text: String) throws -> (theme: Theme, warnings: [ThemeWarning]) {
    let (definition, warnings) = try ThemeReader.read(text, file: "my.toml", name: "my") {
        (name, place) throws(ThemeError) in
        guard let base = ThemeDefinition.builtIn.first(where: { $0.name == name }) else {
            throw ThemeError(
                location: place, problem: .unknownTheme(name: name, nearest: nil, known: []))
        }
        return base
    }
    return (Theme(definition), warnings)
}

/// Returns the message that reading a theme text fails with.
func themeMessage(_ text: String) -> String {
    do {
        _ = try readTheme(text)
        return "no error"
    } catch {
        return "\(error)"
    }
}
