import Testing

@testable import Terminal

@Suite struct Base16SchemeTests {
    private static let lines = [
        "scheme: \"Ocean \\\"x\\\"\"", "author: 'Somebody'  # comment", "base00: \"2b303b\"",
        "base01: \"343d46\"", "base02: \"4f5b66\"", "base03: \"65737e\"", "base04: \"a7adba\"",
        "  base05: '#c0c5ce'", "base06: dfe1e8 # light", "base07: \"eff1f5\"", "base08: \"bf616a\"",
        "base09: \"d08770\"", "base0A: \"ebcb8b\"", "base0B: \"a3be8c\"", "base0C: \"96b5b4\"",
        "base0D: \"8fa1b3\"", "base0E: \"b48ead\"", "base0F: \"ab7967\"",
    ]

    @Test func `a scheme becomes a theme file that reads without a warning`() throws {
        let scheme = try Base16Scheme(Self.lines.joined(separator: "\n"), file: "ocean.yaml")
        #expect(scheme.variant == .dark)
        #expect(scheme.author == "Somebody")
        let (theme, warnings) = try readTheme(scheme.themeFile)
        #expect(warnings == [])
        #expect(theme.resolve(.plain).background == .rgb(RGB(0x2B303B)))
        #expect(theme.resolve(.plain).foreground == .rgb(RGB(0xC0C5CE)))
        #expect(theme.resolve(Style(.pnlGain)).foreground == .rgb(RGB(0xA3BE8C)))
        #expect(ThemeCheck(theme).failures.isEmpty)
    }

    @Test func `what is missing or no colour is told`() {
        let missing = Self.lines.filter { !$0.hasPrefix("base0B") }.joined(separator: "\n")
        let error = #expect(throws: ThemeError.self) { try Base16Scheme(missing, file: "o.yaml") }
        #expect(
            error?.description
                == "o.yaml: \"base0b\" must be six hexadecimal digits in quotes, not missing")
        let bad = #expect(throws: ThemeError.self) {
            try Base16Scheme("scheme: x\nbase00: \"nope\"", file: "o.yaml")
        }
        #expect(bad?.description.hasPrefix("o.yaml:2:1: \"nope\" is no colour") == true)
        #expect(throws: ThemeError.self) { try Base16Scheme("", file: "o.yaml") }
    }

    @Test func `a light background makes a light theme`() throws {
        let light = Self.lines.joined(separator: "\n").replacing("2b303b", with: "eff1f5")
        #expect(try Base16Scheme(light, file: "o.yaml").variant == .light)
    }
}
