import Foundation
import LocatedTOML

/// The themes there are: files in a few folders, and the built-in one.
public struct ThemeCatalog: Sendable {
    /// A theme that was read, and what in its file has no effect.
    public struct Entry: Sendable {
        /// The theme.
        public let theme: Theme
        /// What has no effect.
        public let warnings: [ThemeWarning]
    }

    /// The folders, where a file in an earlier one hides one of the same name in a later one.
    public let directories: [String]

    /// Whether the terminal says that its background is light.
    public let isBackgroundLight: Bool

    /// Creates a catalog.
    ///
    /// - Parameters:
    ///   - directories: The folders, most important first; those that do not exist are empty.
    ///   - isBackgroundLight: Whether the terminal says that its background is light.
    public init(directories: [String], isBackgroundLight: Bool = false) {
        self.directories = directories
        self.isBackgroundLight = isBackgroundLight
    }

    /// Creates the catalog of the usual folders: one the user names, the user's configuration, and
    /// the one that comes with the program.
    ///
    /// - Parameters:
    ///   - explicit: The folder given on the command line, or `nil`.
    ///   - shipped: The folder that comes with the program, or `nil`.
    ///   - environment: The environment of the process.
    public init(explicit: String?, shipped: String?, environment: [String: String]) {
        // An empty or relative value is to be ignored (XDG Base Directory Specification).
        let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let config = configured ?? environment["HOME"].map { "\($0)/.config" }
        directories = [explicit, config.map { "\($0)/alphastocks/themes" }, shipped]
            .compactMap(\.self)
        // Some terminals say "text;background" there, as numbers of the 16 colours.
        let ground = environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
        isBackgroundLight = ground.map { $0 == 7 || (9...15).contains($0) } ?? false
    }

    /// The names of all themes, sorted.
    public var names: [String] {
        var names: Set = [Theme.terminal.name]
        for directory in directories {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
            for file in files where file.hasSuffix(".toml") {
                names.insert(String(file.dropLast(5)))
            }
        }
        return names.sorted()
    }

    /// The names of all themes, dark ones first, as one goes through them.
    ///
    /// - Complexity: Reads every file; a theme that cannot be read comes last.
    public var namesByVariant: [String] {
        // Only what the files say: the colours take most of a theme's time.
        let place = TOMLLocation(file: "theme", line: 0, column: 0)
        let variants = names.map {
            ($0, try? definition(named: $0, askedAt: place, chain: []).definition.variant)
        }
        return [.dark, .light, nil].flatMap { (wanted: ThemeVariant?) in
            variants.filter { $0.1 == wanted }.map(\.0)
        }
    }

    /// Returns the name of the theme to begin with.
    ///
    /// The house theme brings its own background, so it needs enough colours for it; without them
    /// the user's own colours are the safe choice.
    ///
    /// - Parameters:
    ///   - depth: The colours of the terminal.
    ///   - background: The colour of its background, where it has told.
    /// - Returns: A name in ``names``.
    public func defaultName(depth: ColourDepth, background: RGB? = nil) -> String {
        let house = "alphastocks"
        let names = names
        let dark =
            depth >= .indexed256 && names.contains(house) ? house : Theme.terminal.name
        let light = "\(dark)-light"
        let isLight = background?.isLight ?? isBackgroundLight
        return isLight && names.contains(light) ? light : dark
    }

    /// Reads a theme by its name.
    ///
    /// - Parameters:
    ///   - name: The name of the theme, which is that of its file without the ending.
    ///   - options: What the user asks for.
    /// - Returns: The theme and what in its file has no effect.
    /// - Throws: ``ThemeError`` when there is none of this name or its file is wrong.
    public func theme(
        named name: String, options: ThemeOptions = ThemeOptions()
    ) throws(ThemeError) -> Entry {
        let place = TOMLLocation(file: "theme", line: 0, column: 0)
        let (definition, warnings) = try definition(named: name, askedAt: place, chain: [])
        return Entry(theme: Theme(definition, options: options), warnings: warnings)
    }

    /// Reads a theme from a file anywhere.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What the user asks for.
    /// - Returns: The theme and what in its file has no effect.
    /// - Throws: ``ThemeError`` when the file cannot be read or is wrong.
    public func theme(
        inFile path: String, options: ThemeOptions = ThemeOptions()
    ) throws(ThemeError) -> Entry {
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        let (definition, warnings) = try read(path, name: name, chain: [name])
        return Entry(theme: Theme(definition, options: options), warnings: warnings)
    }

    // MARK: - Reading

    private typealias Result = (definition: ThemeDefinition, warnings: [ThemeWarning])

    private func definition(
        named name: String, askedAt place: TOMLLocation, chain: [String]
    ) throws(ThemeError) -> Result {
        guard !chain.contains(name) else {
            throw ThemeError(location: place, problem: .inheritsItself(chain: chain + [name]))
        }
        for directory in directories where !name.contains("/") {
            let path = "\(directory)/\(name).toml"
            if FileManager.default.fileExists(atPath: path) {
                return try read(path, name: name, chain: chain + [name])
            }
        }
        if let builtIn = ThemeDefinition.builtIn.first(where: { $0.name == name }) {
            return (builtIn, [])
        }
        let nearest = NearestName.of(name, in: names)
        throw ThemeError(
            location: place, problem: .unknownTheme(name: name, nearest: nearest, known: names))
    }

    private func read(_ path: String, name: String, chain: [String]) throws(ThemeError) -> Result {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ThemeError(
                location: TOMLLocation(file: path, line: 0, column: 0),
                problem: .unreadable(reason: error.localizedDescription))
        }
        return try ThemeReader.read(text, file: path, name: name) {
            (ancestor, place) throws(ThemeError) in
            try definition(named: ancestor, askedAt: place, chain: chain).definition
        }
    }
}
