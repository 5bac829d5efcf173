import Foundation

/// The real files that lie beside the repository on the machines that have them.
enum RecordedData {
    static let folder: String = {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let root = (0..<4).reduce(here) { url, _ in url.deletingLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/data").path
    }()

    static let instruments = folder + "/instruments_NFO_2025-10-08.csv"
    static let infyCandles = folder + "/candles_15m_INFY.csv"
    static let bankCandles = folder + "/candles_15m_NIFTYBANK.csv"
    static let infyTicks = folder + "/ticks_INFY_2025-06-26.csv"
    static let lateTick = folder + "/ticks_INFY_2025-06-25.csv"
    static let signals = folder + "/signals.json"

    static var isPresent: Bool { FileManager.default.fileExists(atPath: instruments) }
}
