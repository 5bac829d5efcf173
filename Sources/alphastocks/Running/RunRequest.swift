import Configuration
import Foundation
import Logging
import Market

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a headless run is asked to do.
struct RunRequest: Sendable {
    var market: MarketOptions
    var desk: DeskOptions
    var configuration: ProgramConfiguration
    var signals: InputSource
    var scale: StrengthScale
    var minutes: Int?
    var logger: Logger
    /// Whether a terminal shows how far it is.
    var showsProgress = true
    /// Whether what is wrong in the files is printed.
    var tellsDefects = true
}

/// Where a run's own signals come from.
enum InputSource: Sendable {
    case none
    case file(String)
    case standardInput

    /// - Parameters:
    ///   - argument: What `--signals` says.
    ///   - market: The market; a replay reads standard input only when asked to.
    init(argument: String?, market: MarketKind) {
        switch argument {
        case "-": self = .standardInput
        case let path?: self = .file(path)
        case nil: self = market == .sim && Self.isPiped ? .standardInput : .none
        }
    }

    /// Whether standard input is a pipe or a file, not a terminal or the null device.
    private static var isPiped: Bool {
        var facts = stat()
        guard fstat(0, &facts) == 0 else { return false }
        let kind = facts.st_mode & S_IFMT
        return kind == S_IFIFO || kind == S_IFREG
    }
}
