import Testing

@testable import Terminal

@Suite struct KeyTests {
    static let keys: [Key] =
        [
            .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab, .enter,
            .escape, .backspace, .delete, .insert,
        ] + (1...24).map { .function($0) } + "aZ1?:/<>[]{} é漢".map { .character($0) }
        + "abcdefgklnopqrstuvwxyz \\]^_".map { .control($0) } + "aZ1 é".map { .alt($0) }

    @Test("a name reads back as its key", arguments: keys)
    func roundTrip(_ key: Key) throws {
        #expect(try Key(name: key.name) == key)
    }

    @Test func `people may write names as they are used to`() throws {
        for (name, key) in [
            ("ctrl-l", Key.control("l")), ("C-L", .control("l")), ("Alt-x", .alt("x")),
            ("pageup", .pageUp), ("ESC", .escape), ("return", .enter), ("f5", .function(5)),
            ("C-i", .tab), ("C-m", .enter), ("C-[", .escape), ("c-space", .control(" ")),
        ] {
            #expect(try Key(name: name) == key)
        }
    }

    @Test(
        "what names no key is refused with what would",
        arguments: ["", "xx", "C-", "C-é", "F0", "F25", "Hyper-x", "\t", "<mouse>"])
    func refused(_ name: String) {
        let error = #expect(throws: KeyNameError.self) { try Key(name: name) }
        #expect(error?.description.contains("\"C-l\" for Control") == true)
    }
}
