import Foundation

/// What the screen remembers between runs; losing it costs nothing.
struct ViewState: Codable {
    var theme: String?
    var layout: String?
    var isFirst: Bool

    private static var path: String { StateDirectory.state + "/view.json" }

    static func load() -> ViewState {
        guard let data = FileManager.default.contents(atPath: path),
            let state = try? JSONDecoder().decode(ViewState.self, from: data)
        else { return ViewState(isFirst: true) }
        return state
    }

    func save() {
        // Remembering a theme is a comfort; a full disk must not disturb trading.
        guard let data = try? JSONEncoder().encode(self) else { return }
        try? FileManager.default.createDirectory(
            atPath: StateDirectory.state, withIntermediateDirectories: true)
        try? data.write(to: URL(filePath: Self.path))
    }
}
