import CNcurses

/// The one door to the C side: the calls of ncurses and the system, in Swift's types.
///
/// Nothing else imports it. The curses calls belong to the one open ``NcursesScreen``.
enum Curses {
    /// What stands in one place of the screen.
    typealias Glyph = cn_glyph

    // MARK: - Facts

    static func colours(ofEntry term: String) -> Int? {
        let colours = cn_terminfo_colours(term)
        return colours < 0 ? nil : Int(colours)
    }

    static func prepareLocale() -> String { String(cString: cn_locale_codeset()) }

    static func windowSize(of fd: Int32) -> Size? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard cn_window_size(fd, &columns, &rows) else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// The columns curses will give a code point; `nil` when it would refuse it.
    static func width(_ scalar: Unicode.Scalar) -> Int? {
        let width = cn_character_width(wchar_t(scalar.value))
        return width < 0 ? nil : Int(width)
    }

    /// A character with what stands upon it; marks for which the C library would make room are left out.
    static func glyph(
        _ base: Unicode.Scalar, _ first: Unicode.Scalar? = nil, _ second: Unicode.Scalar? = nil
    ) -> Glyph {
        var glyph = Glyph(base: wchar_t(base.value), marks: (0, 0))
        if let first, width(first) == 0 { glyph.marks.0 = wchar_t(first.value) }
        guard let second, width(second) == 0 else { return glyph }
        if glyph.marks.0 == 0 {
            glyph.marks.0 = wchar_t(second.value)
        } else {
            glyph.marks.1 = wchar_t(second.value)
        }
        return glyph
    }

    // MARK: - Screen

    @MainActor static func start(entry: String, input: Int32, output: Int32) -> Bool {
        cn_start(entry, input, output)
    }

    @MainActor static func stop(restore: Bool) { cn_stop(restore) }

    @MainActor static var colours: Int { Int(cn_colours()) }

    @MainActor static var pairLimit: Int { Int(cn_pair_limit()) }

    @MainActor static func definePair(_ pair: Int, foreground: Int, background: Int) {
        cn_define_pair(Int32(pair), Int32(foreground), Int32(background))
    }

    /// Puts glyphs side by side, drawn by one pen.
    @MainActor static func put(_ glyphs: [Glyph], x: Int, y: Int, pen: Pen) {
        cn_put(
            Int32(y), Int32(x), glyphs, Int32(glyphs.count), UInt32(pen.attributes.rawValue),
            Int32(pen.pair))
    }

    /// Writes to the terminal past curses; what a terminal that is gone does not take is lost.
    @MainActor static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { _ = cn_write($0.baseAddress, $0.count) }
        }
    }

    @MainActor static func flush(cursor: Point?) {
        cn_flush(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? -1))
    }

    @MainActor static func forget() { cn_forget() }

    @MainActor static func resize(_ size: Size) { cn_resize(Int32(size.rows), Int32(size.columns)) }

    @MainActor static func leave() { cn_leave() }

    @MainActor static func comeBack() { cn_return() }

    @MainActor static func capability(_ name: String) -> String {
        cn_capability(name).map { String(cString: $0) } ?? ""
    }

    // MARK: - Signals and captured output

    static func blockSignals() { cn_signals_block() }

    static func openSignals() -> Int32 { cn_signals_open() }

    static func nextSignal(_ fd: Int32) -> Int32 { cn_signals_next(fd) }

    static func openUnnamedFile() -> Int32 { cn_unnamed_file() }

    // MARK: - Crash guard

    static func armGuard(terminal: Int32, output: Int32, error: Int32, captured: Int32) {
        cn_guard_arm(terminal, output, error, captured)
    }

    static func setGuardRestore(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cn_guard_set_restore($0.baseAddress, $0.count)
            }
        }
    }

    static func disarmGuard() { cn_guard_disarm() }

    static var guardFired: Bool { cn_guard_fired() }
}
