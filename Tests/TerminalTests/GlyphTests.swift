import Testing

@testable import Terminal

@Suite struct GlyphTests {
    @Test("every sign is one column, and ASCII where it must be")
    func widths() {
        for glyphs in [Glyphs.unicode, .ascii]
            + BorderStyle.allCases.map({ Glyphs.unicode.withBorder($0) })
        {
            for child in Mirror(reflecting: glyphs).children {
                var signs = (child.value as? [Character]) ?? []
                if let sign = child.value as? Character { signs.append(sign) }
                if let border = child.value as? BorderGlyphs {
                    signs += Mirror(reflecting: border).children.compactMap {
                        $0.value as? Character
                    }
                }
                for sign in signs {
                    #expect(DisplayWidth.of(sign) == 1, "\(child.label ?? "") \(sign)")
                    if glyphs.isASCII { #expect(sign.isASCII, "\(child.label ?? "") \(sign)") }
                }
            }
        }
    }

    @Test func `plain ASCII stays plain whatever the theme asks for`() {
        #expect(Glyphs.ascii.withBorder(.double) == .ascii)
        #expect(Glyphs.unicode.withBorder(.ascii).border.vertical == "|")
        for style in BorderStyle.allCases {
            let glyphs = Glyphs.unicode.withBorder(style)
            #expect(glyphs.border != glyphs.focusBorder, "the focus shows without colour")
        }
    }

    @Test func `a sparkline runs from the lowest to the highest sign`() {
        #expect(Glyphs.unicode.sparkline([0, 1, 2, 4, 9, -1], top: 4) == "▁▃▅██▁")
        #expect(Glyphs.ascii.sparkline([0, 4], top: 4) == "_#")
        #expect(Glyphs.unicode.sparkline([1, .nan], top: 0) == "▁▁")
    }

    @Test func `a meter is smooth to an eighth of a cell`() {
        #expect(Glyphs.unicode.meter(0.5, width: 4) == ("██", "··"))
        #expect(Glyphs.unicode.meter(0.53125, width: 4) == ("██▏", "·"))
        #expect(Glyphs.unicode.meter(2, width: 3) == ("███", ""))
        #expect(Glyphs.unicode.meter(.nan, width: 3) == ("", "···"))
        #expect(Glyphs.ascii.meter(0.4, width: 5) == ("##", "..."))
        #expect(Glyphs.ascii.meter(0.4, width: -5) == ("", ""))
    }

    @Test func `a picture of dots is drawn in braille, and in levels without it`() {
        var grid = BrailleGrid(columns: 2, rows: 1)
        grid.curve([0, 1, 2, 3], in: 0...3)
        #expect(grid.lines(.unicode) == ["⡠⠊"])
        #expect(grid.lines(.ascii) == ["-#"])
        var bars = BrailleGrid(columns: 2, rows: 2)
        bars.bars([0, 7, .nan, 99, 5], in: 0...7)
        #expect(bars.lines(.unicode) == ["⢸⢸", "⣸⢸"])
        bars.set(x: 99, y: -1)
        bars.curve([1, 2], in: 3...3)
        #expect(bars.lines(.unicode) == ["⢸⢸", "⣸⢸"])
    }

    @Test func `text is as wide as a terminal draws it`() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("漢字") == 4)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("한글") == 4)
        #expect(DisplayWidth.of("▲▼●─⣿…−") == 7)
        #expect(DisplayWidth.truncate("abcdef", to: 4) == "abc…")
        #expect(DisplayWidth.truncate("abcdef", to: 0) == "")
        #expect(DisplayWidth.truncate("abc", to: 3) == "abc")
    }

    @Test("the width table agrees with the C library's")
    func wcwidth() {
        _ = Curses.prepareLocale()
        var different = 0
        for value in UInt32(0xA1)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), let width = Curses.width(scalar) else {
                continue
            }
            // Marks newer than one of the two tables may differ; the screen then shows a question mark.
            if width != DisplayWidth.of(scalar) { different += 1 }
        }
        #expect(different < 100)
    }
}
