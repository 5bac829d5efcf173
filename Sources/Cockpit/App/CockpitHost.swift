public import Terminal
public import Trading

/// What a cockpit needs of the program around it.
@MainActor
public struct CockpitHost {
    /// Finds a theme by its name; `nil` for one that cannot be had.
    public var theme: (String) -> Theme?
    /// The themes that the theme keys go through, asked for once, after the first frame; `nil` leaves those of the
    /// options.
    public var themeNames: (() -> [String])?
    /// Says in one line what in a theme's file has no effect; `nil` for nothing.
    public var themeRemark: (String) -> String?
    /// Names the theme to begin with on a background; `nil` where another was asked for.
    public var themeOnBackground: ((RGB) -> String)?
    /// The wall clock.
    public var clock: () -> Timestamp
    /// Told of the theme or the layout that the user has chosen, so that it can be remembered.
    public var remember: (ViewMemory) -> Void
    /// Writes an export to a file and returns its path; throws what kept it from being written.
    public var write: (ViewExport) throws -> String
    /// Reads the configuration again when it has changed; `nil` when it has not.
    ///
    /// It is asked once a second at most.
    public var reread: () -> Reread?

    /// What came of a configuration that has changed.
    public enum Reread: Sendable {
        /// It is in order: what counts from now on, and what only counts from the next start.
        case changed(keys: [Action: [Key]], alerts: AlertRules, theme: String?, later: [String])
        /// It is not in order, and nothing changes; where and why, in a sentence.
        case refused(String)
    }

    /// Makes a host; what is not given does nothing.
    ///
    /// - Parameters:
    ///   - theme: Finds a theme by its name.
    ///   - themeNames: The themes that the theme keys go through.
    ///   - themeRemark: Says in one line what in a theme's file has no effect.
    ///   - themeOnBackground: Names the theme to begin with on a background.
    ///   - clock: The wall clock.
    ///   - remember: Told of what the user has chosen.
    ///   - write: Writes an export and returns its path.
    ///   - reread: Reads the configuration again when it has changed.
    public init(
        theme: @escaping (String) -> Theme?, themeNames: (() -> [String])? = nil,
        themeRemark: @escaping (String) -> String? = { _ in nil },
        themeOnBackground: ((RGB) -> String)? = nil,
        clock: @escaping () -> Timestamp,
        remember: @escaping (ViewMemory) -> Void = { _ in },
        write: ((ViewExport) throws -> String)? = nil,
        reread: @escaping () -> Reread? = { nil }
    ) {
        self.theme = theme
        self.themeNames = themeNames
        self.themeRemark = themeRemark
        self.themeOnBackground = themeOnBackground
        self.clock = clock
        self.remember = remember
        self.write = write ?? { _ in throw NoPlace() }
        self.reread = reread
    }

    /// There is nowhere to write to.
    private struct NoPlace: Error, CustomStringConvertible {
        var description: String { "this cockpit has no folder for exports" }
    }
}
