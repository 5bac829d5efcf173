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

    /// The columns the C library gives a code point; `nil` for one that it does not show.
    static func width(_ scalar: Unicode.Scalar) -> Int? {
        let width = cn_character_width(wchar_t(scalar.value))
        return width < 0 ? nil : Int(width)
    }

    // MARK: - Screen

    @MainActor static func start(entry: String, input: Int32, output: Int32) -> Bool {
        cn_start(entry, input, output)
    }

    @MainActor static func stop(restore: Bool) { cn_stop(restore) }

    /// Writes to the terminal; what one that is gone does not take is lost.
    @MainActor static func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cn_write($0.baseAddress, $0.count) }
        }
    }

    @MainActor static func resize(_ size: Size) { cn_resize(Int32(size.rows), Int32(size.columns)) }

    @MainActor static func leave() { cn_leave() }

    @MainActor static func comeBack() { cn_return() }

    // MARK: - The entry in use

    /// A command by its terminfo name; empty where the entry has none.
    @MainActor static func spell(_ name: String) -> [UInt8] {
        command { cn_spell(name, false, 0, 0, $0, $1) }
    }

    /// A command by its terminfo name, for one or two numbers; empty where the entry has none.
    @MainActor static func spell(_ name: String, _ first: Int, _ second: Int = 0) -> [UInt8] {
        command { cn_spell(name, true, Int32(first), Int32(second), $0, $1) }
    }

    @MainActor private static func command(
        _ spell: (UnsafeMutablePointer<CChar>?, Int) -> Int
    ) -> [UInt8] {
        // No command of a terminal comes near this length.
        [UInt8](unsafeUninitializedCapacity: 64) { bytes, length in
            length = bytes.withMemoryRebound(to: CChar.self) { spell($0.baseAddress, $0.count) }
        }
    }

    /// Whether the entry has a flag, by its terminfo name.
    @MainActor static func has(_ flag: String) -> Bool { cn_has(flag) }

    /// A number by its terminfo name; 0 where the entry has none.
    @MainActor static func number(_ name: String) -> Int { Int(cn_number(name)) }

    // MARK: - Signals and captured output

    static func blockSignals() { cn_signals_block() }

    static func openSignals() -> Int32 { cn_signals_open() }

    static func nextSignal(_ fd: Int32) -> Int32 { cn_signals_next(fd) }

    static func openUnnamedFile() -> Int32 { cn_unnamed_file() }

    // MARK: - Crash guard

    static func armGuard(terminal: Int32, output: Int32, error: Int32, captured: Int32) {
        cn_guard_arm(terminal, output, error, captured)
    }

    static func setGuardRestore(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cn_guard_set_restore($0.baseAddress, $0.count)
            }
        }
    }

    static func disarmGuard() { cn_guard_disarm() }

    static var guardFired: Bool { cn_guard_fired() }
}
