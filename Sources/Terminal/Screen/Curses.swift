import CNcurses

/// The one door to the C side: the calls of ncurses and the system, in Swift's types.
///
/// Nothing else imports it. The curses calls belong to the one open ``NcursesScreen``.
enum Curses {
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

    @MainActor static func put(
        _ text: [wchar_t], x: Int, y: Int, attributes: Attributes, pair: Int
    ) {
        cn_put(
            Int32(y), Int32(x), text, Int32(text.count), UInt32(attributes.rawValue), Int32(pair))
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
