import Foundation
import Testing

@testable import Terminal

@Suite final class ThemeCatalogTests {
    private let root = FileManager.default.temporaryDirectory
        .appending(path: "themes-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: root) }

    private func write(_ text: String, to name: String) throws {
        let file = root.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func path(_ folder: String) -> String { root.appending(path: folder).path }

    @Test func `an earlier folder hides a later one`() throws {
        try write("[meta]\nauthor = \"me\"", to: "first/nord.toml")
        try write("[meta]\nauthor = \"them\"", to: "second/nord.toml")
        let catalog = ThemeCatalog(directories: [path("none"), path("first"), path("second")])
        #expect(catalog.names == ["nord", "terminal"])
        #expect(try catalog.theme(named: "nord").theme.author == "me")
    }

    @Test func `the folders are the one named, the user's, and the shipped one`() {
        let environment = ["HOME": "/home/me", "XDG_CONFIG_HOME": "relative"]
        let usual = ThemeCatalog(explicit: "/mine", shipped: "/shipped", environment: environment)
        #expect(
            usual.directories == ["/mine", "/home/me/.config/alphastocks/themes", "/shipped"])
        let moved = ThemeCatalog(
            explicit: nil, shipped: nil, environment: ["XDG_CONFIG_HOME": "/config"])
        #expect(moved.directories == ["/config/alphastocks/themes"])
    }

    @Test func `a theme may inherit another file`() throws {
        try write("[palette]\nred = \"#ff0001\"\n[border]\nstyle = \"heavy\"", to: "t/parent.toml")
        try write("[meta]\ninherits = \"parent\"\n[palette]\nbg = \"#000000\"", to: "t/child.toml")
        let theme = try ThemeCatalog(directories: [path("t")]).theme(named: "child").theme
        #expect(theme.name == "child")
        #expect(theme.border == .heavy)
        #expect(theme.resolve(Style(.stateError)).foreground == .rgb(RGB(0xFF0001)))
        #expect(theme.resolve(.plain).background == .rgb(RGB(0x000000)))
    }

    @Test func `a circle of inheritance is an error that shows it`() throws {
        try write("[meta]\ninherits = \"b\"", to: "t/a.toml")
        try write("[meta]\ninherits = \"a\"", to: "t/b.toml")
        let catalog = ThemeCatalog(directories: [path("t")])
        let error = #expect(throws: ThemeError.self) { try catalog.theme(named: "a") }
        #expect(error?.problem == .inheritsItself(chain: ["a", "b", "a"]))
    }

    @Test func `an unknown name is answered with the nearest one`() {
        let error = #expect(throws: ThemeError.self) { try shippedCatalog.theme(named: "nrod") }
        #expect(error?.description.contains("did you mean \"nord\"?") == true)
        #expect(throws: ThemeError.self) { try shippedCatalog.theme(named: "../themes/nord") }
        #expect(throws: ThemeError.self) { try shippedCatalog.theme(inFile: "/nowhere/x.toml") }
    }

    @Test func `the house theme is the default where there are colours for it`() {
        #expect(shippedCatalog.defaultName(depth: .trueColour) == "alphastocks")
        #expect(shippedCatalog.defaultName(depth: .indexed256) == "alphastocks")
        #expect(shippedCatalog.defaultName(depth: .ansi16) == "terminal")
        #expect(shippedCatalog.defaultName(depth: .mono) == "terminal")
        #expect(ThemeCatalog(directories: []).defaultName(depth: .trueColour) == "terminal")
    }
}
