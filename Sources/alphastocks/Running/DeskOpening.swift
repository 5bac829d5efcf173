import Configuration
import Logging

/// The desk that a person wants to see: one's own, or with --attach another's.
struct DeskOpening: Sendable {
    let desk: DeskOptions
    let market: MarketOptions
    let face: FaceOptions
    let configuration: ProgramConfiguration
    let logger: Logger

    /// What is opened, a line each, for a person who has to wait for it.
    var words: [String] {
        let ledger = desk.ledgerPath(for: market)
        switch face.attach {
        case .ledger?: return ["asking the desk that runs with", ledger ?? "a ledger in memory"]
        case .socket(let path)?: return ["asking the desk at", path]
        case nil: break
        }
        var words = ["opening the desk"]
        if market.market == .replay { words.append("reading the market data") }
        if let ledger { words += ["reading all of \(ledger)", "in search of damage"] }
        return words
    }

    /// Opens it.
    ///
    /// - Throws: What keeps it from being opened.
    func run() async throws -> OpenedDesk {
        guard let attach = face.attach else {
            return try await .own(desk, market, configuration, logger: logger)
        }
        guard
            let opened = try OpenedDesk.attached(
                attach, desk, market, periodSeconds: face.refresh ?? 0.5)
        else {
            throw ProgramFailure(
                "no desk runs with \(desk.ledgerPath(for: market) ?? "a ledger in memory"); "
                    + "start one without --attach, or name its ledger with --ledger FILE")
        }
        return opened
    }
}
