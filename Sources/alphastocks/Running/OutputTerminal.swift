import Foundation
import Terminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal that standard output goes to, or what stands for one in a pipe.
enum OutputTerminal {
    private static let pipeColumns = 100

    /// How many columns a line may have.
    static var columns: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return pipeColumns }
        return Int(size.ws_col)
    }

    /// What can be drawn with: braille dots where the locale is UTF-8.
    static var glyphs: Glyphs {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        let name = (locale ?? "").uppercased()
        return name.contains("UTF-8") || name.contains("UTF8") ? .unicode : .ascii
    }
}
